import type { Command } from 'fontkit';
import type { Label, Point } from './drawing.ts';
import { fontOf, readable, widthOf } from './typeface.ts';

/** Straight pieces that a curve of a glyph is drawn with: letters are a few points high. */
const PIECES = 4;

/** The outlines of a label's glyphs as closed lines, points. */
export function outlineOf({ at, text, size, bold, align, upright }: Label): Point[][] {
	const weight = bold ? 'bold' : 'regular';
	const font = fontOf(weight);
	const said = readable(text);
	const scale = size / font.unitsPerEm;
	const width = widthOf(said, size, weight);
	let x = align === 'start' ? 0 : align === 'middle' ? -width / 2 : -width;
	return [...said].flatMap((character) => {
		const glyph = font.glyphForCodePoint(character.codePointAt(0)!);
		const from = x;
		x += glyph.advanceWidth * scale;
		return contoursOf(glyph.path.commands).map((contour) =>
			contour.map(([gx, gy]): Point => {
				const [along, up] = [from + gx * scale, gy * scale];
				return upright ? [at[0] - up, at[1] - along] : [at[0] + along, at[1] - up];
			})
		);
	});
}

function contoursOf(commands: readonly Command[]): Point[][] {
	const contours: Point[][] = [];
	for (const { command, args } of commands) {
		const contour = contours.at(-1);
		if (command === 'moveTo') contours.push([[args[0], args[1]]]);
		else if (command !== 'closePath' && contour) {
			const points = [contour.at(-1)!, ...pairs(args)];
			if (command === 'lineTo') contour.push(points[1]);
			else for (let i = 1; i <= PIECES; i++) contour.push(onCurve(points, i / PIECES));
		}
	}
	return contours;
}

function pairs(args: readonly number[]): Point[] {
	return Array.from({ length: args.length / 2 }, (_, i): Point => [args[2 * i], args[2 * i + 1]]);
}

/** De Casteljau's point of a curve. */
function onCurve(points: readonly Point[], t: number): Point {
	if (points.length === 1) return points[0];
	const nearer = points
		.slice(1)
		.map(([x, y], i): Point => [points[i][0] + (x - points[i][0]) * t, points[i][1] + (y - points[i][1]) * t]);
	return onCurve(nearer, t);
}
