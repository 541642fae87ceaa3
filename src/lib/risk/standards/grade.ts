import { LEVELS, worst, type Level } from '../level.ts';
import type { Grade, Reason } from '../reason.ts';
import type { Confidence, Words } from '../words.ts';

/** An attribute that grading needs and the feature lacks. */
export interface Lack {
	key: string;
	name: Words;
}

/** A row of a table of cut-offs, the worst level first: a value at or above `from` gets its level. */
export interface CutOff {
	from: number;
	grade: string | null;
	level: Level;
}

const STRONGEST_FIRST: readonly Confidence[] = ['VERIFIED', 'VERIFIED_SECONDARY', 'RECALLED', 'DESIGN'];

/** The weakest of the confidences given: a judgement is no surer than its weakest number. */
export function weakest(confidences: Iterable<Confidence>): Confidence {
	let rank = 0;
	for (const confidence of confidences) rank = Math.max(rank, STRONGEST_FIRST.indexOf(confidence));
	return STRONGEST_FIRST[rank];
}

/** A grade whose level is the worst of its reasons. Throws an Error when no reason gives a level. */
export function gradeFromReasons(
	reasons: readonly Reason[],
	grade: string | null,
	values: Record<string, number>
): Grade {
	const level = worst(reasons.map((reason) => reason.level));
	if (level === null) throw new Error(`A grade needs a level, and none of its ${reasons.length} reasons gives one.`);
	return { level, grade, reasons: worstFirst(reasons), missing: [], values };
}

/** No level: what is lacking, the clause that asks for it, and words that say more where they are needed. */
export function notGraded(lacks: readonly Lack[], clause: string, more: Words | null = null): Grade {
	const text: Words = more ?? {
		zh: `未评估: 请补充${lacks.map((lack) => `“${lack.name.zh}”`).join('、')}`,
		en: `Not assessed: please record ${lacks.map((lack) => `“${lack.name.en}”`).join(', ')}`
	};
	const reason: Reason = {
		rule: 'NOT-GRADED',
		clause,
		text,
		inputs: {},
		measured: null,
		limit: null,
		unit: null,
		confidence: 'VERIFIED',
		level: null
	};
	return { level: null, grade: null, reasons: [reason], missing: lacks.map((lack) => lack.key), values: {} };
}

/** The worst of several grades of one feature, with the reasons and values of all. */
export function worstGrade(grades: readonly Grade[]): Grade {
	const level = worst(grades.map((grade) => grade.level));
	const leading = grades.find((grade) => grade.level === level);
	return {
		level,
		grade: leading?.grade ?? null,
		reasons: worstFirst(grades.flatMap((grade) => grade.reasons)),
		missing: level === null ? [...new Set(grades.flatMap((grade) => grade.missing))] : [],
		values: Object.assign({}, ...grades.map((grade) => grade.values))
	};
}

/**
 * The first row whose `from` the value reaches; `tolerance` forgives the last bits of a binary fraction.
 * Throws a RangeError when the value lies below every row.
 */
export function cutOffOf(value: number, rows: readonly CutOff[], tolerance = 0): CutOff {
	const row = rows.find((candidate) => value >= candidate.from - tolerance);
	if (row === undefined) throw new RangeError(`${value} lies below every cut-off; the lowest is ${rows.at(-1)?.from}.`);
	return row;
}

function worstFirst(reasons: readonly Reason[]): Reason[] {
	const rank = (reason: Reason) => (reason.level === null ? LEVELS.length : LEVELS.indexOf(reason.level));
	return [...reasons].sort((a, b) => rank(a) - rank(b));
}
