import type { RuleNumber } from '../api.ts';
import type { Value } from '../risk/reason.ts';

/** What a person typed for a number of a rule set: the value it means, or what is wrong with it. */
export type Typed = { value: Value } | { wrong: 'empty' | 'no-number' | 'too-small' | 'too-large' };

/** A value as the field shows it. */
export function textOf(value: Value): string {
	return value === null ? '' : String(value);
}

/** Reads what was typed for a number: of the type that its value has, within its bounds (inclusive). */
export function readTyped(number: Pick<RuleNumber, 'value' | 'min' | 'max'>, text: string): Typed {
	const given = text.trim();
	if (given === '') return { wrong: 'empty' };
	if (typeof number.value === 'boolean') return { value: given === 'true' };
	if (typeof number.value === 'string') return { value: given };
	if (!/^[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?$/i.test(given)) return { wrong: 'no-number' };
	const value = Number(given);
	if (!Number.isFinite(value)) return { wrong: 'no-number' };
	if (number.min !== null && value < number.min) return { wrong: 'too-small' };
	if (number.max !== null && value > number.max) return { wrong: 'too-large' };
	return { value };
}

/** Is what was typed another value than the one that stands there? What makes no sense counts as a change. */
export function isChange(number: Pick<RuleNumber, 'value' | 'min' | 'max'>, text: string): boolean {
	const typed = readTyped(number, text);
	return 'wrong' in typed || typed.value !== number.value;
}
