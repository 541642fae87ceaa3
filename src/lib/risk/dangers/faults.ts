import type { RuleSet } from '../rule-set.ts';
import type { Words } from '../words.ts';
import { faultOfCriteria } from './cited.ts';
import type { Danger, DangerFields, Refusal } from './danger.ts';
import { isDay } from './district-day.ts';
import { nameOfField } from './life.ts';
import { refuse } from './refuse.ts';

/** What is wrong with the values of fields that are given for a danger; `null`: nothing. `today` is the district's day. */
export function faultOf(
	fields: Partial<DangerFields>,
	danger: Pick<Danger, 'discoveredAt' | 'responsibleUnit'>,
	today: string,
	rules: RuleSet
): Refusal | null {
	const { deadline, thirdParty, criteria, subjectField } = fields;
	const discoveredAt = fields.discoveredAt ?? danger.discoveredAt;
	const unit = fields.responsibleUnit ?? danger.responsibleUnit;
	if (!isDay(discoveredAt)) return wrong('discoveredAt', NO_DAY, rules);
	if (discoveredAt > today) {
		return wrong('discoveredAt', { zh: `晚于今天 ${today}`, en: `is after today, ${today}` }, rules);
	}
	if (deadline) {
		if (!isDay(deadline)) return wrong('deadline', NO_DAY, rules);
		if (deadline < today) {
			return wrong('deadline', { zh: `早于今天 ${today}`, en: `is before today, ${today}` }, rules);
		}
	}
	if (thirdParty && unit && thirdParty.trim() === unit.trim()) {
		return wrong('thirdParty', { zh: '不能是责任单位自己', en: 'must not be the responsible unit itself' }, rules);
	}
	if (subjectField && !rules.tables.subjectFields.rows.some(({ no }) => no === subjectField)) {
		return wrong(
			'subjectField',
			{ zh: `没有第 ${subjectField} 个专项`, en: `there is none of number ${subjectField}` },
			rules
		);
	}
	const fault = criteria ? faultOfCriteria(criteria, discoveredAt, rules) : null;
	return fault && wrong('criteria', fault, rules);
}

const NO_DAY: Words = { zh: '不是有效日期', en: 'is not a day of the calendar' };

function wrong(field: string, why: Words, rules: RuleSet): Refusal {
	const name = nameOfField(field, rules);
	return refuse('wrong', field, { zh: `${name.zh}(${field}): ${why.zh}`, en: `${name.en} (${field}): ${why.en}` });
}
