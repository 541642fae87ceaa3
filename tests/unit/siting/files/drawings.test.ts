import { expect, test } from 'vitest';
import { planeOf } from '../../../../src/lib/geo/plane.ts';
import { DISTRICT, farthestM, inCrs, PARCEL, read } from './parcel.ts';
import { dxfOf, line, lwpolyline, text } from './writers.ts';

const CRS = 'EPSG:4547';
const [RING] = inCrs(CRS, PARCEL);
const corners = RING.slice(0, -1);
const [X, Y] = RING[0];
const drawing = (groups: (string | number)[]) => read(text('a.dxf', dxfOf(groups)), CRS);

test('parcels are named after their layers, counted where a layer has several', async () => {
	const { parcels } = await drawing([
		...lwpolyline('一期', corners, 1),
		...lwpolyline('二期', corners, 1),
		...lwpolyline('二期', corners, 1),
		...[0, 'POINT', 8, '井', 10, X, 20, Y, 30, 0]
	]);
	expect(parcels.map(({ name, row }) => [name, row])).toEqual([
		['一期', 1],
		['二期 1', 2],
		['二期 2', 3],
		['井', 4]
	]);
	expect(parcels[3].geometry.type).toBe('Point');
});

test('an old POLYLINE with its vertices, at a height', async () => {
	const vertices = corners.flatMap(([x, y]) => [0, 'VERTEX', 8, 'L', 10, x, 20, y, 30, 21.5]);
	const { parcels } = await drawing([0, 'POLYLINE', 8, 'L', 66, 1, 70, 1, ...vertices, 0, 'SEQEND']);
	expect(farthestM(parcels[0].geometry, PARCEL)).toBeLessThan(0.001);
	expect(parcels[0].notes.some(({ zh }) => zh.includes('高程已略去'))).toBe(true);
});

test('lines are joined in whatever order and direction they were drawn', async () => {
	const sides = RING.slice(1).map((end, k) => [RING[k], end] as const);
	const drawn = [sides[3], sides[0], sides[4], sides[2], sides[1]].map(([a, b], k) =>
		k % 2 === 0 ? line('L', a, b) : line('L', b, a)
	);
	const { parcels } = await drawing(drawn.flat());
	expect(parcels).toHaveLength(1);
	expect(farthestM(parcels[0].geometry, PARCEL)).toBeLessThan(0.001);
	expect(parcels[0].notes.some(({ zh }) => zh.includes('由 5 条'))).toBe(true);
});

test('where three lines meet the boundary is not guessed', async () => {
	const { parcels, refused } = await drawing(
		[...RING.slice(1).map((end, k) => line('L', RING[k], end)), line('L', RING[0], [X - 50, Y])].flat()
	);
	expect(parcels).toEqual([]);
	expect(refused[0].text.zh).toContain('三条以上直线相接');
});

test('an open polyline is a line, and says so; ends less than 1 cm apart are closed, and told', async () => {
	const open = await drawing(lwpolyline('L', corners, 0));
	expect(open.parcels[0].geometry.type).toBe('LineString');
	expect(open.parcels[0].notes[0].zh).toContain('未闭合，按线读取');
	const nearly = await drawing(lwpolyline('L', [...corners, [X + 0.004, Y + 0.004]], 0));
	expect(farthestM(nearly.parcels[0].geometry, PARCEL)).toBeLessThan(0.001);
	expect(nearly.parcels[0].notes[0].zh).toContain('不到 1 cm，已闭合');
});

test('two half circles are a circle to a millimetre', async () => {
	const { parcels } = await drawing(
		lwpolyline(
			'L',
			[
				[X, Y],
				[X + 100, Y]
			],
			1,
			{ 0: 1, 1: 1 }
		)
	);
	const { geometry } = parcels[0];
	const { project } = planeOf(DISTRICT.metricSrid);
	const ring = geometry.type === 'Polygon' ? geometry.coordinates[0] : [];
	expect(ring.length).toBeGreaterThan(300);
	const radii = ring.map(([lng, lat]) => {
		const [x, y] = project(lng, lat);
		return Math.hypot(x - X - 50, y - Y);
	});
	expect(Math.max(...radii.map((radius) => Math.abs(radius - 50)))).toBeLessThan(0.001);
	// A positive bulge runs counterclockwise: from the left end of the chord it goes below it.
	expect(Math.min(...ring.map(([lng, lat]) => project(lng, lat)[1]))).toBeCloseTo(Y - 50, 2);
	expect(parcels[0].notes.some(({ zh }) => zh.includes('弧段已化为折线'))).toBe(true);
});

test('a quarter arc bulges to the side that its sign says', async () => {
	const bulge = Math.tan(Math.PI / 8);
	const { parcels } = await drawing(
		lwpolyline(
			'L',
			[
				[X, Y],
				[X + 10, Y],
				[X + 10, Y + 10]
			],
			1,
			{ 1: bulge }
		)
	);
	const { geometry } = parcels[0];
	const { project } = planeOf(DISTRICT.metricSrid);
	const east = (geometry.type === 'Polygon' ? geometry.coordinates[0] : []).map(([lng, lat]) => project(lng, lat)[0]);
	// Left of the chord from (10, 0) to (10, 10) is west; an arc that turns left bulges to its right, to the east.
	expect(Math.max(...east)).toBeCloseTo(X + 10 + 5 * (Math.SQRT2 - 1), 2);
});

test('paper space, surfaces and other entities are left out, and what was is told', async () => {
	const { parcels } = await drawing([
		...lwpolyline('L', corners, 1),
		...[0, 'TEXT', 8, 'L', 1, '甲'],
		...[0, 'LINE', 8, 'L', 67, 1, 10, 0, 20, 0, 11, 1, 21, 1],
		...[0, 'HATCH', 8, 'L', 91, 1]
	]);
	expect(parcels).toHaveLength(1);
	expect(parcels[0].notes[0].zh).toContain('TEXT ×1, LINE ×1, HATCH ×1');
});
