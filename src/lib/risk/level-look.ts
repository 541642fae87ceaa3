import type { Level } from './level.ts';

/** A level as pages and reports count it: `none` is not assessed, drawn grey. */
export type LevelKey = Level | 'none';

/** Worst first, not assessed last: the order of the legend and of every bar. */
export const LEVEL_KEYS: readonly LevelKey[] = ['red', 'orange', 'yellow', 'blue', 'none'];

/** Strokes that say a level without colour; `size` is the side of one tile and `width` that of the strokes, pixels. */
export interface Pattern {
	kind: 'rising' | 'crossed' | 'dotted' | 'falling';
	size: number;
	width: number;
}

export interface LevelLook {
	/** The colour that fills. */
	fill: string;
	/** Text on `fill`: at least 4.5 : 1 (tests/unit/ui/levels.test.ts). */
	on: string;
	/** Outlines, patterns and text of this level on white: at least 4.5 : 1. */
	ink: string;
	/** How much of a zone's colour covers the map: most of a district is blue, and blue must not cover it. */
	zoneOpacity: number;
	/** The letter that says the level without colour. */
	letter: { zh: string; en: string };
	/** What zones of this level are hatched with; null: blue is plain, for most of a district is blue. */
	pattern: Pattern | null;
}

/** The one place of the four colours. src/lib/ui/levels.css repeats them for the pages; a test holds the two together. */
export const LEVEL_LOOK: Readonly<Record<LevelKey, LevelLook>> = {
	red: {
		fill: '#d0202e',
		on: '#ffffff',
		ink: '#9c0f1c',
		zoneOpacity: 0.62,
		letter: { zh: '红', en: 'R' },
		pattern: { kind: 'rising', size: 8, width: 1.6 }
	},
	orange: {
		fill: '#f4831f',
		on: '#1c1304',
		ink: '#9a4300',
		zoneOpacity: 0.55,
		letter: { zh: '橙', en: 'O' },
		pattern: { kind: 'crossed', size: 14, width: 1.1 }
	},
	yellow: {
		fill: '#f7cf2e',
		on: '#241c00',
		ink: '#745800',
		zoneOpacity: 0.5,
		letter: { zh: '黄', en: 'Y' },
		pattern: { kind: 'dotted', size: 11, width: 2.6 }
	},
	blue: {
		fill: '#2c6fc9',
		on: '#ffffff',
		ink: '#1d4f96',
		zoneOpacity: 0.14,
		letter: { zh: '蓝', en: 'B' },
		pattern: null
	},
	none: {
		fill: '#8d939c',
		on: '#121417',
		ink: '#565c66',
		zoneOpacity: 0.3,
		letter: { zh: '未', en: 'N' },
		pattern: { kind: 'falling', size: 14, width: 1 }
	}
};

/**
 * The same on the dark ground of the command wall: the proposal for big screens (系统设定), `ink` on that ground. Zones are
 * as opaque as it takes to stand apart for whoever sees no red or no green (tests/unit/wall/palette.test.ts).
 */
export const WALL_LOOK: Readonly<Record<LevelKey, LevelLook>> = {
	red: { ...LEVEL_LOOK.red, fill: '#f5222d', on: '#140204', ink: '#ff9a9e', zoneOpacity: 0.76 },
	orange: { ...LEVEL_LOOK.orange, fill: '#fa8c16', on: '#1c1003', ink: '#ffc98a', zoneOpacity: 0.7 },
	yellow: { ...LEVEL_LOOK.yellow, fill: '#fadb14', on: '#1d1800', ink: '#fff1a3', zoneOpacity: 0.7 },
	blue: { ...LEVEL_LOOK.blue, fill: '#1890ff', on: '#02101f', ink: '#9fd2ff', zoneOpacity: 0.24 },
	none: { ...LEVEL_LOOK.none, fill: '#8c8c8c', on: '#0f0f0f', ink: '#d0d3d8', zoneOpacity: 0.5 }
};

/** The key of a level; `none` for null. */
export function keyOf(level: Level | null): LevelKey {
	return level ?? 'none';
}
