import { describe, expect, it } from 'vitest';
import {
	apply,
	mirror,
	NO_HISTORY,
	record,
	stepBack,
	stepForward,
	type Step
} from '../../../src/lib/siting/history.ts';
import type { DrawnParcel } from '../../../src/lib/siting/parcel.ts';

const parcel = (key: string, lng = 0): DrawnParcel => ({
	key,
	name: key,
	geometry: { type: 'Point', coordinates: [lng, 0] },
	accuracyM: null,
	notes: []
});
const keys = (parcels: readonly DrawnParcel[]) => parcels.map(({ key }) => key).join('');

describe('the history of parcels', () => {
	it('adds, amends and removes by position, and its mirror takes each back', () => {
		const before = [parcel('a'), parcel('b'), parcel('c')];
		const steps: Step[] = [
			[{ at: 3, before: null, after: parcel('d') }],
			[{ at: 1, before: before[1], after: null }],
			[{ at: 0, before: before[0], after: parcel('a', 5) }],
			[
				{ at: 3, before: null, after: parcel('x') },
				{ at: 4, before: null, after: parcel('y') }
			]
		];
		expect(steps.map((step) => keys(apply(before, step)))).toEqual(['abcd', 'ac', 'abc', 'abcxy']);
		for (const step of steps) expect(apply(apply(before, step), mirror(step))).toEqual(before);
	});

	it('goes back and forth step by step, and a new step ends what could have been done again', () => {
		const first: Step = [{ at: 0, before: null, after: parcel('a') }];
		const second: Step = [{ at: 1, before: null, after: parcel('b') }];
		let history = record(record(NO_HISTORY, first), second);
		let parcels = apply(apply([], first), second);
		const back = stepBack(history)!;
		parcels = apply(parcels, back.step);
		expect(keys(parcels)).toBe('a');
		const again = stepForward(back.history)!;
		expect(keys(apply(parcels, again.step))).toBe('ab');
		expect(again.history).toEqual(history);
		history = record(back.history, [{ at: 1, before: null, after: parcel('c') }]);
		expect(stepForward(history)).toBeNull();
		expect(stepBack(NO_HISTORY)).toBeNull();
	});

	it('keeps 200 steps and forgets the oldest', () => {
		let history = NO_HISTORY;
		for (let i = 0; i < 250; i++) history = record(history, [{ at: 0, before: null, after: parcel(String(i)) }]);
		expect(history.done).toHaveLength(200);
		expect(history.done[0][0].after?.key).toBe('50');
	});
});
