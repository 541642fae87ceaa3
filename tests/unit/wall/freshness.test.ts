import { expect, test, vi } from 'vitest';
import { askAnew } from '../../../src/lib/wall/ask-anew.ts';
import { clockOf, freshnessOf, NOTHING_HEARD, waitBefore } from '../../../src/lib/wall/freshness.ts';

const heard = (change: object) => ({ ...NOTHING_HEARD, ...change });

test('a wall is live while it hears the server each 2 s', () => {
	expect(freshnessOf(NOTHING_HEARD, 0).state).toBe('first');
	expect(freshnessOf(heard({ sign: 10_000 }), 12_000)).toEqual({ state: 'live', since: null, ageMs: 2_000 });
});

test('a server that is silent is lost within 5 s, since its last sign', () => {
	expect(freshnessOf(heard({ sign: 10_000 }), 14_500).state).toBe('live');
	expect(freshnessOf(heard({ sign: 10_000 }), 14_501)).toEqual({ state: 'lost', since: 10_000, ageMs: 4_501 });
});

test('a line that was cut is lost at once; what is shown is as old as the last sign', () => {
	expect(freshnessOf(heard({ sign: 10_000, cut: 10_500 }), 11_000)).toEqual({
		state: 'lost',
		since: 10_000,
		ageMs: 1_000
	});
	expect(freshnessOf(heard({ cut: 500 }), 2_000)).toMatchObject({ state: 'lost', since: 500 });
});

test('a change that is not answered makes what is shown stale, though the server is heard', () => {
	expect(freshnessOf(heard({ sign: 20_000, changed: 16_500 }), 20_000).state).toBe('live');
	expect(freshnessOf(heard({ sign: 20_000, changed: 15_000 }), 20_000)).toMatchObject({
		state: 'stale',
		since: 15_000
	});
});

test('the line is made anew after 0.5 s, then later and later, never later than 5 s', () => {
	expect([0, 1, 2, 3, 4, 99].map(waitBefore)).toEqual([500, 1000, 2000, 4000, 5000, 5000]);
});

test('how long is told as a clock', () => {
	expect(clockOf(72_900)).toBe('00:01:12');
	expect(clockOf(86_400_000 + 7_200_000)).toBe('1 d 02:00:00');
});

test('however much changes, one question is under way and one waits', async () => {
	const ends: (() => void)[] = [];
	const ask = vi.fn(() => new Promise<void>((end) => ends.push(end)));
	const again = askAnew(ask);
	const asked = [again(), again(), again()];
	expect(ask).toHaveBeenCalledTimes(1);
	ends[0]();
	await asked[0];
	await vi.waitFor(() => expect(ask).toHaveBeenCalledTimes(2));
	ends[1]();
	await Promise.all(asked);
	expect(ask).toHaveBeenCalledTimes(2);
});

test('a question that failed does not end the asking', async () => {
	const ask = vi.fn().mockRejectedValueOnce(new Error('gone')).mockResolvedValue(undefined);
	const again = askAnew(ask);
	const first = again();
	const second = again();
	await expect(first).rejects.toThrow('gone');
	await second;
	expect(ask).toHaveBeenCalledTimes(2);
});
