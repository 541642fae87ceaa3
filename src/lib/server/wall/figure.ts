import type { Figure, ListBehind } from '../../wall/api.ts';
import { LEVELS } from '../../risk/level.ts';
import type { ByLevelFigure } from '../../wall/api.ts';

/** The same thing as it is now, as it was at the run before the newest, and at the end of the last quarter; null: no such run. */
export interface Moments<T> {
	now: T;
	run: T | null;
	quarter: T | null;
}

/**
 * A number of the wall with what it changed by. `count` gives it for one moment; undefined where a run of an older
 * edition did not count it, which is nothing to compare with.
 */
export function figureOf<T>(
	moments: Moments<T>,
	count: (moment: T) => number | undefined,
	list: ListBehind | null,
	formula: string
): Figure {
	const value = count(moments.now) ?? 0;
	const since = (moment: T | null) => {
		const before = moment === null ? undefined : count(moment);
		return before === undefined ? null : value - before;
	};
	return { value, sinceRun: since(moments.run), sinceQuarter: since(moments.quarter), list, formula };
}

/** A number that no earlier run kept. */
export function figureWithoutPast(value: number, list: ListBehind | null, formula: string): Figure {
	return { value, sinceRun: null, sinceQuarter: null, list, formula };
}

/** A figure for each level and for what is not assessed. */
export function byLevelFigure(figure: (level: keyof ByLevelFigure) => Figure): ByLevelFigure {
	return Object.fromEntries([...LEVELS, 'none' as const].map((level) => [level, figure(level)])) as ByLevelFigure;
}
