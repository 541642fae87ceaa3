import type { ByLevel } from '../../api.ts';
import type { Level } from '../../risk/level.ts';
import type { RuleSet } from '../../risk/rule-set.ts';
import type { RankedSubdistrict } from '../../wall/api.ts';
import { wallTable } from './numbers.ts';

/** A subdistrict as it is held against the others. */
export interface RankingUnit {
	id: string;
	name: string;
	assessed: boolean;
	level: Level | null;
	units: ByLevel;
	/** Weighted units a square kilometre, as the run counted them. */
	density: number;
	areaM2: number;
	broken: number;
	overdue: number;
	bbox: RankedSubdistrict['bbox'];
}

/**
 * The subdistricts, the best first, those that are not ranked at the end: the quarterly ranking of 柴桑区实施意见(二十六),
 * whose first two are commended and last two named. The score and the order of equal scores are 系统设定 (wall.json). One
 * that was never assessed, or of which no unit has a level, is not ranked: no data is no merit.
 */
export function rankSubdistricts(subdistricts: readonly RankingUnit[], rules: RuleSet): RankedSubdistrict[] {
	const { commended, named } = wallTable(rules).ranking;
	const scored = subdistricts.map((one) => ({ one, score: scoreOf(one, rules) }));
	const ranked = scored.filter(({ score }) => score !== null).sort((a, b) => a.score! - b.score! || tie(a.one, b.one));
	const others = scored.filter(({ score }) => score === null).sort((a, b) => byId(a.one, b.one));
	const hasBoth = ranked.length >= commended.value + named.value;
	return [...ranked, ...others].map(({ one, score }, i) => {
		const isFirst = i < commended.value;
		const isLast = i >= ranked.length - named.value && score !== null && score > 0;
		return {
			id: one.id,
			name: one.name,
			rank: score === null ? null : i + 1,
			score,
			level: one.level,
			units: one.units,
			broken: one.broken,
			overdue: one.overdue,
			named: !hasBoth || score === null ? null : isFirst ? 'commended' : isLast ? 'named' : null,
			bbox: one.bbox
		};
	});
}

/** Weighted units a square kilometre, broken rules and overdue dangers counted as so many each; null: not to be ranked. */
function scoreOf({ assessed, level, density, areaM2, broken, overdue }: RankingUnit, rules: RuleSet): number | null {
	if (!assessed || level === null || areaM2 <= 0) return null;
	const weights = wallTable(rules).ranking;
	return density + (weights.broken.value * broken + weights.overdue.value * overdue) / (areaM2 / 1e6);
}

function tie(a: RankingUnit, b: RankingUnit): number {
	return (
		a.overdue - b.overdue ||
		a.broken - b.broken ||
		a.units.red - b.units.red ||
		a.units.orange - b.units.orange ||
		byId(a, b)
	);
}

function byId(a: RankingUnit, b: RankingUnit): number {
	return a.id < b.id ? -1 : a.id > b.id ? 1 : 0;
}
