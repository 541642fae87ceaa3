import { roundMm } from '../../geo/nearby.ts';
import { codeOf, LEVELS, levelOf, worst, type Level } from '../level.ts';
import type { RuleSet } from '../rule-set.ts';

/** A graded unit of an area: its level, and its representative point in the metric plane. */
export interface AreaUnit {
	level: Level | null;
	x: number;
	y: number;
}

/** Parks hold far more units a square kilometre than subdistricts: their weights have breaks of their own. */
export type AreaKind = 'subdistrict' | 'park';
export type AreaMode = 'max' | 'density' | 'weighted';

export interface AreaLevels {
	/** The level by each mode; `null` in all of them where no unit of the area has a level. */
	modes: Record<AreaMode, Level | null>;
	/** The level of the mode that is switched on. */
	level: Level | null;
	/** Weighted units a square kilometre: what the weighted mode holds against its breaks. 0 for an area without size. */
	index: number;
	crowding: Crowding;
}

/** Where units stand together, as the density mode sees it. */
export interface Crowding {
	/** Orange units in the fullest cell of a square kilometre. */
	orangesInCell: number;
	/** Red units of which each has another within the distance of the rule set. */
	redsTogether: number;
	/** Whether either is enough to raise the area. */
	raises: boolean;
}

/**
 * The level of an area by the three modes of area-level.json (standards.md §4.5.2 M1 to M3; no national formula exists,
 * so all of it is 系统设定). An area none of whose units has a level has none: no data is not low risk.
 */
export function areaLevels(
	units: readonly AreaUnit[],
	areaKm2: number,
	rules: RuleSet,
	kind: AreaKind = 'subdistrict'
): AreaLevels {
	const { mode, density, weighted } = rules.tables.areaLevel;
	const max = worst(units.map((unit) => unit.level));
	const crowding = crowdingOf(units, rules);
	const index = areaKm2 > 0 ? weightOf(units, rules) / areaKm2 : 0;
	const breaks = kind === 'park' ? weighted.parkBreaks : weighted.breaks;
	const reached = breaks.find(({ atLeast }) => index >= atLeast);
	const modes: AreaLevels['modes'] = {
		max,
		density: max !== null && crowding.raises ? raised(max, density.raiseBy.value) : max,
		weighted: max === null || areaKm2 <= 0 ? null : (knownLevel(reached?.level) ?? null)
	};
	return { modes, level: modes[knownMode(mode.value)], index, crowding };
}

/**
 * Orange units are counted by cells aligned to the whole kilometres of the metric plane; red ones by the distance of
 * their points, to the millimetre and inclusive. A red area cannot be raised further: its crowding is told all the same.
 */
export function crowdingOf(units: readonly AreaUnit[], rules: RuleSet): Crowding {
	const { oranges, cellM, reds, redsWithinM } = rules.tables.areaLevel.density;
	const cells = new Map<string, number>();
	let orangesInCell = 0;
	for (const { level, x, y } of units) {
		if (level !== 'orange') continue;
		const cell = `${Math.floor(x / cellM.value)} ${Math.floor(y / cellM.value)}`;
		const count = (cells.get(cell) ?? 0) + 1;
		cells.set(cell, count);
		orangesInCell = Math.max(orangesInCell, count);
	}
	const red = units.filter((unit) => unit.level === 'red');
	const near = (a: AreaUnit, b: AreaUnit) => roundMm(Math.hypot(a.x - b.x, a.y - b.y)) <= redsWithinM.value;
	const redsTogether = Math.max(0, ...red.map((one) => red.filter((other) => near(one, other)).length));
	return {
		orangesInCell,
		redsTogether: redsTogether > 1 ? redsTogether : 0,
		raises: orangesInCell >= oranges.value || redsTogether >= reds.value
	};
}

/** The sum of the units' weights; a unit without a level weighs nothing. */
function weightOf(units: readonly AreaUnit[], rules: RuleSet): number {
	const { weights } = rules.tables.areaLevel.weighted;
	return units.reduce((sum, { level }) => sum + (level === null ? 0 : weights[level]), 0);
}

function raised(level: Level, steps: number): Level {
	return levelOf(Math.min(codeOf(level) + steps, codeOf('red')))!;
}

function knownLevel(level: string | undefined): Level | undefined {
	return LEVELS.find((known) => known === level);
}

function knownMode(mode: string): AreaMode {
	if (mode === 'max' || mode === 'density' || mode === 'weighted') return mode;
	throw new RangeError(`data/rules/area-level.json: mode "${mode}" is not one of max, density, weighted.`);
}
