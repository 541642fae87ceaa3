import type { LevelKey } from '$lib/ui/levels.ts';
import { LEVEL_LOOK } from '$lib/ui/levels.ts';

/** The levels whose zones carry a pattern. Blue is plain: most of a district is blue. */
export const PATTERNED: readonly LevelKey[] = ['red', 'orange', 'yellow', 'none'];

/** The name under which the map knows a level's pattern. */
export function patternId(level: LevelKey): string {
	return `pattern-${level}`;
}

type Draw = (pen: CanvasRenderingContext2D, size: number) => void;

/** Side of one tile of the pattern, CSS pixels, and what is drawn in it. src/lib/ui/swatch.svelte draws the same. */
const PATTERNS: Partial<Record<LevelKey, { size: number; draw: Draw }>> = {
	red: { size: 8, draw: (pen, size) => diagonals(pen, size, 1.6, 1) },
	orange: {
		size: 14,
		draw: (pen, size) => {
			diagonals(pen, size, 1.1, 1);
			diagonals(pen, size, 1.1, -1);
		}
	},
	yellow: { size: 11, draw: (pen, size) => dot(pen, size / 2, size / 2, 1.3) },
	none: { size: 14, draw: (pen, size) => diagonals(pen, size, 1, -1) }
};

/** Draws a level's pattern as pixels, transparent between the strokes; null where the level has none. */
export function drawPattern(level: LevelKey, pixelRatio: number): ImageData | null {
	const pattern = PATTERNS[level];
	if (!pattern) return null;
	const pixels = Math.round(pattern.size * pixelRatio);
	const canvas = document.createElement('canvas');
	canvas.width = canvas.height = pixels;
	const pen = canvas.getContext('2d');
	if (!pen) return null;
	pen.scale(pixels / pattern.size, pixels / pattern.size);
	pen.strokeStyle = pen.fillStyle = LEVEL_LOOK[level].ink;
	pattern.draw(pen, pattern.size);
	return pen.getImageData(0, 0, pixels, pixels);
}

/** Lines from corner to corner that meet their like in the next tile; `slope` 1 rises, −1 falls. */
function diagonals(pen: CanvasRenderingContext2D, size: number, width: number, slope: 1 | -1): void {
	pen.lineWidth = width;
	pen.beginPath();
	for (const shift of [-size, 0, size]) {
		pen.moveTo(shift - 1, slope === 1 ? size + 1 : -1);
		pen.lineTo(shift + size + 1, slope === 1 ? -1 : size + 1);
	}
	pen.stroke();
}

function dot(pen: CanvasRenderingContext2D, x: number, y: number, radius: number): void {
	pen.beginPath();
	pen.arc(x, y, radius, 0, 2 * Math.PI);
	pen.fill();
}
