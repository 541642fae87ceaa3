import fc from 'fast-check';
import type { Position } from 'geojson';
import { expect, test } from 'vitest';
import { codeOf } from '../../../src/lib/risk/level.ts';
import { gridOver, OUTSIDE, type Areas } from '../../../src/lib/risk/zoning/grid.ts';
import { emptyLaid } from '../../../src/lib/risk/zoning/lay.ts';
import { zoneDistrict } from '../../../src/lib/risk/zoning/zone.ts';
import { zonesOf, type Zone } from '../../../src/lib/risk/zoning/zones.ts';
import { area, box, districtOf, featuresOf, inputOf, LAKE_DISTRICT, NUMBERS, point, shapesOf } from './district.ts';

/** The zones of a grid painted by hand: `rows` from north to south, one letter a cell. */
function painted(areas: Areas, cellM: number, levels: (cell: number) => number): Zone[] {
	const grid = gridOver(areas, cellM);
	const laid = emptyLaid(grid, 'rings');
	for (let cell = 0; cell < laid.levels.length; cell++)
		laid.levels[cell] = grid.inside[cell] === 0 ? OUTSIDE : levels(cell);
	return zonesOf(grid, laid, featuresOf(), NUMBERS);
}

function paint(...rows: string[]): Zone[] {
	const columns = rows[0].length;
	const cells = [...rows].reverse().join('');
	const areas = districtOf(area(box(0, 0, 100 * columns, 100 * rows.length)));
	return painted(areas, 100, (cell) => '.byor'.indexOf(cells[cell]));
}

function areaOf(zone: Zone): number {
	return zone.polygons.flat().reduce((sum, ring) => sum + signedM2(ring), 0);
}

function signedM2(ring: Position[]): number {
	let doubled = 0;
	for (let k = 0; k + 1 < ring.length; k++) {
		doubled += (ring[k][0] - ring[0][0]) * (ring[k + 1][1] - ring[0][1]);
		doubled -= (ring[k + 1][0] - ring[0][0]) * (ring[k][1] - ring[0][1]);
	}
	return doubled / 2;
}

/** What ST_IsValid asks of one ring: closed, no vertex twice, no two segments that meet. And the right way round. */
function expectSimple(ring: Position[], isHole: boolean): void {
	expect(ring[ring.length - 1]).toEqual(ring[0]);
	const open = ring.slice(0, -1);
	expect(new Set(open.map(String)).size).toBe(open.length);
	expect(signedM2(ring) < 0).toBe(isHole);
	const meetings: [number, number][] = [];
	for (let i = 0; i < open.length; i++) {
		for (let j = 0; j < open.length; j++) {
			const apart = j > i + 1 && !(i === 0 && j === open.length - 1);
			if (apart && cross(ring[i], ring[i + 1], ring[j], ring[j + 1])) meetings.push([i, j]);
			if (isOn(ring[j], ring[i], ring[i + 1])) meetings.push([i, j]);
		}
	}
	expect(meetings).toEqual([]);
}

function isOn([x, y]: Position, [ax, ay]: Position, [bx, by]: Position): boolean {
	if ((bx - ax) * (y - ay) !== (by - ay) * (x - ax)) return false;
	const along = (x - ax) * (bx - ax) + (y - ay) * (by - ay);
	return along > 0 && along < (bx - ax) ** 2 + (by - ay) ** 2;
}

function cross(a: Position, b: Position, c: Position, d: Position): boolean {
	const side = (p: Position, q: Position, r: Position) => (q[0] - p[0]) * (r[1] - p[1]) - (q[1] - p[1]) * (r[0] - p[0]);
	return side(a, b, c) * side(a, b, d) < 0 && side(c, d, a) * side(c, d, b) < 0;
}

function contains(zone: Zone, x: number, y: number): boolean {
	let inside = false;
	for (const ring of zone.polygons.flat()) {
		for (let k = 0; k + 1 < ring.length; k++) {
			const [[ax, ay], [bx, by]] = [ring[k], ring[k + 1]];
			if (ay <= y !== by <= y && ax + ((y - ay) * (bx - ax)) / (by - ay) <= x) inside = !inside;
		}
	}
	return inside;
}

