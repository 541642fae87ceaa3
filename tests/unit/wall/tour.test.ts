import { expect, test } from 'vitest';
import {
	begin,
	boxAround,
	keepStop,
	pass,
	progressOf,
	step,
	stopsOf,
	togglePause,
	touch,
	WAIT_MS,
	type Most
} from '../../../src/lib/wall/tour.ts';

const STAY = 20_000;
const MOST: Most = { red: 10, orange: 10 };
const feature = (id: string, level: 'red' | 'orange' | 'yellow') => ({
	id,
	level,
	layer: 'enterprise' as const,
	name: id,
	at: [114, 30] as [number, number]
});
const SUBDISTRICTS = [
	{ id: 's1', name: '甲街道', bbox: [114, 30, 114.1, 30.1] as [number, number, number, number] },
	{ id: 's2', name: '乙街道', bbox: null }
];

test('it visits the whole, then red, then orange, then each subdistrict', () => {
	const features = [feature('o1', 'orange'), feature('r1', 'red'), feature('y1', 'yellow'), feature('r2', 'red')];
	const kinds = (most: Most) =>
		stopsOf(features, SUBDISTRICTS, most).map((stop) => ('id' in stop ? stop.id : stop.kind));
	expect(kinds({ red: 10, orange: 10 })).toEqual(['overview', 'r1', 'r2', 'o1', 's1']);
	expect(kinds({ red: 1, orange: 10 })).toEqual(['overview', 'r1', 'o1', 's1']);
});

test('it moves on when the time of a stop is over, and begins again after the last', () => {
	let tour = begin(0, true);
	expect((tour = pass(tour, STAY - 1, STAY, 3)).stop).toBe(0);
	expect((tour = pass(tour, STAY, STAY, 3)).stop).toBe(1);
	expect((tour = pass(tour, 2 * STAY, STAY, 3)).stop).toBe(2);
	expect((tour = pass(tour, 3 * STAY, STAY, 3)).stop).toBe(0);
	expect(progressOf(tour, 3 * STAY + STAY / 4, STAY)).toBe(0.25);
});

test('touched, it waits for a minute after the last touch and then goes on', () => {
	let tour = touch(begin(0, true), 5_000);
	expect((tour = pass(tour, 5_000 + WAIT_MS - 1, STAY, 3))).toMatchObject({ mode: 'waiting', stop: 0 });
	tour = touch(tour, 60_000);
	expect((tour = pass(tour, 60_000 + WAIT_MS - 1, STAY, 3)).mode).toBe('waiting');
	expect(pass(tour, 60_000 + WAIT_MS, STAY, 3)).toMatchObject({ mode: 'going', stop: 1 });
	expect(WAIT_MS).toBe(60_000);
});

test('a paused tour stays where it is, also when touched, until it is let go on', () => {
	let tour = togglePause(begin(0, true), 1_000);
	tour = touch(tour, 2_000);
	expect(pass(tour, 10 * WAIT_MS, STAY, 3)).toMatchObject({ mode: 'paused', stop: 0 });
	tour = togglePause(tour, 10 * WAIT_MS);
	expect(pass(tour, 10 * WAIT_MS + STAY, STAY, 3)).toMatchObject({ mode: 'going', stop: 1 });
});

test('next and back go round, and end the waiting', () => {
	const waiting = touch(begin(0, true), 0);
	expect(step(waiting, -1, 1_000, 3)).toMatchObject({ mode: 'going', stop: 2, since: 1_000 });
	expect(step(togglePause(waiting, 0), 1, 1_000, 3)).toMatchObject({ mode: 'paused', stop: 1 });
	expect(step(waiting, 1, 0, 0).stop).toBe(0);
});

test('new data keep the tour where it is, as long as that is still a stop', () => {
	const before = stopsOf([feature('r1', 'red'), feature('r2', 'red')], SUBDISTRICTS, MOST);
	const after = stopsOf([feature('r0', 'red'), feature('r1', 'red'), feature('r2', 'red')], SUBDISTRICTS, MOST);
	const at = (stop: number) => ({ ...begin(0, true), stop });
	expect(keepStop(at(2), before, after).stop).toBe(3);
	expect(keepStop(at(3), after, before).stop).toBe(2);
	expect(keepStop(at(3), before, stopsOf([], [], MOST)).stop).toBe(0);
});

test('a box around a place reaches as far to the east as to the north', () => {
	const [west, south, east, north] = boxAround([114, 60], 1_000);
	expect((north - south) / 2).toBeCloseTo(0.00898, 4);
	expect((east - west) / (north - south)).toBeCloseTo(2, 3);
});
