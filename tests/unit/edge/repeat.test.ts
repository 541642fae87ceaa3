import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { repeat } from '../../../src/lib/server/repeat.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test('work that fails is told and done again; stopped, it is done no more', async () => {
	const told: unknown[] = [];
	let times = 0;
	const work = () => Promise.reject(new Error(String(++times)));
	const stop = repeat(1000, work, (error) => told.push(error), { atOnce: true });
	await vi.advanceTimersByTimeAsync(2000);
	expect([times, told.length]).toEqual([3, 3]);
	stop();
	await vi.advanceTimersByTimeAsync(5000);
	expect(times).toBe(3);
});

test('work that takes longer is not overtaken, and not at once is not at once', async () => {
	let begun = 0;
	const work = () => new Promise((done) => setTimeout(done, 2500, ++begun));
	const stop = repeat(1000, work, () => {}, { atOnce: false });
	expect(begun).toBe(0);
	await vi.advanceTimersByTimeAsync(3400);
	expect(begun).toBe(1);
	await vi.advanceTimersByTimeAsync(1000);
	expect(begun).toBe(2);
	stop();
});
