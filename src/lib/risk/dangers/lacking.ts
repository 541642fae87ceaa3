import { SCHEME_PARTS, type DangerFields, type Given } from './danger.ts';
import type { FieldId, StepRow } from './life.ts';

/**
 * What a step still lacks: `measure`, and of a scheme its part, `scheme.goal`. Fresh is what has to be given with the step
 * itself; needed is what has to stand there, given now or before.
 */
export function lackingFor(step: Pick<StepRow, 'fresh' | 'needs'>, danger: DangerFields, given: Given): string[] {
	const fresh: Readonly<Record<string, unknown>> = { ...given.fields, note: given.note, evidence: given.evidence };
	const held: Readonly<Record<string, unknown>> = { ...danger, ...given.fields };
	return [
		...step.fresh.filter((field) => !holds(fresh[field])),
		...step.needs.flatMap((field) => lackingOf(field, held[field]))
	];
}

function lackingOf(field: FieldId, value: unknown): string[] {
	if (field !== 'scheme') return holds(value) ? [] : [field];
	const scheme = (value ?? {}) as Readonly<Record<string, unknown>>;
	return SCHEME_PARTS.filter((part) => !holds(scheme[part])).map((part) => `scheme.${part}`);
}

function holds(value: unknown): boolean {
	if (Array.isArray(value)) return value.length > 0;
	return typeof value === 'string' ? value.trim() !== '' : value !== null && value !== undefined;
}
