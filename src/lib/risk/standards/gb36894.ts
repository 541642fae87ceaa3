import type { Attributes, LayerId } from '../layer.ts';
import { layerOf } from '../layers/registry.ts';
import type { Reason, Value } from '../reason.ts';
import { perRuleSet, type RuleSet } from '../rule-set.ts';
import type { Confidence, Words } from '../words.ts';

/** Classes of GB 36894-2018, the most protected first. The first three share one criterion. */
export const PROTECTION_CLASSES = ['sensitive', 'important', 'general_1', 'general_2', 'general_3'] as const;
export type ProtectionClass = (typeof PROTECTION_CLASSES)[number];

/** Frequencies for which contours are drawn, per year. */
export type Contour = '3e-7' | '3e-6' | '1e-5' | '3e-5';

/**
 * What GB 36894-2018 makes of a feature: its class and why; the attribute without which nobody can say; or that it is no
 * protection target, which is not the same as being safe.
 */
export type Protection =
	{ class: ProtectionClass; reasons: Reason[] } | { missing: string; text: Words } | { none: true; text: Words };

type TargetLayer = 'protection_target' | 'building';
type Of = Partial<Record<TargetLayer, readonly string[]>>;
interface Fact {
	clause: string;
	confidence: Confidence;
}
interface Measure {
	attribute: string;
	unit: string;
	/** From the most protected class on; the last starts at 0. */
	bands: { class: ProtectionClass; from: number }[];
}
interface FixedRow extends Partial<Fact> {
	class: ProtectionClass;
	name: Words;
	of: Of;
}
interface ScaleRow extends Partial<Fact> {
	id: string;
	name: Words;
	of: Of;
	measures: Partial<Record<TargetLayer, Measure[]>>;
}

const KIND: Readonly<Record<TargetLayer, string>> = { protection_target: 'kind', building: 'use' };
const ON_RECORD = 'classGB36894';

const tableOf = perRuleSet(({ gb36894 }) => ({
	...gb36894,
	fixed: gb36894.fixed as unknown as Fact & { standard: string; rows: FixedRow[] },
	scales: gb36894.scales as unknown as Fact & { standard: string; rows: ScaleRow[] },
	noTarget: gb36894.noTarget as { of: Of; note: Words },
	names: new Map(gb36894.classes.map((row) => [row.id as ProtectionClass, row.name as Words]))
}));

/**
 * The protection-target class of a protection target or building. Schools, hospitals, care homes are `sensitive` whatever
 * their size and whatever is on record; else the class on record counts; else the kind and its scale. Every number of the
 * classes was recalled. Roles `gb36894_*` of roles.json choose by the same numbers.
 */
export function protectionClassOf(layer: LayerId, attributes: Attributes, rules: RuleSet): Protection {
	if (layer !== 'protection_target' && layer !== 'building') return noTarget(rules);
	const { fixed, scales, noTarget: none } = tableOf(rules);
	const kind = attributes[KIND[layer]];
	const isOf = (row: { of: Of }) => row.of[layer]?.includes(String(kind)) ?? false;
	const always = fixed.rows.find((row) => row.class === 'sensitive' && isOf(row));
	if (always !== undefined) return byKind(layer, always, fixed, attributes, rules);
	const recorded = recordedClass(layer, attributes, rules);
	if (recorded !== null) return recorded;
	if (kind === undefined || kind === null) return missing(layer, KIND[layer]);
	const known = fixed.rows.find(isOf);
	if (known !== undefined) return byKind(layer, known, fixed, attributes, rules);
	const scale = scales.rows.find(isOf);
	if (scale !== undefined) return byScale(layer, scale, attributes, rules);
	return none.of[layer]?.includes(String(kind)) ? noTarget(rules) : missing(layer, ON_RECORD);
}

/**
 * The contour outside which a target of a class has to lie, GB 36894-2018 Table 2: `existing` for what stands, `new` for
 * what is built, rebuilt or extended.
 */
export function requiredContourOf(
	of: ProtectionClass,
	phase: 'new' | 'existing',
	rules: RuleSet
): { contour: Contour; perYear: number; clause: string; confidence: Confidence } {
	const { standard, clause, confidence, rows } = rules.tables.gb36894.criteria;
	const row = rows.find((candidate) => candidate.classes.includes(of));
	if (row === undefined) throw new RangeError(`GB 36894-2018 Table 2 has no class "${of}".`);
	const { contour, perYear } = row[phase];
	return {
		contour: contour as Contour,
		perYear,
		clause: `${standard} ${clause}`,
		confidence: confidence as Confidence
	};
}

