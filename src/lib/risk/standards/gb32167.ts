import type { HcaClass } from '../hca/hca.ts';
import type { Level } from '../level.ts';
import type { RuleSet } from '../rule-set.ts';
import type { Confidence, Words } from '../words.ts';
import { impactRadiusM } from './impact-radius.ts';

/** An item of GB 32167-2015 Table 1 (oil) or Table 2 (gas). */
export type ItemId = keyof RuleSet['tables']['hca']['items'];

export interface HcaRule {
	item: ItemId;
	class: HcaClass;
	clause: string;
	confidence: Confidence;
	name: Words;
	/** What a person should know of it; `null`: nothing. */
	note: string | null;
}

/** Classes, the least consequence first. */
export const HCA_CLASSES: readonly HcaClass[] = ['I', 'II', 'III'];

/** The item with its class and clause, from hca.json. */
export function hcaRuleOf(item: ItemId, rules: RuleSet): HcaRule {
	const { hca } = rules.tables;
	const row: { class: string; clause: string; name: Words; note?: string; confidence?: string } = hca.items[item];
	return {
		item,
		class: row.class as HcaClass,
		clause: `${hca.standard} ${row.clause}`,
		confidence: (row.confidence ?? hca.confidence) as Confidence,
		name: row.name,
		note: row.note ?? null
	};
}

/** The colour of a class (系统设定): III red, II orange, I yellow. */
export function levelOfClass(hcaClass: HcaClass, rules: RuleSet): Level {
	return rules.tables.hca.colours[hcaClass] as Level;
}

/** The higher of the classes; throws an Error where there is none. */
export function highestClass(classes: readonly HcaClass[]): HcaClass {
	if (classes.length === 0) throw new Error('A high consequence area has at least one item.');
	return HCA_CLASSES[Math.max(...classes.map((one) => HCA_CLASSES.indexOf(one)))];
}

/** By which of items c, d and e a gas pipeline is asked, and how far. */
export interface SiteReach {
	item: 'gas-c' | 'gas-d' | 'gas-e';
	reachM: number;
	/** Attributes without which it may be another item; `couldBe` names that one. */
	missing: ('diameterMm' | 'pressureMPa')[];
	couldBe: 'gas-c' | 'gas-d' | null;
}

/**
 * How far specified sites count for a gas pipeline, GB 32167-2015 Table 2: within the potential impact radius for a
 * diameter above 762 mm and a pressure above 6.9 MPa (c) and below 273 mm and 1.6 MPa (d), else within 200 m (e). With
 * diameter or pressure not on record (`null`, or not above 0) it is e, and `couldBe` says what it might be as well.
 */
export function siteReachOf(diameterMm: number | null, pressureMPa: number | null, rules: RuleSet): SiteReach {
	const { gasRadius: limits, items } = rules.tables.hca;
	const d = diameterMm !== null && diameterMm > 0 ? diameterMm : null;
	const p = pressureMPa !== null && pressureMPa > 0 ? pressureMPa : null;
	const isC = (d ?? Infinity) > limits.diameterAbove.value && (p ?? Infinity) > limits.pressureAbove.value;
	const isD = (d ?? 0) < limits.diameterBelow.value && (p ?? 0) < limits.pressureBelow.value;
	if (d !== null && p !== null && (isC || isD)) {
		return { item: isC ? 'gas-c' : 'gas-d', reachM: impactRadiusM(d, p, rules), missing: [], couldBe: null };
	}
	const missing: SiteReach['missing'] = [];
	if (isC || isD) {
		if (d === null) missing.push('diameterMm');
		if (p === null) missing.push('pressureMPa');
	}
	return { item: 'gas-e', reachM: items['gas-e'].reach.value, missing, couldBe: isC ? 'gas-c' : isD ? 'gas-d' : null };
}
