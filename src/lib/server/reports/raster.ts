import type { Drawing, Label, Path, Point } from './drawing.ts';
import { pngOf } from './png.ts';
import { outlineOf } from './glyph-outline.ts';

/** Pixels a point: 144 an inch. */
const DENSITY = 2;
/** Rows that are sampled in each row of pixels. */
const SAMPLES = 4;

type Line = readonly Point[];

/**
 * A drawing as PNG, for word processors that show no SVG: every path and glyph is filled row by row. It looks the same as
 * the vectors, and it is not what anything is decided by.
 */
export function rasterOf({ width, height, layers }: Drawing): Uint8Array {
	const canvas = new Canvas(Math.ceil(width * DENSITY), Math.ceil(height * DENSITY));
	for (const { clip, shapes } of layers) {
		const bounds = clip ?? ([0, 0, width, height] as const);
		canvas.clip = bounds.map((edge) => edge * DENSITY) as [number, number, number, number];
		for (const shape of shapes) {
			if (shape.kind === 'path') drawPath(canvas, shape);
			else drawLabel(canvas, shape);
		}
	}
	return pngOf(canvas.pixels, canvas.width, canvas.height);
}

function drawPath(canvas: Canvas, { lines, closed, fill, opacity, stroke, width, dash }: Path): void {
	if (fill !== null) canvas.fill(lines, fill, opacity, 'even-odd');
	if (stroke === null) return;
	const rims = closed ? lines.map((line) => [...line, line[0]]) : lines;
	const pieces = dash === null ? rims : rims.flatMap((line) => dashed(line, dash));
	canvas.fill(
		pieces.flatMap((line) => thick(line, width)),
		stroke,
		1,
		'non-zero'
	);
}

function drawLabel(canvas: Canvas, label: Label): void {
	canvas.fill(outlineOf(label), label.colour, 1, 'non-zero');
}

/** A line as boxes around its segments, and discs where wide ones meet, all turning the same way. */
function thick(line: Line, width: number): Point[][] {
	const half = Math.max(width, 0.4) / 2;
	const boxes = line.slice(1).flatMap(([bx, by], i): Point[][] => {
		const [ax, ay] = line[i];
		const length = Math.hypot(bx - ax, by - ay);
		if (length === 0) return [];
		const [dx, dy] = [((bx - ax) / length) * half, ((by - ay) / length) * half];
		return [
			[
				[ax - dy, ay + dx],
				[ax + dy, ay - dx],
				[bx + dy, by - dx],
				[bx - dy, by + dx]
			]
		];
	});
	const joints = width < 1 ? [] : line.slice(1, -1).map((point) => octagon(point, half));
	return [...boxes, ...joints];
}

function octagon([x, y]: Point, radius: number): Point[] {
	return Array.from({ length: 8 }, (_, i): Point => {
		const angle = (i * Math.PI) / 4;
		return [x + radius * Math.cos(angle), y + radius * Math.sin(angle)];
	});
}

/** The dashes of a line. */
function dashed(line: Line, dash: readonly number[]): Point[][] {
	const pieces: Point[][] = [];
	let [turn, left, piece] = [0, dash[0], [line[0]] as Point[]];
	for (let i = 1; i < line.length; i++) {
		let at = line[i - 1];
		const to = line[i];
		for (let rest = distance(at, to); rest > 0; rest = distance(at, to)) {
			const step = Math.min(rest, left);
			at = [at[0] + ((to[0] - at[0]) * step) / rest, at[1] + ((to[1] - at[1]) * step) / rest];
			piece.push(at);
			left -= step;
			if (left > 1e-9) break;
			if (turn % 2 === 0) pieces.push(piece);
			turn += 1;
			left = dash[turn % dash.length];
			piece = [at];
		}
	}
	if (turn % 2 === 0 && piece.length > 1) pieces.push(piece);
	return pieces;
}

function distance(a: Point, b: Point): number {
	return Math.hypot(b[0] - a[0], b[1] - a[1]);
}

class Canvas {
	readonly width: number;
	readonly height: number;
	/** Red, green, blue, from white. */
	readonly pixels: Uint8Array;
	/** In pixels. */
	clip: [number, number, number, number] = [0, 0, 0, 0];

	constructor(width: number, height: number) {
		this.width = width;
		this.height = height;
		this.pixels = new Uint8Array(width * height * 3).fill(255);
	}

