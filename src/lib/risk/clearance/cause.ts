import { layerOf } from '../layers/registry.ts';
import type { Cause } from '../finding.ts';
import type { Words } from '../words.ts';
import type { Rule, Side } from './rule.ts';

/** Undecided for an attribute that a feature lacks, named in words. */
export function attributeMissing(side: Side, key: string): { state: 'undecided'; cause: Cause } {
	const layer = side.layer === null ? null : layerOf(side.layer);
	const name = layer?.attributes.find((attribute) => attribute.key === key)?.name ?? words(key, key);
	const what = layer?.name ?? words('拟建项目', 'Proposal');
	const text = words(
		`${what.zh}缺少“${name.zh}”, 补充后重新核查`,
		`The ${what.en.toLowerCase()} lacks “${name.en}”: record it and check again`
	);
	return { state: 'undecided', cause: { code: 'attribute-missing', attribute: key, feature: side.id, text } };
}

/** Broken, for an approval on record that says no. */
export function refused(rule: Rule): Cause {
	const text = words(`登记为未获批准 (${rule.clause})`, `On record as not approved (${rule.clause})`);
	return { code: 'approval-refused', attribute: 'approvals', text };
}

export function words(zh: string, en: string): Words {
	return { zh, en };
}
