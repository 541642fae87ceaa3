import { m } from '$lib/paraglide/messages.js';
import { plain } from './numbers.ts';

interface Holding {
	name: string;
	tonnes: number;
}

function isHolding(value: unknown): value is Holding {
	return typeof value === 'object' && value !== null && 'tonnes' in value;
}

/** A value of an attribute as people read it: 是, 1,200, 苯 40 t. What is absent is 未注明. */
export function valueText(value: unknown): string {
	if (value === null || value === undefined) return m.not_stated();
	if (typeof value === 'number') return plain(value);
	if (typeof value === 'boolean') return value ? m.yes() : m.no();
	if (Array.isArray(value))
		return value.map((one) => (isHolding(one) ? `${one.name} ${plain(one.tonnes)} t` : JSON.stringify(one))).join('; ');
	if (typeof value === 'object')
		return Object.entries(value)
			.map(([key, one]) => `${key} ${valueText(one)}`)
			.join('; ');
	return String(value);
}
