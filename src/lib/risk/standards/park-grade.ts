import type { Attributes } from '../layer.ts';
import type { Level } from '../level.ts';
import type { Grade, Reason } from '../reason.ts';
import { SHIPPED, type RuleSet, type RuleTables } from '../rule-set.ts';
import type { Confidence, Words } from '../words.ts';
import { gradeFromReasons, notGraded } from './grade.ts';

/** Cases that make a park grade A at once. The list was recalled, not read: each is a switch a person sets. */
export const DIRECT_A: readonly { key: string; name: Words }[] = SHIPPED.tables.park.directA.rows;

type Table = RuleTables['park'];
const SCORE = { key: 'score', name: { zh: '评估得分', en: 'Score' } };

/**
 * Grades a park by 应急〔2023〕123号: its `score` (A below 60, B below 70, C below 85, else D), or the `grade` that
 * was published where no score is on record, and A at once where a flag of `directA` stands whose switch is on. A is red,
 * D is blue.
 */
export function gradePark(attributes: Attributes, rules: RuleSet): Grade {
	const data = rules.tables.park;
	const reasons: Reason[] = [];
	const { score, grade } = attributes;
	if (typeof score === 'number') reasons.push(scoreReason(score, data));
	else if (typeof grade === 'string') reasons.push(publishedReason(grade, data));
	for (const direct of data.directA.rows) {
		if (direct.on && recordOf(attributes.directA)[direct.key] === true) reasons.push(directReason(direct.name, data));
	}
	if (reasons.length === 0) return notGraded([SCORE], clauseOf(data));
	const graded = gradeFromReasons(reasons, null, typeof score === 'number' ? { score } : {});
	return { ...graded, grade: data.grades.find((row) => row.level === graded.level)?.grade ?? null };
}

function clauseOf(data: Table): string {
	return `${data.standard} ${data.clause}`;
}

function scoreReason(score: number, data: Table): Reason {
	const row = data.grades.find((candidate) => candidate.score === null || score >= candidate.score);
	if (row === undefined) throw new RangeError(`A park's score of ${score} fits no grade.`);
	const text = {
		zh: `园区评估得分 ${score}, ${row.grade}级(${row.name.zh})`,
		en: `Park score ${score}, grade ${row.grade} (${row.name.en.toLowerCase()})`
	};
	const limit = row.score ?? data.grades.at(-2)?.score ?? null;
	return reasonOf('PARK-SCORE', clauseOf(data), text, data.confidence, row.level, { score }, score, limit);
}

function publishedReason(grade: string, data: Table): Reason {
	const row = data.grades.find((candidate) => candidate.grade === grade);
	if (row === undefined) throw new RangeError(`Park grade "${grade}" is not one of A, B, C, D.`);
	const text = {
		zh: `登记为${grade}级园区(${row.name.zh})`,
		en: `On record as grade ${grade} (${row.name.en.toLowerCase()})`
	};
	return reasonOf('PARK-GRADE', clauseOf(data), text, data.confidence, row.level, { grade }, null, null);
}

function directReason(name: Words, data: Table): Reason {
	const text = {
		zh: `直接判定A级(清单待核对): ${name.zh}`,
		en: `Grade A at once (list to be checked): ${name.en}`
	};
	const { standard, clause, confidence } = data.directA;
	return reasonOf('PARK-DIRECT-A', `${standard} ${clause}`, text, confidence, 'red', {}, null, null);
}

function reasonOf(
	rule: string,
	clause: string,
	text: Words,
	confidence: string,
	level: string,
	inputs: Reason['inputs'],
	measured: number | null,
	limit: number | null
): Reason {
	return {
		rule,
		clause,
		text,
		inputs,
		measured,
		limit,
		unit: measured === null ? null : '分',
		confidence: confidence as Confidence,
		level: level as Level
	};
}

function recordOf(value: Attributes[string] | undefined): Record<string, unknown> {
	return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : {};
}