test('one level makes one zone: the district itself, lake and all', () => {
	const [zone, ...others] = painted(LAKE_DISTRICT, 100, () => 1);
	expect(others).toEqual([]);
	expect(zone.level).toBe('blue');
	expect(zone.polygons).toHaveLength(1);
	const [outer, lake] = zone.polygons[0];
	expect(new Set(outer.map(String))).toEqual(new Set(box(0, 0, 2000, 1000).map(String)));
	expect(new Set(lake.map(String))).toEqual(new Set(box(630, 420, 930, 620).map(String)));
	expect(zone.areaM2).toBeCloseTo(1_940_000, 6);
});

test('a zone inside another is its hole', () => {
	const [blue, red] = paint('bbbb', 'brrb', 'brrb', 'bbbb');
	expect([blue.level, blue.areaM2, blue.cells]).toEqual(['blue', 120_000, 12]);
	expect(blue.polygons[0]).toHaveLength(2);
	expect([red.level, red.areaM2, red.cells]).toEqual(['red', 40_000, 4]);
	expect(red.polygons[0]).toHaveLength(1);
	// Straight edges carry no vertices but those where someone turns.
	expect(red.polygons[0][0]).toHaveLength(5);
});

test('cells that meet in a corner only are two zones', () => {
	const zones = paint('br', 'rb');
	expect(zones.map(({ level }) => level)).toEqual(['red', 'blue', 'blue', 'red']);
	expect(zones.every(({ areaM2, cells }) => areaM2 === 10_000 && cells === 1)).toBe(true);
});

test('a zone that meets itself in a corner has its hole cut off there, so that no ring touches itself', () => {
	// The blue hole touches the outer blue in one corner; red goes round it.
	const zones = paint('bbbbb', 'brrbb', 'brbrb', 'brrrb', 'bbbbb');
	const red = zones.find(({ level }) => level === 'red');
	expect(red?.polygons).toHaveLength(1);
	expect(red?.polygons[0]).toHaveLength(2);
	for (const zone of zones) for (const rings of zone.polygons) rings.forEach((ring, k) => expectSimple(ring, k > 0));
});

test('two holes that meet in a corner are two rings', () => {
	const [blue] = paint('bbbb', 'brbb', 'bbrb', 'bbbb');
	expect(blue.polygons[0]).toHaveLength(3);
	blue.polygons[0].forEach((ring, k) => expectSimple(ring, k > 0));
});

test('not assessed is a zone of its own, without a level', () => {
	const zones = paint('..b', '..b');
	expect(zones.map(({ level, areaM2 }) => [level, areaM2])).toEqual([
		[null, 40_000],
		['blue', 20_000]
	]);
});

test('neighbours share every vertex, on straight edges too', () => {
	const [blue] = paint('ry', 'bb');
	expect(blue.polygons[0][0].map(String)).toContain('100,100');
});

test('a cell that the border parts belongs to one zone of two polygons', () => {
	// A U whose legs share one row of cells but not the ground between them.
	const u: Position[] = [
		[0, 0],
		[90, 0],
		[90, 60],
		[60, 60],
		[60, 20],
		[30, 20],
		[30, 60],
		[0, 60],
		[0, 0]
	];
	const zones = painted(districtOf(area(u)), 50, (cell) => (cell < 2 ? 1 : 4));
	const red = zones.filter(({ level }) => level === 'red');
	expect(red.reduce((sum, { areaM2 }) => sum + areaM2, 0)).toBeCloseTo(600, 9);
	expect(red.flatMap(({ polygons }) => polygons)).toHaveLength(2);
});

