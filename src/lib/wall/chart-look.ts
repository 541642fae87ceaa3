import { LEVEL_KEYS, WALL_LOOK, type LevelKey } from '$lib/ui/levels.ts';

const STROKE = 'rgba(0, 0, 0, 0.42)';
const CROSS = 'path://M1 0L5 4L9 0L10 1L6 5L10 9L9 10L5 6L1 10L0 9L4 5L0 1Z';
const DECALS = {
	rising: { symbol: 'rect', dashArrayX: [1, 0], dashArrayY: [2, 5], rotation: -Math.PI / 4 },
	falling: { symbol: 'rect', dashArrayX: [1, 0], dashArrayY: [2, 7], rotation: Math.PI / 4 },
	crossed: { symbol: CROSS, symbolSize: 0.9, dashArrayX: [10, 1], dashArrayY: [10, 1] },
	dotted: {
		symbol: 'circle',
		symbolSize: 0.7,
		dashArrayX: [
			[5, 6],
			[0, 5.5, 5, 0.5]
		],
		dashArrayY: [5, 1]
	}
};

/** How ECharts fills a level: its colour, and the pattern that says it without colour. */
export const LEVEL_FILL = Object.fromEntries(
	LEVEL_KEYS.map((level) => {
		const { fill, pattern } = WALL_LOOK[level];
		return [
			level,
			{ color: fill, decal: pattern === null ? { symbol: 'none' } : { ...DECALS[pattern.kind], color: STROKE } }
		];
	})
) as unknown as Readonly<Record<LevelKey, { color: string; decal: object }>>;

/** What is left of a bar or a ring. */
export const GROOVE = '#1d2935';
