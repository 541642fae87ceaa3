import { LEVELS, type Level } from '../level.ts';
import type { RuleSet } from '../rule-set.ts';
import type { Words } from '../words.ts';
import { drawKeys, type DrawKey, type DrawnFrom } from './draw-sites.ts';

export type DrawLevel = Level | 'notAssessed';
export const DRAW_LEVELS: readonly DrawLevel[] = [...LEVELS, 'notAssessed'];

/** How many are drawn: so many of all, or of each level a share of 0 to 100 %. */
export type DrawSize = { count: number } | { share: Partial<Record<DrawLevel, number>> };

export interface DrawnBySize {
	/** Of every site, those first that have the smallest. */
	keys: DrawKey[];
	/** Ids of those that are drawn, in the same order. */
	drawn: string[];
}

/** How a draw by shares is made, to be printed beside DRAW_METHOD. */
export const SHARE_METHOD: Words = {
	zh: '按等级比例抽取：每个等级分别取其中键最小的 ⌈该等级数量 × 比例⌉ 个。',
	en: 'By shares: of each level those with the smallest keys are drawn, ⌈sites of the level × share⌉ of them.'
};

/**
 * Draws sites by a size. By shares each level is drawn for itself, with the keys of the one draw: within a level all have
 * the same chance. Throws a RangeError as `drawSites` does, and for a share that is none.
 */
export function drawBySize(sites: readonly DrawnFrom[], size: DrawSize, seed: string, rules: RuleSet): DrawnBySize {
	const wanted = countsBySize(sites, size);
	const keys = drawKeys(sites, seed, rules);
	if (wanted === null) return { keys, drawn: keys.slice(0, (size as { count: number }).count).map(({ id }) => id) };
	const levelOf = new Map(sites.map(({ id, level }) => [id, level ?? 'notAssessed'] as const));
	const left = new Map(wanted);
	const drawn = keys.filter(({ id }) => {
		const level = levelOf.get(id)!;
		const open = left.get(level) ?? 0;
		left.set(level, open - 1);
		return open > 0;
	});
	return { keys, drawn: drawn.map(({ id }) => id) };
}

/** How many of each level a share draws; `null` for a draw of so many of all, whose levels chance decides. */
export function countsBySize(sites: readonly DrawnFrom[], size: DrawSize): ReadonlyMap<DrawLevel, number> | null {
	if ('count' in size) {
		if (Number.isInteger(size.count) && size.count >= 0 && size.count <= sites.length) return null;
		throw new RangeError(`${size.count} of ${sites.length} sites cannot be drawn.`);
	}
	return new Map(
		DRAW_LEVELS.map((level) => {
			const share = size.share[level] ?? 0;
			if (!(share >= 0 && share <= 100)) throw new RangeError(`A share is 0 to 100 %; ${share} is not.`);
			const here = sites.filter((site) => (site.level ?? 'notAssessed') === level).length;
			return [level, Math.ceil((here * share) / 100)];
		})
	);
}
