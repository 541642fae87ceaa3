import { expect, test } from 'vitest';
import { idleTimes } from '../../../src/lib/accounts/signs-of-life.ts';

test('of 15 minutes a sign is told each minute, and one is warned a minute before the page ends', () => {
	expect(idleTimes(15)).toEqual({ tellS: 60, warnS: 820, endS: 880 });
});

test('the page ends before the server does, even where the last sign was not written', () => {
	for (const minutes of [0.05, 0.1, 1, 2, 5, 15]) {
		const { tellS, warnS, endS } = idleTimes(minutes);
		const idleS = minutes * 60;
		// who-comes.ts writes no sign of life within a tenth of the limit, at most 20 s, after the last.
		expect(endS + Math.min(20, idleS / 10)).toBeLessThanOrEqual(idleS + 1e-9);
		expect(tellS).toBeLessThan(endS);
		expect(warnS === null, `${minutes} min`).toBe(minutes <= 2);
	}
});
