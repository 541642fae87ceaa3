import type { Geometry } from 'geojson';
import { expect, test } from 'vitest';
import { LEVEL_LOOK } from '../../../src/lib/risk/level-look.ts';
import type { Level } from '../../../src/lib/risk/level.ts';
import { districtMap, type MapZone } from '../../../src/lib/server/reports/district-map.ts';
import { rasterOf } from '../../../src/lib/server/reports/raster.ts';
import { svgOf } from '../../../src/lib/server/reports/svg.ts';
import { placed, SRID } from './siting-fixture.ts';

function stripe(i: number): Geometry {
	const [x, y] = [i * 1000, 0];
	const ring = [
		[x, y],
		[x + 1000, y],
		[x + 1000, y + 3000],
		[x, y + 3000],
		[x, y]
	];
	return placed({ type: 'Polygon', coordinates: [ring] });
}

const LEVELS: (Level | null)[] = ['red', 'orange', 'yellow', 'blue', null];
const ZONES: MapZone[] = LEVELS.map((level, i) => ({ level, geometry: stripe(i) }));
const drawing = districtMap(
	ZONES,
	[
		{ kind: 'district', name: '测试区', level: null, geometry: stripe(0) },
		{ kind: 'subdistrict', name: '测试街道', level: 'red', geometry: stripe(1) }
	],
	SRID,
	'zh'
);
const shapes = drawing.layers.flatMap((layer) => layer.shapes);

test('each level is told by its colour, by strokes of its ink, and by its letter', () => {
	for (const level of ['red', 'orange', 'yellow', 'none'] as const) {
		const { fill, ink, letter } = LEVEL_LOOK[level];
		expect(shapes.some((one) => one.kind === 'path' && one.fill === fill)).toBe(true);
		expect(
			shapes.some((one) => one.kind === 'path' && one.stroke === ink && !one.closed && one.lines.length > 20)
		).toBe(true);
		expect(shapes.some((one) => one.kind === 'label' && one.text === letter.zh && one.colour === ink)).toBe(true);
	}
	expect(shapes.some((one) => one.kind === 'path' && one.fill === LEVEL_LOOK.blue.fill)).toBe(true);
	expect(shapes.some((one) => one.kind === 'label' && one.text === '测试街道 红')).toBe(true);
});

test('SVG has the same shapes, and escapes what people wrote', () => {
	const svg = svgOf({ ...drawing, alt: '<script>&"' });
	expect(svg.match(/<path /g)?.length).toBe(shapes.filter((one) => one.kind === 'path' && one.lines.length > 0).length);
	expect(svg.match(/<text /g)?.length).toBe(shapes.filter((one) => one.kind === 'label').length);
	expect(svg).toContain('<title>&lt;script&gt;&amp;&quot;</title>');
	expect(svg).not.toContain('<script');
});

test('the picture for what shows no SVG is a PNG of twice as many pixels as points', () => {
	const png = Buffer.from(rasterOf(drawing));
	expect(png.subarray(1, 4).toString('latin1')).toBe('PNG');
	expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([
		Math.ceil(drawing.width * 2),
		Math.ceil(drawing.height * 2)
	]);
});
