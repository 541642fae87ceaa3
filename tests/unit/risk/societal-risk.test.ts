import { expect, test } from 'vitest';
import { SHIPPED } from '../../../src/lib/risk/rule-set.ts';
import { societalRiskOf, type SocietalPoint } from '../../../src/lib/risk/standards/societal-risk.ts';

const zoneOf = (...points: [N: number, F: number][]) =>
	societalRiskOf(
		points.map(([N, F]): SocietalPoint => ({ N, F })),
		SHIPPED
	).zone;

test.each([
	[1, 1e-3, 1e-5],
	[7, 1e-3 / 7, 1e-5 / 7],
	[10, 1e-4, 1e-6],
	[100, 1e-5, 1e-7],
	[1000, 1e-6, 1e-8]
])('at N = %d the lines lie at %d and %d, and a point on a line is still under it', (N, upper, lower) => {
	expect(zoneOf([N, upper * 1.001])).toBe('unacceptable');
	expect(zoneOf([N, upper])).toBe('alarp');
	expect(zoneOf([N, lower * 1.001])).toBe('alarp');
	expect(zoneOf([N, lower])).toBe('acceptable');
});

test('one point above the upper line rejects the whole curve, and is named with its limit', () => {
	const risk = societalRiskOf(
		[
			{ N: 1, F: 1e-6 },
			{ N: 30, F: 5e-5 },
			{ N: 100, F: 1e-7 }
		],
		SHIPPED
	);
	expect(risk).toMatchObject({ zone: 'unacceptable', worst: { N: 30, F: 5e-5 } });
	expect(risk.reason).toMatchObject({
		level: 'red',
		measured: 5e-5,
		unit: '次/年',
		clause: expect.stringContaining('GB 36894-2018')
	});
	expect(risk.reason.limit).toBeCloseTo(1e-3 / 30, 12);
	expect(risk.reason.text.zh).toBe('最不利点 N = 30: F = 0.00005 > 0.001/N = 0.0000333333, 不可接受区');
});

test.each<[SocietalPoint[], RegExp, string]>([
	[[], /没有点/, 'points'],
	[[{ N: 0, F: 1e-6 }], /第 1 个点的死亡人数 N 为 0/, 'N'],
	[
		[
			{ N: 10, F: 1e-6 },
			{ N: 1001, F: 1e-9 }
		],
		/第 2 个点的死亡人数 N 为 1001/,
		'N'
	],
	[[{ N: 10, F: -1e-6 }], /累积频率 F/, 'F'],
	[[{ N: 10, F: Number.NaN }], /累积频率 F/, 'F']
])('%o is refused', (points, zh, field) => {
	expect(() => societalRiskOf(points, SHIPPED)).toThrow(
		expect.objectContaining({ field, words: expect.objectContaining({ zh: expect.stringMatching(zh) }) })
	);
});