test('a district that touches itself, is narrower than a cell or lies in parts is zoned whole', () => {
	const districts = {
		strip: area([
			[3, 7],
			[997, 501],
			[997, 502],
			[3, 8],
			[3, 7]
		]),
		lakeOnBorder: area(box(0, 0, 400, 400), [
			[0, 200],
			[150, 250],
			[150, 150],
			[0, 200]
		]),
		islands: { type: 'MultiPolygon' as const, coordinates: [[box(0, 0, 130, 130)], [box(170, 110, 300, 300)]] },
		cornerLakes: area(box(0, 0, 400, 400), box(100, 100, 200, 200), box(200, 200, 300, 300))
	};
	for (const [name, district] of Object.entries(districts)) {
		const zones = painted(districtOf(district), 100, (cell) => 1 + (cell % 3));
		const whole = painted(districtOf(district), 5000, () => 1);
		const total = whole.reduce((sum, { areaM2 }) => sum + areaM2, 0);
		expect(
			zones.reduce((sum, { areaM2 }) => sum + areaM2, 0),
			name
		).toBeCloseTo(total, 6);
		for (const zone of zones) for (const rings of zone.polygons) rings.forEach((ring, k) => expectSimple(ring, k > 0));
	}
});

test('a lake that only touches a line of the grid parts what runs along that line', () => {
	// The lake's southern tip stands on the line y = 200; red lies north of it, on both sides of the lake.
	const lake: Position[] = [
		[150, 200],
		[100, 300],
		[150, 400],
		[200, 300],
		[150, 200]
	];
	const areas = districtOf(area(box(0, 0, 300, 400), lake));
	for (const zone of painted(areas, 100, (cell) => (cell < 6 ? 1 : cell === 10 ? 2 : 4))) {
		for (const rings of zone.polygons) rings.forEach((ring, k) => expectSimple(ring, k > 0));
	}
	for (const zone of painted(areas, 100, (cell) => (cell < 6 ? 1 : 4))) {
		for (const rings of zone.polygons) rings.forEach((ring, k) => expectSimple(ring, k > 0));
	}
});

/** A star round the middle, with vertices on lines and corners of the grid among them. */
const star = fc
	.array(fc.record({ far: fc.integer({ min: 20, max: 100 }), snap: fc.boolean() }), { minLength: 3, maxLength: 14 })
	.map((spokes) => {
		const ring = spokes.map(({ far, snap }, k): Position => {
			const angle = (2 * Math.PI * k) / spokes.length;
			const at = [500 + 5 * far * Math.cos(angle), 500 + 5 * far * Math.sin(angle)];
			return snap ? [Math.round(at[0] / 50) * 50, Math.round(at[1] / 50) * 50] : [at[0], at[1]];
		});
		return [...ring, ring[0]];
	})
	.filter((ring) => isStar(ring));

/** Keeps what is still a valid ring round the middle after snapping. */
function isStar(ring: Position[]): boolean {
	return ring.slice(1).every(([bx, by], k) => (ring[k][0] - 500) * (by - 500) - (bx - 500) * (ring[k][1] - 500) > 100);
}

test('any painting of any district: the zones fill it exactly, are simple, and each place lies in the zone of its cell', () => {
	fc.assert(
		fc.property(star, fc.infiniteStream(fc.integer({ min: 0, max: 4 })), fc.boolean(), (ring, colours, lake) => {
			const rings = lake ? [ring, [...box(480, 480, 520, 530)]] : [ring];
			const small = lake && !box(480, 480, 520, 530).every(([x, y]) => isInsideStar(ring, x, y));
			const areas = districtOf(area(...(small ? [ring] : rings)));
			const next = colours[Symbol.iterator]();
			const byCell = new Map<number, number>();
			const zones = painted(areas, 50, (cell) => {
				byCell.set(cell, next.next().value ?? 0);
				return byCell.get(cell) ?? 0;
			});
			const expected = signedM2(ring) - (lake && !small ? 2000 : 0);
			const total = zones.reduce((sum, zone) => sum + zone.areaM2, 0);
			expect(Math.abs(total - expected)).toBeLessThan(1e-6 * expected);
			const grid = gridOver(areas, 50);
			for (const zone of zones) {
				expect(areaOf(zone)).toBeCloseTo(zone.areaM2, 6);
				for (const polygon of zone.polygons) polygon.forEach((part, k) => expectSimple(part, k > 0));
			}
			const wrong: Position[] = [];
			for (let k = 0; k < 200; k++) {
				const x = grid.originX + ((k * 7919) % 1000) * 0.001 * grid.columns * 50 + 0.0123;
				const y = grid.originY + ((k * 104_729) % 997) * 0.001 * grid.rows * 50 + 0.0271;
				const cell = Math.floor((y - grid.originY) / 50) * grid.columns + Math.floor((x - grid.originX) / 50);
				const lies =
					isInsideStar(ring, x, y) && !(rings.length === 2 && !small && x > 480 && x < 520 && y > 480 && y < 530);
				const holding = zones.filter((zone) => contains(zone, x, y)).map(({ level }) => codeOf(level));
				if (String(holding) !== String(lies ? [byCell.get(cell)] : [])) wrong.push([x, y]);
			}
			expect(wrong).toEqual([]);
		}),
		{ numRuns: 100 }
	);
}, 60_000);

