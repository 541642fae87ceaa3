import { perRuleSet, SHIPPED, type RuleSet } from '../rule-set.ts';
import type { Value } from '../reason.ts';
import { joinNames } from './key-names.ts';
import { locatedValues, type Located } from './located.ts';
import type { RuleNumber } from './rule.ts';

/** A number that is above 0 stays above it: the least it may be where the data states no bound, and no whole number. */
const LEAST = 0.001;
/** The most it may be where the data states no bound, as a multiple of what it is: a slip of the hand is not a rule. */
const TIMES = 1000;
/** Units of shares, weights and durations: a whole number of them may become a fraction. */
const FRACTIONAL_UNITS = ['1', '%', '分钟'];

/**
 * Every number of a rule set (and the switches, level words and choices that are 系统设定) by its path, with its clause
 * and confidence and the bounds within which a district may set it. Only DESIGN numbers are editable.
 */
export const numbersOf: (rules: RuleSet) => readonly RuleNumber[] = perRuleSet((_, rules) => {
	const shipped = shippedValues();
	return locatedValues(rules).map((one) => numberFrom(one, shipped.get(one.path) ?? null));
});

/** Whether a number that is whole must stay whole: it counts something, or is measured in whole units. */
export function staysWhole(number: RuleNumber): boolean {
	return Number.isInteger(number.value) && !FRACTIONAL_UNITS.includes(number.unit);
}

function numberFrom(one: Located, shipped: Value): RuleNumber {
	const { facts } = one;
	const number: RuleNumber = {
		path: one.path,
		name: joinNames(one.names),
		value: one.value,
		unit: facts.unit ?? '',
		standard: facts.standard ?? '',
		clause: facts.clause ?? '',
		// A number of which nobody says how sure it is was seen in no text, and is nobody's to set.
		confidence: facts.confidence ?? 'RECALLED',
		effectiveFrom: facts.effectiveFrom ?? null,
		effectiveTo: facts.effectiveTo ?? null,
		editable: facts.confidence === 'DESIGN' && !one.structural,
		min: one.min,
		max: one.max,
		choices: one.choices,
		shipped
	};
	return number.editable && typeof one.value === 'number' ? { ...number, ...boundsOf(one.value, number) } : number;
}

function boundsOf(value: number, number: RuleNumber): { min: number; max: number } {
	const least = staysWhole(number) ? 1 : Math.min(LEAST, Math.abs(value) / TIMES);
	const [min, max] =
		value > 0 ? [least, value * TIMES] : value < 0 ? [value * TIMES, -least] : [0, staysWhole(number) ? TIMES : 1];
	return { min: number.min ?? min, max: number.max ?? max };
}

function shippedValues(): ReadonlyMap<string, Value> {
	return new Map(locatedValues(SHIPPED).map(({ path, value }) => [path, value]));
}