	/** Fills closed lines given in points. */
	fill(lines: readonly Line[], colour: string, opacity: number, rule: 'even-odd' | 'non-zero'): void {
		const edges = edgesOf(lines);
		if (edges.length === 0) return;
		const [left, top, right, bottom] = this.clip;
		const first = Math.max(Math.floor(top), Math.floor(edges.reduce((low, { y }) => Math.min(low, y), Infinity)), 0);
		const last = Math.min(
			Math.ceil(bottom),
			Math.ceil(edges.reduce((high, { toY }) => Math.max(high, toY), 0)),
			this.height
		);
		const ends = edges.flatMap(({ x, y, toY, slope }) => [x, x + (toY - y) * slope]);
		const from = Math.max(0, Math.floor(ends.reduce((low, x) => Math.min(low, x))));
		const to = Math.min(this.width, Math.ceil(ends.reduce((high, x) => Math.max(high, x))) + 1);
		const bits = Number.parseInt(colour.slice(1), 16);
		const rgb = [(bits >> 16) & 255, (bits >> 8) & 255, bits & 255];
		const cover = new Float32Array(this.width + 1);
		const active = rowsOf(edges, first, last);
		for (let row = first; row < last; row++) {
			const here = active[row - first];
			if (here.length === 0) continue;
			cover.fill(0, from, to);
			for (let k = 0; k < SAMPLES; k++) addSpans(cover, here, row + (k + 0.5) / SAMPLES, rule, left, right);
			this.blend(row, from, to, cover, rgb, opacity);
		}
	}

	private blend(
		row: number,
		from: number,
		to: number,
		cover: Float32Array,
		rgb: readonly number[],
		opacity: number
	): void {
		for (let x = from; x < to; x++) {
			const share = Math.min(1, cover[x] / SAMPLES) * opacity;
			if (share === 0) continue;
			const at = (row * this.width + x) * 3;
			for (let c = 0; c < 3; c++) this.pixels[at + c] += (rgb[c] - this.pixels[at + c]) * share;
		}
	}
}

/** From upper to lower end, in pixels; `turn` is 1 where it ran downwards. */
interface Edge {
	x: number;
	y: number;
	toY: number;
	/** Change of x a pixel down. */
	slope: number;
	turn: 1 | -1;
}

function edgesOf(lines: readonly Line[]): Edge[] {
	return lines.flatMap((line) =>
		line.flatMap((from, i): Edge[] => {
			const to = line[(i + 1) % line.length];
			if (from[1] === to[1]) return [];
			const [upper, lower] = from[1] < to[1] ? [from, to] : [to, from];
			const slope = (lower[0] - upper[0]) / (lower[1] - upper[1]);
			const turn = from[1] < to[1] ? 1 : -1;
			return [{ x: upper[0] * DENSITY, y: upper[1] * DENSITY, toY: lower[1] * DENSITY, slope, turn }];
		})
	);
}

/** The edges that touch each row of pixels. */
function rowsOf(edges: readonly Edge[], first: number, last: number): Edge[][] {
	const rows: Edge[][] = Array.from({ length: Math.max(0, last - first) }, () => []);
	for (const edge of edges) {
		const to = Math.min(last - 1, Math.floor(edge.toY));
		for (let row = Math.max(first, Math.floor(edge.y)); row <= to; row++) rows[row - first].push(edge);
	}
	return rows;
}

function addSpans(
	cover: Float32Array,
	edges: readonly Edge[],
	y: number,
	rule: 'even-odd' | 'non-zero',
	left: number,
	right: number
): void {
	const crossings = edges
		.filter((edge) => edge.y <= y && y < edge.toY)
		.map((edge) => ({ x: edge.x + (y - edge.y) * edge.slope, turn: edge.turn }))
		.sort((a, b) => a.x - b.x);
	let winding = 0;
	for (let i = 0; i + 1 < crossings.length; i++) {
		winding += rule === 'even-odd' ? 1 : crossings[i].turn;
		if (rule === 'even-odd' ? winding % 2 === 0 : winding === 0) continue;
		addSpan(cover, Math.max(left, crossings[i].x), Math.min(right, crossings[i + 1].x));
	}
}

function addSpan(cover: Float32Array, from: number, to: number): void {
	if (!(to > from)) return;
	for (let x = Math.max(0, Math.floor(from)); x < to && x < cover.length - 1; x++) {
		cover[x] += Math.min(to, x + 1) - Math.max(from, x);
	}
}