function isInsideStar(ring: Position[], x: number, y: number): boolean {
	return contains({ polygons: [[ring as [number, number][]]] } as Zone, x, y);
}

test('areas by level add up to the district, and by subdistrict to its cells', () => {
	const input = inputOf(LAKE_DISTRICT, featuresOf([point(250, 250), 'red', 150], [point(1550, 550), 'orange', 100]));
	const { zones, areaM2ByLevel, subdistrictAreaM2ByLevel } = zoneDistrict(input);
	for (const [level, m2] of Object.entries(areaM2ByLevel)) {
		const ofLevel = zones.filter((zone) => (zone.level ?? 'none') === level);
		expect(ofLevel.reduce((sum, zone) => sum + zone.areaM2, 0)).toBeCloseTo(m2, 3);
	}
	const [west, east] = subdistrictAreaM2ByLevel;
	expect(Object.values(west).reduce((sum, m2) => sum + m2, 0)).toBeCloseTo(940_000, 6);
	expect(west.none).toBe(0);
	// Blue is what the tank's third ring gives there; nothing else is blue where nobody assessed.
	expect(east.blue).toBe(160_000);
	// Centres within 100 m of the tank at 1550, 550: itself and its four neighbours.
	expect(east.orange).toBe(50_000);
});

test('a zone names the features that made it, those of most cells first', () => {
	const features = featuresOf(
		[point(250, 250), 'red', 50],
		[point(250, 250), 'red', 150],
		[point(250, 250), 'yellow', 1000],
		[point(3950, 3950), 'red', 100]
	);
	const { zones } = zoneDistrict(inputOf(districtOf(area(box(0, 0, 4000, 4000))), features));
	const [near, far] = zones.filter(({ level }) => level === 'red');
	expect(near.features).toEqual([
		{ feature: 1, cells: 9 },
		{ feature: 0, cells: 1 }
	]);
	expect(far.features).toEqual([{ feature: 3, cells: 3 }]);
	expect(zones.find(({ level }) => level === 'blue')?.features).toEqual([{ feature: 2, cells: expect.any(Number) }]);
});

test('of thousands of features a zone names fifty', () => {
	const features = featuresOf(
		...Array.from(
			{ length: 200 },
			(_, k) => [point(50 + k, 50), 'red', 100] as [ReturnType<typeof point>, 'red', number]
		)
	);
	const { zones } = zoneDistrict(inputOf(districtOf(area(box(0, 0, 1000, 1000))), features));
	expect(zones.find(({ level }) => level === 'red')?.features).toHaveLength(50);
});

test('a subdistrict that is not assessed stays grey beside a blue one', () => {
	const { zones } = zoneDistrict(
		inputOf(
			{ ...LAKE_DISTRICT, subdistricts: shapesOf(area(box(0, 0, 2000, 1000))), subdistrictAssessed: Uint8Array.of(0) },
			featuresOf()
		)
	);
	expect(zones.map(({ level }) => level)).toEqual([null]);
});
