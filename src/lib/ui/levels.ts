import { keyOf, type LevelKey } from '../risk/level-look.ts';
import { levelOf } from '../risk/level.ts';

export {
	keyOf,
	LEVEL_KEYS,
	LEVEL_LOOK,
	WALL_LOOK,
	type LevelKey,
	type LevelLook,
	type Pattern
} from '../risk/level-look.ts';

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
