import type { Level } from '../risk/level.ts';
import { levelOf } from '../risk/level.ts';

/** A level as the page counts it: `none` is not assessed, drawn grey. */
export type LevelKey = Level | 'none';

/** Worst first, not assessed last: the order of the legend and of every bar. */
export const LEVEL_KEYS: readonly LevelKey[] = ['red', 'orange', 'yellow', 'blue', 'none'];

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
}

/** The one place of the four colours. src/lib/ui/levels.css repeats them for the pages; a test holds the two together. */
export const LEVEL_LOOK: Readonly<Record<LevelKey, LevelLook>> = {
	red: { fill: '#d0202e', on: '#ffffff', ink: '#9c0f1c', zoneOpacity: 0.62, letter: { zh: '红', en: 'R' } },
	orange: { fill: '#f4831f', on: '#1c1304', ink: '#9a4300', zoneOpacity: 0.55, letter: { zh: '橙', en: 'O' } },
	yellow: { fill: '#f7cf2e', on: '#241c00', ink: '#745800', zoneOpacity: 0.5, letter: { zh: '黄', en: 'Y' } },
	blue: { fill: '#2c6fc9', on: '#ffffff', ink: '#1d4f96', zoneOpacity: 0.14, letter: { zh: '蓝', en: 'B' } },
	none: { fill: '#8d939c', on: '#121417', ink: '#565c66', zoneOpacity: 0.3, letter: { zh: '未', en: 'N' } }
};

/** The key of a level; `none` for null. */
export function keyOf(level: Level | null): LevelKey {
	return level ?? 'none';
}

/** The key of a level code, 0 to 4. Throws a RangeError for any other number. */
export function keyOfCode(code: number): LevelKey {
	return keyOf(levelOf(code));
}

/** Red, green, blue (0 to 255) of a `#rrggbb` colour. */
export function rgbOf(hex: string): [number, number, number] {
	const bits = Number.parseInt(hex.slice(1), 16);
	return [(bits >> 16) & 255, (bits >> 8) & 255, bits & 255];
}

/** Contrast of two `#rrggbb` colours, 1 to 21: WCAG 2.2, "contrast ratio". */
export function contrastOf(one: string, other: string): number {
	const [dark, light] = [luminanceOf(one), luminanceOf(other)].sort((a, b) => a - b);
	return (light + 0.05) / (dark + 0.05);
}

function luminanceOf(hex: string): number {
	const [r, g, b] = rgbOf(hex).map((value) => {
		const part = value / 255;
		return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
	});
	return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}
