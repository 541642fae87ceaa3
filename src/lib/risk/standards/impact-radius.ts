import type { Influence } from '../layer.ts';
import type { RuleSet } from '../rule-set.ts';
import type { Confidence } from '../words.ts';
import { Refusal } from './refusal.ts';

/**
 * The potential impact radius of a gas pipeline, GB 32167-2015 formula (1): r = 0.099·√(d²·p) in metres, d the outer
 * diameter in millimetres, p the maximum allowable operating pressure in MPa. Throws a Refusal when d or p is not
 * above 0.
 */
export function impactRadiusM(diameterMm: number, pressureMPa: number, rules: RuleSet): number {
	for (const [field, value] of Object.entries({ diameterMm, pressureMPa })) {
		if (value > 0 && Number.isFinite(value)) continue;
		throw new Refusal(field, {
			zh: `管径(diameterMm) ${diameterMm} mm, 压力(pressureMPa) ${pressureMPa} MPa: 都应大于 0, 请核对 ${field}`,
			en: `Diameter ${diameterMm} mm, pressure ${pressureMPa} MPa: both must be above 0.`
		});
	}
	return rules.tables.pipeline.impactRadius.value * Math.sqrt(diameterMm ** 2 * pressureMPa);
}

/** The potential impact radius as a radius of influence, rounded to a decimetre. Throws as impactRadiusM does. */
export function impactRadius(diameterMm: number, pressureMPa: number, rules: RuleSet): Influence {
	const { value, confidence } = rules.tables.pipeline.impactRadius;
	const radiusM = Math.round(impactRadiusM(diameterMm, pressureMPa, rules) * 10) / 10;
	return {
		radiusM,
		from: {
			zh: `潜在影响半径 ${value}·√(${diameterMm}²×${pressureMPa}) = ${radiusM} 米`,
			en: `Potential impact radius ${value}·√(${diameterMm}²×${pressureMPa}) = ${radiusM} m`
		},
		rule: 'GB32167-PIR',
		confidence: confidence as Confidence
	};
}
