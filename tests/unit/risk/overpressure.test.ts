import { expect, test } from 'vitest';
import { SHIPPED } from '../../../src/lib/risk/rule-set.ts';
import {
	explosiveDistancesOf,
	overpressureDistanceM,
	overpressurePa
} from '../../../src/lib/risk/standards/overpressure.ts';

test.each([
	[100, 273.2, 119.6, 73.6],
	[1000, 588.6, 257.6, 158.5],
	[5000, 1006.4, 440.5, 271.1],
	[10000, 1268.0, 555.0, 341.6]
])('%d kg of TNT reach 2000, 5000 and 9000 Pa at %d, %d and %d m', (tntKg, at2000, at5000, at9000) => {
	expect(overpressureDistanceM(tntKg, 2000, SHIPPED)).toBeCloseTo(at2000, 1);
	expect(overpressureDistanceM(tntKg, 5000, SHIPPED)).toBeCloseTo(at5000, 1);
	expect(overpressureDistanceM(tntKg, 9000, SHIPPED)).toBeCloseTo(at9000, 1);
	expect(explosiveDistancesOf(tntKg, SHIPPED).map(({ thresholdPa }) => thresholdPa)).toEqual([2000, 5000, 9000]);
});

test('the distance found is safe: there the threshold is kept, a centimetre nearer it is not', () => {
	for (const [tntKg, thresholdPa] of [
		[0.5, 2000],
		[100, 9000],
		[1e6, 5000],
		[100, 1e9]
	]) {
		const distanceM = overpressureDistanceM(tntKg, thresholdPa, SHIPPED);
		expect(overpressurePa(tntKg, distanceM, SHIPPED)).toBeLessThanOrEqual(thresholdPa);
		expect(overpressurePa(tntKg, distanceM - 0.01, SHIPPED)).toBeGreaterThan(thresholdPa);
	}
});

test('the classes of GB 36894 stand beside their distance, and the numbers are marked as recalled', () => {
	expect(explosiveDistancesOf(1000, SHIPPED)[0]).toMatchObject({
		classes: ['sensitive', 'important', 'general_1'],
		confidence: 'RECALLED'
	});
});

test.each([0, -5, Number.NaN, Number.POSITIVE_INFINITY])('%d kg, metres or pascals are refused by name', (value) => {
	const refused = (field: string) => expect.objectContaining({ name: 'Refusal', field });
	expect(() => overpressureDistanceM(value, 2000, SHIPPED)).toThrow(refused('tntKg'));
	expect(() => overpressureDistanceM(100, value, SHIPPED)).toThrow(refused('thresholdPa'));
	expect(() => overpressurePa(100, value, SHIPPED)).toThrow(refused('distanceM'));
});
