import type { RuleSet } from '../rule-set.ts';
import type { Confidence } from '../words.ts';
import type { ProtectionClass } from './gb36894.ts';
import { weakest } from './grade.ts';
import { refuseUnlessPositive } from './refusal.ts';

const TNT = { zh: 'TNT 当量', en: 'TNT equivalent' };
const DISTANCE = { zh: '距离', en: 'Distance' };
const PRESSURE = { zh: '超压阈值', en: 'Overpressure threshold' };

/** The external safety distance of an explosive for the targets of some classes, metres. */
export interface ExplosiveDistance {
	classes: ProtectionClass[];
	thresholdPa: number;
	distanceM: number;
	clause: string;
	confidence: Confidence;
}

/**
 * Overpressure in pascals at a distance in metres from a charge on the ground, in kg of TNT (form of GB 6722):
 * ΔP = 14·Q/R³ + 4.3·Q^(2/3)/R² + 1.1·Q^(1/3)/R, in 10⁵ Pa. Throws a Refusal when either is not above 0.
 */
export function overpressurePa(tntKg: number, distanceM: number, rules: RuleSet): number {
	refuseUnlessPositive('tntKg', TNT, tntKg);
	refuseUnlessPositive('distanceM', DISTANCE, distanceM);
	return pressureOf(Math.cbrt(tntKg) / distanceM, rules);
}

/**
 * The distance in metres at which the overpressure has fallen to a threshold in pascals, by bisection to a tenth of a
 * millimetre or the last bit. Throws a Refusal when either is not above 0.
 */
export function overpressureDistanceM(tntKg: number, thresholdPa: number, rules: RuleSet): number {
	refuseUnlessPositive('tntKg', TNT, tntKg);
	refuseUnlessPositive('thresholdPa', PRESSURE, thresholdPa);
	const root = Math.cbrt(tntKg);
	let near = root;
	let far = root;
	while (pressureOf(root / near, rules) < thresholdPa) near /= 2;
	while (pressureOf(root / far, rules) >= thresholdPa) far *= 2;
	while (far - near > 1e-4) {
		const middle = (near + far) / 2;
		if (middle <= near || middle >= far) break;
		if (pressureOf(root / middle, rules) >= thresholdPa) near = middle;
		else far = middle;
	}
	return far;
}

/** The distances of GB/T 37243-2019 4.2 for a charge in kg of TNT, greatest first. Throws a Refusal when it is not above 0. */
export function explosiveDistancesOf(tntKg: number, rules: RuleSet): ExplosiveDistance[] {
	const { thresholds, overpressure } = rules.tables.gbt37243;
	return thresholds.rows.map(({ classes, value }) => ({
		classes: classes as ProtectionClass[],
		thresholdPa: value,
		distanceM: overpressureDistanceM(tntKg, value, rules),
		clause: `${thresholds.standard} ${thresholds.clause}`,
		confidence: weakest([thresholds.confidence as Confidence, overpressure.confidence as Confidence])
	}));
}

/** Pascals by z = Q^(1/3)/R: the formula is one of z alone. */
function pressureOf(z: number, rules: RuleSet): number {
	const { cubic, square, linear, pascals } = rules.tables.gbt37243.overpressure;
	return pascals.value * (cubic * z ** 3 + square * z ** 2 + linear * z);
}
