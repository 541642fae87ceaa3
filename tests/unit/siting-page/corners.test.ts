import type { Polygon, Position } from 'geojson';
import { describe, expect, it } from 'vitest';
import { planeOf } from '../../../src/lib/geo/plane.ts';
import { geometryOf, readCorners, writeCorners, type CornerStyle } from '../../../src/lib/siting/corners.ts';

const SRID = 4547;
const SURVEY: CornerStyle = { srid: SRID, northFirst: true };
const DEGREES: CornerStyle = { srid: null, northFirst: false };
const plane = planeOf(SRID);
const SQUARE: Position[] = [
	[511500, 3394900],
	[511530, 3394900],
	[511530, 3394930],
	[511500, 3394930]
].map(([x, y]) => plane.unproject(x, y));
const area: Polygon = { type: 'Polygon', coordinates: [[...SQUARE, SQUARE[0]]] };
const wrongLines = (text: string, style: CornerStyle) =>
	readCorners(text, style).wrong.map(({ line, text: words }) => [line, words.zh]);

describe('corners as numbers', () => {
	it('reads what surveyors write: J1, X north, Y east, with whatever stands between', () => {
		const lines = ['J1,3394900.000,511500.000', 'J2 3394900 511530', '3394930\t511530', 'J4，3394930.000，511500.000'];
		const { corners, wrong } = readCorners(lines.join('\n'), SURVEY);
		expect(wrong).toEqual([]);
		corners.forEach(({ position }, i) => {
			expect(position[0]).toBeCloseTo(SQUARE[i][0], 9);
			expect(position[1]).toBeCloseTo(SQUARE[i][1], 9);
		});
		expect(geometryOf(corners, 'area')).toMatchObject({ type: 'Polygon' });
	});

	it('reads the same in the other order, with the number of the zone, in degrees, and in degrees, minutes, seconds', () => {
		const at = readCorners('3394900,511500', SURVEY).corners[0].position;
		expect(readCorners('511500,3394900', { srid: SRID, northFirst: false }).corners[0].position).toEqual(at);
		const zoned = readCorners('3394900,38511500', { srid: SRID - 21, northFirst: true }).corners[0].position;
		expect(zoned[0]).toBeCloseTo(at[0], 9);
		expect(zoned[1]).toBeCloseTo(at[1], 9);
		expect(readCorners('114.5,30.25', DEGREES).corners[0].position).toEqual([114.5, 30.25]);
		expect(readCorners('114°30′0″,30°15′00.0″', DEGREES).corners[0].position).toEqual([114.5, 30.25]);
	});

	it('comes back bit for bit where a line is not touched, and within a millimetre where it is', () => {
		const { text, exact } = writeCorners(area, SURVEY);
		const again = geometryOf(readCorners(text, SURVEY, exact).corners, 'area');
		expect(again).toEqual(area);
		const rough = readCorners(text, SURVEY).corners.map(({ position }) => plane.project(position[0], position[1]));
		rough.forEach(([x, y], i) => {
			const [ex, ey] = plane.project(SQUARE[i][0], SQUARE[i][1]);
			expect(Math.hypot(x - ex, y - ey)).toBeLessThan(0.001);
		});
	});

	it('keeps holes by the number of their ring', () => {
		const hole = [
			[511510, 3394910],
			[511520, 3394910],
			[511520, 3394920]
		].map(([x, y]) => plane.unproject(x, y));
		const holed: Polygon = { type: 'Polygon', coordinates: [area.coordinates[0], [...hole, hole[0]]] };
		const { text, exact } = writeCorners(holed, SURVEY);
		expect(text.split('\n')[4]).toMatch(/^J5,2,/);
		expect(geometryOf(readCorners(text, SURVEY, exact).corners, 'area')).toEqual(holed);
	});

	it('tells line by line what is wrong, and what to do', () => {
		expect(wrongLines('114.5,30.2\n\n114.5\nx,30.2\n30.2,114.5', DEGREES)).toEqual([
			[3, '一行应为：两个坐标，前面可有点号（J1）和圈号。'],
			[4, '“x”不是数字。'],
			[5, '看来经度与纬度颠倒了：请切换坐标顺序。']
		]);
		expect(wrongLines('511500,3394900', SURVEY)[0][1]).toContain('x 与 y 颠倒');
		expect(wrongLines('3394900,38511500', SURVEY)[0][1]).toContain('带号');
		expect(wrongLines('3394900,511500', DEGREES)[0][1]).toContain('改选投影坐标系');
	});

	it('makes nothing of too few corners', () => {
		const two = readCorners('114.5,30.2\n114.6,30.2', DEGREES).corners;
		expect(geometryOf(two, 'area')).toHaveProperty('wrong');
		expect(geometryOf(two, 'line')).toMatchObject({ type: 'LineString' });
		expect(geometryOf(two, 'point')).toHaveProperty('wrong');
		expect(geometryOf([], 'area')).toHaveProperty('wrong');
	});
});
