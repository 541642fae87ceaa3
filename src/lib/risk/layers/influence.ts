import type { Influence } from '../layer.ts';
import type { RuleSet } from '../rule-set.ts';
import type { Confidence, Words } from '../words.ts';

interface RadiusRow {
	value: number;
	rule: string;
	from: Words;
	confidence: Confidence;
}

/**
 * The default radius of influence of a rule set (zoning.json), metres. Throws a RangeError for a key that is not there.
 */
export function defaultInfluence(key: string, rules: RuleSet): Influence {
	const radii = rules.tables.zoning.radii as unknown as Record<string, RadiusRow>;
	const row = Object.hasOwn(radii, key) ? radii[key] : undefined;
	if (row === undefined) throw new RangeError(`data/rules/zoning.json has no radius "${key}".`);
	return { radiusM: row.value, from: filled(row), rule: row.rule, confidence: row.confidence };
}

/** The words of a radius say what it is in this rule set: a district may have set another one. */
function filled({ from, value }: RadiusRow): Words {
	const fill = (text: string) => text.replace('{value}', String(value));
	return { zh: fill(from.zh), en: fill(from.en) };
}

/** The registered external safety distance as a radius of influence, metres; `null` when none is registered. */
export function registeredInfluence(distanceM: unknown): Influence | null {
	if (typeof distanceM !== 'number' || distanceM <= 0) return null;
	return {
		radiusM: distanceM,
		from: { zh: '登记的外部安全防护距离', en: 'The registered external safety distance' },
		rule: 'INFLUENCE-REGISTERED',
		confidence: 'VERIFIED'
	};
}
