import type { RuleSet } from '../rule-set.ts';
import type { Danger, DangerFields, Given, Moved, Mover, Refusal } from './danger.ts';
import { districtDay } from './district-day.ts';
import { faultOf } from './faults.ts';
import { lackingFor } from './lacking.ts';
import { dangerLifeOf, nameOfField, stateRowOf, type FieldId, type StepRow } from './life.ts';
import { refuse } from './refuse.ts';
import { leadsFrom, mayNot } from './steps-from.ts';

/**
 * Makes a step of a danger's life (standards.md §9.3): the danger as it then stands, with what happened; or a refusal that
 * names the field it hangs on and says what to do. Nothing of the danger that is handed in changes.
 */
export function moveDanger(
	danger: Danger,
	stepId: string,
	given: Given,
	who: Mover,
	now: Date,
	rules: RuleSet
): Moved | { refused: Refusal } {
	const step = dangerLifeOf(rules).steps.find(({ id }) => id === stepId);
	const today = districtDay(now, rules);
	const refused =
		step === undefined
			? noStep(stepId, rules)
			: (mayNotBegin(step, danger, rules) ??
				mayNot(step, danger, who, rules) ??
				notTaken(step, given, rules) ??
				lacks(step, danger, given, rules) ??
				faultOf(given.fields ?? {}, danger, today, rules));
	if (refused !== null) return { refused };
	const { to, level } = step!;
	const moved: Danger = {
		...danger,
		...given.fields,
		...(level && { level }),
		...stampsOf(step!, who, today),
		...(given.fields?.deadline && { overdueSince: null }),
		state: to ?? danger.state,
		version: danger.version + 1
	};
	return {
		danger: moved,
		event: {
			step: step!.id,
			from: danger.state,
			to: moved.state,
			day: today,
			given: given.fields ?? {},
			note: given.note ?? null,
			evidence: given.evidence ?? []
		}
	};
}

function stampsOf({ stamps }: StepRow, who: Mover, today: string): Partial<Danger> {
	return Object.fromEntries(stamps.map((stamp) => [stamp, stamp === 'askedBy' ? who.id : today]));
}

function mayNotBegin(step: StepRow, danger: Danger, rules: RuleSet): Refusal | null {
	if (leadsFrom(step, danger, rules)) return null;
	if (step.on === false) {
		return refuse('switched-off', null, {
			zh: `“${step.name.zh}”在本区的规则中没有启用`,
			en: `“${step.name.en}” is switched off in the rules of this district`
		});
	}
	const { name } = stateRowOf(danger.state, rules);
	if (!step.of.includes(danger.level)) {
		return refuse('not-here', 'level', {
			zh: `“${step.name.zh}”不适用于${danger.level === 'major' ? '重大' : '一般'}隐患`,
			en: `“${step.name.en}” is no step of a ${danger.level} danger`
		});
	}
	const from = step.from.map((state) => stateRowOf(state, rules).name);
	return refuse('not-here', 'state', {
		zh: `隐患现为“${name.zh}”, 不能“${step.name.zh}”; 须处于: ${from.map(({ zh }) => zh).join('、')}`,
		en: `The danger is “${name.en}”: “${step.name.en}” starts from ${from.map((one) => one.en).join(', ')}`
	});
}

function notTaken(step: StepRow, { fields = {}, note, evidence = [] }: Given, rules: RuleSet): Refusal | null {
	const given = [
		...(Object.keys(fields) as (keyof DangerFields)[]),
		...(note === undefined ? [] : ['note' as const]),
		...(evidence.length === 0 ? [] : ['evidence' as const])
	];
	// Why and what shows it may stand beside any step.
	const field = given.find((one: FieldId) => one !== 'note' && one !== 'evidence' && !step.takes.includes(one));
	if (field === undefined) return null;
	const name = nameOfField(field, rules);
	return refuse('not-taken', field, {
		zh: `“${step.name.zh}”不收“${name.zh}”(${field}), 请去掉`,
		en: `“${step.name.en}” takes no ${name.en} (${field}): leave it out`
	});
}

function lacks(step: StepRow, danger: Danger, given: Given, rules: RuleSet): Refusal | null {
	const [field] = lackingFor(step, danger, given);
	if (field === undefined) return null;
	const name = nameOfLacking(field, rules);
	return refuse('missing', field, {
		zh: `“${step.name.zh}”须填写“${name.zh}”(${field})`,
		en: `“${step.name.en}” needs ${name.en} (${field}): give it`
	});
}

function nameOfLacking(field: string, rules: RuleSet): { zh: string; en: string } {
	const [outer, part] = field.split('.');
	const row = dangerLifeOf(rules).fields.find(({ id }) => id === outer);
	const inner = row?.parts?.find(({ id }) => id === part);
	if (inner === undefined) return nameOfField(outer, rules);
	return { zh: `${row!.name.zh}: ${inner.name.zh}`, en: `${row!.name.en}: ${inner.name.en}` };
}

function noStep(id: string, rules: RuleSet): Refusal {
	const known = dangerLifeOf(rules).steps.map((step) => step.id);
	return refuse('no-step', 'step', {
		zh: `没有步骤 ${id}, 可用的有: ${known.join('、')}`,
		en: `There is no step ${id}; there are ${known.join(', ')}`
	});
}
