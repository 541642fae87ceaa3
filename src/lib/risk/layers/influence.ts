import zoning from '../../../../data/rules/zoning.json' with { type: 'json' };
import type { Influence } from '../layer.ts';
import type { Confidence, Words } from '../words.ts';

interface RadiusRow {
	value: number;
	rule: string;
	from: Words;
	confidence: Confidence;
}

const RADII = new Map<string, RadiusRow>(Object.entries(zoning.radii as unknown as Record<string, RadiusRow>));

/**
 * The default radius of influence of data/rules/zoning.json, metres. Throws a RangeError for a key that is not there.
 */
export function defaultInfluence(key: string): Influence {
	const row = RADII.get(key);
	if (row === undefined) throw new RangeError(`data/rules/zoning.json has no radius "${key}".`);
	return { radiusM: row.value, from: row.from, rule: row.rule, confidence: row.confidence };
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
