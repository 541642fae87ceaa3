import type { Attributes } from '../layer.ts';
import type { Level } from '../level.ts';
import type { Grade, Reason } from '../reason.ts';
import { perRuleSet, type RuleSet, type RuleTables } from '../rule-set.ts';
import type { Confidence } from '../words.ts';
import { gradeFromReasons, notGraded } from './grade.ts';

type Table = RuleTables['jgj125'];

/** One for all of them: most buildings of a city were never appraised. */
const notAppraised = perRuleSet(({ jgj125 }) => notGraded([DANGER_GRADE], `${jgj125.standard} ${jgj125.clause}`));
const DANGER_GRADE = { key: 'dangerGrade', name: { zh: '危房等级', en: 'Danger grade' } };

/**
 * Grades an appraised building by JGJ 125-2016 6.1.4, attribute `dangerGrade`: A blue … D red (here D is the worst;
 * in parks it is A). A building of grade D without a treatment plan says so. Not appraised: not graded.
 */
export function gradeDangerousBuilding(attributes: Attributes, rules: RuleSet): Grade {
	const data = rules.tables.jgj125;
	const clause = `${data.standard} ${data.clause}`;
	const row = data.grades.find((candidate) => candidate.grade === attributes.dangerGrade);
	if (row === undefined) return notAppraised(rules);
	const occupied = attributes.occupied;
	const reason: Reason = {
		rule: 'JGJ125-GRADE',
		clause,
		text: { zh: `危房鉴定${row.grade}级: ${row.name.zh}`, en: `Appraised as grade ${row.grade}: ${row.name.en}` },
		inputs: { dangerGrade: row.grade, ...(typeof occupied === 'boolean' && { occupied }) },
		measured: null,
		limit: null,
		unit: null,
		confidence: data.confidence as Confidence,
		level: row.level as Level
	};
	const reasons = needsPlan(attributes, data) ? [reason, planReason(data)] : [reason];
	return gradeFromReasons(reasons, row.grade, {});
}

function needsPlan(attributes: Attributes, data: Table): boolean {
	const hasPlan = typeof attributes.planId === 'string' && attributes.planId !== '';
	return attributes.dangerGrade === data.planRequired.grade && !hasPlan;
}

function planReason(data: Table): Reason {
	return {
		rule: 'JGJ125-PLAN',
		clause: `${data.planRequired.standard} ${data.planRequired.clause}`,
		text: { zh: 'D级危房没有登记治理方案(一栋一方案)', en: 'A building of grade D has no treatment plan on record' },
		inputs: { planId: null },
		measured: null,
		limit: null,
		unit: null,
		confidence: data.planRequired.confidence as Confidence,
		level: 'red'
	};
}
