import type { LevelKey } from '$lib/ui/levels.ts';
import { LEVEL_KEYS, LEVEL_LOOK, type LevelLook, type Pattern } from '$lib/ui/levels.ts';

/** The levels whose zones carry a pattern. Blue is plain: most of a district is blue. */
export const PATTERNED: readonly LevelKey[] = LEVEL_KEYS.filter((level) => LEVEL_LOOK[level].pattern !== null);

/** The name under which the map knows a level's pattern. */
export function patternId(level: LevelKey): string {
	return `pattern-${level}`;
}

/** Draws a level's pattern as pixels, transparent between the strokes; null where the level has none. */
export function drawPattern({ pattern, ink }: LevelLook, pixelRatio: number): ImageData | null {
	return pattern && drawStrokes(pattern, ink, pixelRatio);
}

/** Draws strokes as the pixels of one tile, transparent between them; null where the page gives no canvas. */
export function drawStrokes({ kind, size, width }: Pattern, ink: string, pixelRatio: number): ImageData | null {
	const pixels = Math.round(size * pixelRatio);
	const canvas = document.createElement('canvas');
	canvas.width = canvas.height = pixels;
	// Drawn where it is read from: reading a picture back from the graphics card holds up a map that is being made.
	const pen = canvas.getContext('2d', { willReadFrequently: true });
	if (!pen) return null;
	pen.scale(pixels / size, pixels / size);
	pen.strokeStyle = pen.fillStyle = ink;
	if (kind === 'dotted') dot(pen, size / 2, size / 2, width / 2);
	if (kind === 'rising' || kind === 'crossed') diagonals(pen, size, width, 1);
	if (kind === 'falling' || kind === 'crossed') diagonals(pen, size, width, -1);
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
