import data from '../../../../data/rules/pipeline.json' with { type: 'json' };
import type { Influence } from '../layer.ts';
import type { Confidence } from '../words.ts';

const FORMULA = data.impactRadius;

/**
 * The potential impact radius of a gas pipeline, GB 32167-2015 formula (1): r = 0.099·√(d²·p) in metres, d the outer
 * diameter in millimetres, p the maximum allowable operating pressure in MPa. Throws a RangeError when d or p is not
 * above 0.
 */
export function impactRadiusM(diameterMm: number, pressureMPa: number): number {
	if (!(diameterMm > 0 && pressureMPa > 0)) {
		throw new RangeError(`Diameter ${diameterMm} mm, pressure ${pressureMPa} MPa: both must be above 0.`);
	}
	return FORMULA.value * Math.sqrt(diameterMm ** 2 * pressureMPa);
}

/** The potential impact radius as a radius of influence, rounded to a decimetre. Throws as impactRadiusM does. */
export function impactRadius(diameterMm: number, pressureMPa: number): Influence {
	const radiusM = Math.round(impactRadiusM(diameterMm, pressureMPa) * 10) / 10;
	return {
		radiusM,
		from: {
			zh: `潜在影响半径 ${FORMULA.value}·√(${diameterMm}²×${pressureMPa}) = ${radiusM} 米`,
			en: `Potential impact radius ${FORMULA.value}·√(${diameterMm}²×${pressureMPa}) = ${radiusM} m`
		},
		rule: 'GB32167-PIR',
		confidence: FORMULA.confidence as Confidence
	};
}
