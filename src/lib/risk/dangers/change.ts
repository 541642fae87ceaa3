import type { RuleSet } from '../rule-set.ts';
import type { Danger, DangerFields, Moved, Mover, Refusal } from './danger.ts';
import { districtDay } from './district-day.ts';
import { faultOf } from './faults.ts';
import { dangerLifeOf, nameOfField, stateRowOf } from './life.ts';
import { refuse } from './refuse.ts';

/** The fields that somebody may set right in the state in which a danger is. */
export function changeableFields(danger: Pick<Danger, 'state'>, who: Mover, rules: RuleSet): (keyof DangerFields)[] {
	const { changes, levelChangesIn } = dangerLifeOf(rules);
	const fields = changes
		.filter(({ states, right }) => states.includes(danger.state) && who.rights.has(right))
		.flatMap((row) => row.fields);
	return [...new Set(fields)].filter((field) => field !== 'level' || levelChangesIn.includes(danger.state));
}

/**
 * Sets fields of a danger right without moving it; or a refusal that names the field. A deadline and what a step stamps
 * are set by steps alone.
 */
export function changeDanger(
	danger: Danger,
	fields: Partial<DangerFields>,
	who: Mover,
	now: Date,
	rules: RuleSet
): Moved | { refused: Refusal } {
	const allowed = changeableFields(danger, who, rules);
	const field = (Object.keys(fields) as (keyof DangerFields)[]).find((one) => !allowed.includes(one));
	const refused =
		field === undefined ? faultOf(fields, danger, districtDay(now, rules), rules) : fixed(field, danger, who, rules);
	if (refused !== null) return { refused };
	return {
		danger: { ...danger, ...fields, version: danger.version + 1 },
		event: {
			step: 'change',
			from: danger.state,
			to: danger.state,
			day: districtDay(now, rules),
			given: fields,
			note: null,
			evidence: []
		}
	};
}

function fixed(field: keyof DangerFields, { state }: Danger, who: Mover, rules: RuleSet): Refusal {
	const name = nameOfField(field, rules);
	const here = stateRowOf(state, rules).name;
	const others = dangerLifeOf(rules).changes.some(({ states, right, fields }) => {
		return states.includes(state) && fields.includes(field) && !who.rights.has(right);
	});
	if (others) {
		return refuse('no-right', field, {
			zh: `您的角色不能修改“${name.zh}”(${field}), 请交由有权限的人员办理`,
			en: `Your role may not change ${name.en} (${field}): ask somebody who has the right`
		});
	}
	return refuse('not-taken', field, {
		zh: `隐患处于“${here.zh}”, “${name.zh}”(${field})不能直接修改, 只能由相应步骤填写`,
		en: `The danger is “${here.en}”: ${name.en} (${field}) is set by its step alone`
	});
}
