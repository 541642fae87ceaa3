import { expect, test } from 'vitest';
import { HELD_AT_MOST, heldAfter, isOpen, urgentFirst } from '../../../src/lib/wall/alerts.ts';
import { timeOf } from '../../../src/lib/wall/freshness.ts';
import { makeAlert } from './fixture.ts';

const NOW = Date.parse('2026-11-30T06:00:00Z');
const taken = { at: new Date(NOW).toISOString(), by: '陈志远', note: null };

test('an alert is open until somebody took it over and what raised it is no longer so', () => {
	expect(isOpen(makeAlert(NOW, 1))).toBe(true);
	expect(isOpen(makeAlert(NOW, 1, { acknowledged: taken }))).toBe(true);
	expect(isOpen(makeAlert(NOW, 1, { endedAt: taken.at }))).toBe(true);
	expect(isOpen(makeAlert(NOW, 1, { acknowledged: taken, endedAt: taken.at }))).toBe(false);
});

test('what is told of an alert takes the place of what was known, and what is over leaves the wall', () => {
	const alerts = [makeAlert(NOW, 1), makeAlert(NOW, 2)];
	const after = heldAfter(alerts, makeAlert(NOW, 2, { acknowledged: taken }));
	expect(after.map(({ id, acknowledged }) => [id, acknowledged?.by ?? null])).toEqual([
		[1, null],
		[2, '陈志远']
	]);
	expect(heldAfter(after, makeAlert(NOW, 2, { acknowledged: taken, endedAt: taken.at })).map(({ id }) => id)).toEqual([
		1
	]);
});

test('a wall that hangs for weeks holds the newest alerts only', () => {
	let held = [makeAlert(NOW, 1)];
	for (let id = 2; id <= HELD_AT_MOST + 50; id++) {
		held = heldAfter(held, makeAlert(NOW, id, { raisedAt: new Date(NOW + id).toISOString() }));
	}
	expect(held).toHaveLength(HELD_AT_MOST);
	expect(held[0].id).toBe(HELD_AT_MOST + 50);
});

test('what nobody took over comes before what is newer and taken', () => {
	const alerts = [makeAlert(NOW, 1, { acknowledged: taken }), makeAlert(NOW, 3), makeAlert(NOW, 2)];
	expect(urgentFirst(alerts).map(({ id }) => id)).toEqual([2, 3, 1]);
});

test.each(['"2026-11-30T06:00:00Z"', '2026-11-30T06:00:00Z', '{"at":"2026-11-30T06:00:00Z"}', String(NOW)])(
	'the time of the server is read from a beat that says %s',
	(data) => expect(timeOf(data)).toBe('2026-11-30T06:00:00.000Z')
);

test('a beat without a time tells none', () => {
	expect(timeOf('')).toBeNull();
	expect(timeOf('{}')).toBeNull();
});
