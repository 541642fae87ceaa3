import { describe, expect, it } from 'vitest';
import { bearingOf, compassWords } from '../../../src/lib/siting/bearing.ts';
import { fileNameOf } from '../../../src/lib/siting/file-name.ts';
import { planeOf } from '../../../src/lib/geo/plane.ts';
import { moved, sizeOf, squareAt, wrongWith } from '../../../src/lib/siting/parcel.ts';

describe('where something lies, in words', () => {
	it('names the eighth of the compass, and wraps at north', () => {
		const at: [number, number] = [114, 30];
		const zh = (to: [number, number]) => compassWords(bearingOf(at, to)).zh;
		expect([
			zh([114, 30.01]),
			zh([114.01, 30.01]),
			zh([114.01, 30]),
			zh([114, 29.99]),
			zh([113.99, 30]),
			zh([113.9999, 30.01])
		]).toEqual(['北', '东北', '东', '南', '西', '北']);
	});
});

describe('a parcel', () => {
	const plane = planeOf(4547);
	const square = squareAt(114.1, 30.7, plane, 30);

	it('has the size that it was made with, and keeps it when it is moved', () => {
		expect(sizeOf(square, plane)).toBeCloseTo(900, 6);
		const east = moved(square, plane, 10, -3);
		expect(sizeOf(east, plane)).toBeCloseTo(900, 6);
		const corner = (one: typeof square) => (one.type === 'Polygon' ? one.coordinates[0][0] : []);
		const [ax, ay] = plane.project(corner(square)[0], corner(square)[1]);
		const [bx, by] = plane.project(corner(east)[0], corner(east)[1]);
		expect(bx - ax).toBeCloseTo(10, 6);
		expect(by - ay).toBeCloseTo(-3, 6);
	});

	it('that crosses itself is told before anybody is asked', () => {
		expect(wrongWith(square)).toBeNull();
		const bowTie = [
			[0, 0],
			[1, 1],
			[1, 0],
			[0, 1],
			[0, 0]
		];
		expect(wrongWith({ type: 'Polygon', coordinates: [bowTie] })?.zh).toContain('自相交');
	});
});

it('a report is named as the server names it, in any language', () => {
	expect(fileNameOf(`attachment; filename="a.pdf"; filename*=UTF-8''%E9%80%89%E5%9D%80.pdf`)).toBe('选址.pdf');
	expect(fileNameOf('attachment; filename="a.pdf"')).toBe('a.pdf');
	expect(fileNameOf(null)).toBeNull();
});
