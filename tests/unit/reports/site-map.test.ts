import { expect, test } from 'vitest';
import type { Path } from '../../../src/lib/server/reports/drawing.ts';
import { hatch } from '../../../src/lib/server/reports/hatch.ts';
import { ringWithin, runsThrough } from '../../../src/lib/server/reports/clip.ts';
import { siteMap, siteView } from '../../../src/lib/server/reports/site-map.ts';
import { metresAPoint, onPaper, roundUp, viewOf } from '../../../src/lib/server/reports/view.ts';
import { planeOf } from '../../../src/lib/geo/plane.ts';
import { sitingInput, SRID } from './siting-fixture.ts';

const { answer, surroundings } = sitingInput();
const [area, point] = answer.parcels;

test('a map has a round scale at which all that counts is within its frame', () => {
	for (const parcel of answer.parcels) {
		const view = siteView(parcel, SRID);
		expect(view.scale % 50).toBe(0);
		const [left, top, right, bottom] = view.frame;
		const plane = planeOf(SRID);
		for (const { line, counts } of parcel.findings) {
			if (line === null || counts === 'clear') continue;
			for (const [lng, lat] of line) {
				const [x, y] = onPaper(view, plane.project(lng, lat));
				expect(x > left && x < right && y > top && y < bottom).toBe(true);
			}
		}
	}
});

test('a length on paper times the scale is the length on the ground', () => {
	const view = viewOf([0, 0, 100, 80], [10, 2, 518, 352]);
	const [a, b] = [onPaper(view, [0, 0]), onPaper(view, [30, 40])];
	const points = Math.hypot(b[0] - a[0], b[1] - a[1]);
	expect(points * metresAPoint(view)).toBeCloseTo(50, 9);
	// 1 : 1000 means that a millimetre is a metre: 72 points are 25.4 mm.
	expect((points / 72) * 0.0254 * view.scale).toBeCloseTo(50, 9);
});

test('the scale bar is as long as it says', () => {
	const drawing = siteMap(area, surroundings, SRID, 'zh');
	const shapes = drawing.layers.flatMap((layer) => layer.shapes);
	const labels = shapes.filter((shape) => shape.kind === 'label');
	const end = labels.find(({ text }) => /^\d+ m$/.test(text))!;
	const zero = labels.find(({ text, at }) => text === '0' && at[1] === end.at[1])!;
	const points = end.at[0] - zero.at[0];
	const metres = Number.parseFloat(end.text);
	expect(points * metresAPoint(siteView(area, SRID))).toBeCloseTo(metres, 6);
});

test('every finding that counts has its number on the map, and no other has', () => {
	const texts = siteMap(area, surroundings, SRID, 'zh')
		.layers.flatMap((layer) => layer.shapes)
		.flatMap((shape) => (shape.kind === 'label' && shape.colour === '#9c0f1c' ? shape.text.split(',') : []));
	const counted = area.findings.flatMap(({ counts, line }, i) => (counts !== 'clear' && line ? [`${i + 1}`] : []));
	expect([...texts].sort()).toEqual([...counted].sort());
});

test('a site that is tiny beside what it is measured against is shown once more, at a larger scale', () => {
	const far = structuredClone(area);
	far.findings[0].line = [far.findings[0].line![0], [114.42, 30.68]];
	const drawing = siteMap(far, surroundings, SRID, 'zh');
	const texts = drawing.layers
		.flatMap((layer) => layer.shapes)
		.flatMap((one) => (one.kind === 'label' ? [one.text] : []));
	expect(texts.some((text) => text.startsWith('地块放大 1:'))).toBe(true);
	const near = siteMap(point, surroundings, SRID, 'zh').layers.flatMap((layer) => layer.shapes);
	expect(near.some((one) => one.kind === 'label' && one.text.startsWith('地块放大'))).toBe(false);
});

test('a hatch lies within its area and leaves holes free', () => {
	const square = (from: number, to: number): [number, number][] => [
		[from, from],
		[to, from],
		[to, to],
		[from, to]
	];
	const strokes: Path = hatch([square(0, 100), square(40, 60)], 'crossed', 5, 1, '#000000');
	expect(strokes.lines.length).toBeGreaterThan(40);
	for (const [a, b] of strokes.lines) {
		const [x, y] = [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2];
		expect(x >= 0 && x <= 100 && y >= 0 && y <= 100).toBe(true);
		expect(x > 40.001 && x < 59.999 && y > 40.001 && y < 59.999).toBe(false);
	}
});

test('what lies outside a box is cut off: rings at its edges, lines by segments', () => {
	const ring = ringWithin(
		[
			[-50, -50],
			[50, -50],
			[50, 50],
			[-50, 50]
		],
		[0, 0, 100, 100]
	);
	expect(ring.every(([x, y]) => x >= 0 && y >= 0 && x <= 50 && y <= 50)).toBe(true);
	expect(
		ringWithin(
			[
				[-9, -9],
				[-5, -9],
				[-5, -5]
			],
			[0, 0, 10, 10]
		)
	).toEqual([]);
	const runs = runsThrough(
		[
			[-30, 5],
			[-20, 5],
			[5, 5],
			[20, 5],
			[30, 5]
		],
		[0, 0, 10, 10]
	);
	expect(runs).toEqual([
		[
			[-20, 5],
			[5, 5],
			[20, 5]
		]
	]);
});

test('round numbers are 1, 2 or 5 times a power of ten', () => {
	expect([0.3, 1, 1.1, 4, 5, 6, 99, 100, 101].map(roundUp)).toEqual([0.5, 1, 2, 5, 5, 10, 100, 100, 200]);
});
