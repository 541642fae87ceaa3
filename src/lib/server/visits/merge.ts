import type { VisitAnswer, VisitFields } from '../../rounds/api.ts';

/** `answers.<item>`, `note` or `metWith`. */
export type FieldName = string;

/** What comes of two who wrote on from the same version. */
export interface Merged {
	fields: VisitFields;
	/** Fields that only the other changed: theirs stand. */
	kept: FieldName[];
	/** Fields that both changed, and not to the same: somebody has to decide. */
	conflicts: FieldName[];
}

export const NO_FIELDS: VisitFields = { answers: {}, note: '', metWith: '' };

/**
 * Lays what was sent over what stands there, field by field, by what both began from: who alone changed a field is
 * followed. A field that both changed differently is a conflict, and keeps what stands there.
 */
export function mergeFields(base: VisitFields, theirs: VisitFields, yours: VisitFields): Merged {
	const names = answersFirst([base, theirs, yours].flatMap((fields) => Object.keys(flat(fields))));
	const [from, there, sent] = [base, theirs, yours].map(flat);
	const kept: FieldName[] = [];
	const conflicts: FieldName[] = [];
	const merged: Flat = {};
	for (const name of names) {
		const [was, is, wanted] = [from[name], there[name], sent[name]];
		if (isSame(is, wanted) || isSame(is, was)) merged[name] = wanted;
		else {
			merged[name] = is;
			(isSame(wanted, was) ? kept : conflicts).push(name);
		}
	}
	return { fields: unflat(merged), kept, conflicts };
}

/** Fields that whoever sends changed since the version that they began from, and that do not stand there like that. */
export function changedOnly(base: VisitFields, theirs: VisitFields, yours: VisitFields): FieldName[] {
	const [from, there, sent] = [base, theirs, yours].map(flat);
	const names = answersFirst([...Object.keys(there), ...Object.keys(sent)]);
	return names.filter((name) => !isSame(sent[name], from[name]) && !isSame(sent[name], there[name]));
}

/** One field of a visit; `null`: nothing was written. */
export function fieldOfVisit(fields: VisitFields, name: FieldName): VisitAnswer | string | null {
	return flat(fields)[name] ?? null;
}

type Flat = Record<FieldName, VisitAnswer | string | undefined>;
const ANSWER = 'answers.';

/** Each name once, in the order of a visit: its answers, then what is said of the whole. */
function answersFirst(names: readonly FieldName[]): FieldName[] {
	const isAnswer = (name: FieldName) => name.startsWith(ANSWER);
	const all = [...new Set(names)];
	return [...all.filter(isAnswer), ...all.filter((name) => !isAnswer(name))];
}

function flat({ answers, note, metWith }: VisitFields): Flat {
	return {
		...Object.fromEntries(Object.entries(answers).map(([item, answer]) => [ANSWER + item, answer])),
		note,
		metWith
	};
}

function unflat({ note, metWith, ...rest }: Flat): VisitFields {
	const answers = Object.entries(rest).flatMap(([name, answer]) => {
		return answer === undefined ? [] : [[name.slice(ANSWER.length), answer as VisitAnswer] as const];
	});
	return { answers: Object.fromEntries(answers), note: note as string, metWith: metWith as string };
}

/** Of photos only which they are counts, not their order. An answer that says nothing is none. */
function isSame(a: VisitAnswer | string | undefined, b: VisitAnswer | string | undefined): boolean {
	return textOf(a) === textOf(b);
}

function textOf(field: VisitAnswer | string | undefined): string {
	if (field === undefined || typeof field === 'string') return JSON.stringify(field ?? '');
	const { value, note, photos } = field;
	const isEmpty = value === null && note === '' && photos.length === 0;
	return isEmpty ? '""' : JSON.stringify([value, note, [...photos].sort()]);
}
