import type { VisitAnswer, VisitConflict, VisitFields, VisitOrder } from '../rounds/api.ts';
import { NO_ANSWER } from './draft.ts';

export type Choice = 'theirs' | 'yours' | 'both';

/**
 * The fields after somebody chose for each that differs: theirs, yours, or both (notes put together, photos of both, your
 * answer). What only one side wrote since `base` is taken from that side. Throws a RangeError where a choice lacks.
 */
export function settled(
	{ fields, theirs }: VisitConflict,
	base: VisitFields,
	yours: VisitFields,
	choices: Readonly<Record<string, Choice>>
): VisitFields {
	const chosen = new Map(fields.map(({ field }): [string, Choice] => [field, choiceOf(choices, field)]));
	const sideOf = (field: string, own: unknown, was: unknown): Choice =>
		chosen.get(field) ?? (isSame(own, was) ? 'theirs' : 'yours');
	const textOf = (field: 'note' | 'metWith') => {
		const side = sideOf(field, yours[field], base[field]);
		return side === 'both' ? joined(theirs[field], yours[field]) : (side === 'yours' ? yours : theirs)[field];
	};
	const answers: Record<string, VisitAnswer> = {};
	for (const item of new Set([...Object.keys(theirs.answers), ...Object.keys(yours.answers)])) {
		const [their, own] = [theirs.answers[item], yours.answers[item]];
		const side = sideOf(`answers.${item}`, own, base.answers[item]);
		const answer = side === 'both' ? bothOf(their ?? NO_ANSWER, own ?? NO_ANSWER) : side === 'yours' ? own : their;
		if (answer !== undefined) answers[item] = answer;
	}
	return { answers, note: textOf('note'), metWith: textOf('metWith') };
}

/** The order to be sent after that: from the version that stands there, as a sending of its own. */
export function settledOrder(
	order: VisitOrder,
	conflict: VisitConflict,
	fields: VisitFields,
	sending: string
): VisitOrder {
	return { ...order, version: conflict.version, sending, fields };
}

function choiceOf(choices: Readonly<Record<string, Choice>>, field: string): Choice {
	const choice = choices[field];
	if (choice === undefined) throw new RangeError(`Nothing was chosen for ${field}.`);
	return choice;
}

function isSame(a: unknown, b: unknown): boolean {
	if (a === undefined || b === undefined || typeof a === 'string') return a === b;
	const text = ({ value, note, photos }: VisitAnswer) => JSON.stringify([value, note, photos]);
	return text(a as VisitAnswer) === text(b as VisitAnswer);
}

function bothOf(theirs: VisitAnswer, yours: VisitAnswer): VisitAnswer {
	return {
		value: yours.value ?? theirs.value,
		note: joined(theirs.note, yours.note),
		photos: [...new Set([...theirs.photos, ...yours.photos])]
	};
}

function joined(theirs: string, yours: string): string {
	return [...new Set([theirs.trim(), yours.trim()])].filter(Boolean).join('\n');
}
