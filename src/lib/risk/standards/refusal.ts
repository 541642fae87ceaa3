import type { Words } from '../words.ts';

/** A value that a standard has no answer for: which field it is, and in words for people what to do about it. */
export class Refusal extends RangeError {
	readonly field: string;
	readonly words: Words;

	constructor(field: string, words: Words) {
		super(words.en);
		this.name = 'Refusal';
		this.field = field;
		this.words = words;
	}
}

/** Throws a Refusal unless the value is a number from `from` on. */
export function refuseUnlessFrom(field: string, name: Words, value: number, from: number): void {
	if (Number.isFinite(value) && value >= from) return;
	throw new Refusal(field, {
		zh: `${name.zh}(${field})为 ${value}, 应为不小于 ${from} 的数, 请核对`,
		en: `${name.en} (${field}) is ${value}; it has to be a number from ${from} on.`
	});
}

/** Throws a Refusal unless the value is a number above 0. */
export function refuseUnlessPositive(field: string, name: Words, value: number): void {
	if (Number.isFinite(value) && value > 0) return;
	throw new Refusal(field, {
		zh: `${name.zh}(${field})为 ${value}, 应为大于 0 的数, 请核对`,
		en: `${name.en} (${field}) is ${value}; it has to be a number above 0.`
	});
}