function recordedClass(layer: TargetLayer, attributes: Attributes, rules: RuleSet): Protection | null {
	const recorded = PROTECTION_CLASSES.find((id) => id === attributes[ON_RECORD]);
	if (layer !== 'protection_target' || recorded === undefined) return null;
	const { standard, clause } = rules.tables.gb36894.scales;
	const name = nameOf(recorded, rules);
	const text = { zh: `登记为${name.zh}`, en: `On record as ${name.en}` };
	return {
		class: recorded,
		reasons: [reasonOf(`${standard} ${clause}`, text, { [ON_RECORD]: recorded }, 'VERIFIED')]
	};
}

function byKind(layer: TargetLayer, row: FixedRow, table: Fact & { standard: string }, at: Attributes, rules: RuleSet) {
	const name = nameOf(row.class, rules);
	const text = { zh: `${row.name.zh}: ${name.zh}, 不论规模`, en: `${row.name.en}: ${name.en}, whatever its size` };
	const inputs = { [KIND[layer]]: at[KIND[layer]] as Value };
	const reason = reasonOf(`${table.standard} ${table.clause}`, text, inputs, row.confidence ?? table.confidence);
	return { class: row.class, reasons: [reason] };
}

/** The most protected of the classes that the measures on record give. */
function byScale(layer: TargetLayer, row: ScaleRow, attributes: Attributes, rules: RuleSet): Protection {
	const { standard, clause, confidence } = tableOf(rules).scales;
	const measures = row.measures[layer] ?? [];
	const reasons: (Reason & { class: ProtectionClass })[] = [];
	for (const { attribute, unit, bands } of measures) {
		const value = attributes[attribute];
		if (value === undefined || value === null) continue;
		if (typeof value !== 'number' || !(value >= 0)) return wrong(layer, attribute, value as Value);
		const band = bands.find(({ from }) => value >= from) ?? bands[bands.length - 1];
		const name = nameOf(band.class, rules);
		const label = labelOf(layer, attribute);
		const text = {
			zh: `${row.name.zh}: ${label.zh} ${value} ${unit}, ${name.zh}`,
			en: `${row.name.en}: ${label.en} ${value}, ${name.en}`
		};
		const inputs = { [KIND[layer]]: attributes[KIND[layer]] as Value, [attribute]: value };
		const reason = reasonOf(`${standard} ${clause}`, text, inputs, row.confidence ?? confidence);
		reasons.push({ ...reason, measured: value, limit: band.from, unit, class: band.class });
	}
	if (reasons.length === 0) return missing(layer, measures[0].attribute);
	const most = PROTECTION_CLASSES.find((id) => reasons.some((reason) => reason.class === id));
	return {
		class: most ?? 'general_1',
		reasons: reasons.filter((reason) => reason.class === most).map(({ class: _, ...reason }) => reason)
	};
}

function noTarget(rules: RuleSet): Protection {
	return { none: true, text: tableOf(rules).noTarget.note };
}

function missing(layer: TargetLayer, key: string): Protection {
	const name = labelOf(layer, key);
	return {
		missing: key,
		text: {
			zh: `缺少“${name.zh}”(${key}), 无法确定防护目标类别: 请补充`,
			en: `Without “${name.en}” (${key}) the class of protection target cannot be told: record it`
		}
	};
}

function wrong(layer: TargetLayer, key: string, value: Value): Protection {
	const name = labelOf(layer, key);
	return {
		missing: key,
		text: {
			zh: `“${name.zh}”(${key})为 ${value}, 应为不小于 0 的数, 请核对`,
			en: `“${name.en}” (${key}) is ${value}; it has to be a number from 0 on: correct it`
		}
	};
}

function labelOf(layer: TargetLayer, key: string): Words {
	return layerOf(layer).attributes.find((attribute) => attribute.key === key)?.name ?? { zh: key, en: key };
}

function nameOf(of: ProtectionClass, rules: RuleSet): Words {
	return tableOf(rules).names.get(of) ?? { zh: of, en: of };
}

function reasonOf(clause: string, text: Words, inputs: Record<string, Value>, confidence: Confidence): Reason {
	return {
		rule: 'GB36894-CLASS',
		clause,
		text,
		inputs,
		measured: null,
		limit: null,
		unit: null,
		confidence,
		level: null
	};
}
