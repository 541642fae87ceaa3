import type { RuleSet } from '../rule-set.ts';
import { criteriaFor, criteriaOn, type Criterion } from '../standards/hidden-danger.ts';
import type { Confidence, Words } from '../words.ts';
import { checklistRows, type ItemRow, type Limit } from './table.ts';

/** One thing that an inspector looks at. Yes is in order; no, or a number beyond the limit, is a hidden danger. */
export interface ChecklistItem {
	id: string;
	text: Words;
	answer: 'yes_no' | 'number';
	/** It may be answered “does not apply”: all but the two musts. */
	mayNotApply: boolean;
	wantsPhoto: boolean;
	/** Of a number: the answers that can be, and those that are in order (`null`: the document states no limit). */
	range: { min: number; max: number; unit: string } | null;
	limit: Limit | null;
	/** Criteria of major hidden dangers that a danger found here may cite, of those in force. */
	criteria: Criterion[];
	clause: string;
	confidence: Confidence;
}

/** What is asked on a visit, with the version of the rules that it came from: answers are kept with both. */
export interface Checklist {
	/** `field-13`; `must` where there is no list for the subject field. */
	id: string;
	version: string;
	/** Number of the subject field; `null`: none. */
	field: number | null;
	name: Words;
	items: ChecklistItem[];
	/** Why it is short, where it is. */
	remarks: Words[];
}

/** What is known of a unit that decides what it is asked. */
export interface Asked {
	/** Number of its subject field (`fieldOf`), 1 to 26. */
	field: number | null;
	/** Kind of enterprise (`petrol_station`) and industry code of GB/T 4754. */
	kind?: string | null;
	industry?: string | null;
}

const MUST: Words = { zh: '两个必查', en: 'The two musts' };
const NO_FIELD: Words = {
	zh: '该单元没有归入专项，只有两个必查。请先登记其专项或行业代码。',
	en: 'This unit belongs to no subject field, so only the two musts are asked. Record its subject field or its industry.'
};

/**
 * The checklist of a unit on a day (`2026-11-23`): the two musts of every visit (万盛 20 (29)), then what the campaign of
 * its subject field looks for (东安〔2020〕7号 二(二)), without what is switched off or meant for other kinds.
 */
export function checklistFor(unit: Asked, today: string, rules: RuleSet): Checklist {
	const { must, byField } = checklistRows(rules);
	const list = unit.field === null ? undefined : byField.get(unit.field);
	const criteria = criteriaOf(unit, today, rules);
	const asked = (rows: readonly ItemRow[], mayNotApply: boolean) =>
		rows
			.filter(({ on, kinds }) => on && (kinds === undefined || !unit.kind || kinds.includes(unit.kind)))
			.map((row) => ({ ...itemFrom(row, criteria), mayNotApply }));
	return {
		id: list?.id ?? 'must',
		version: rules.version,
		field: list?.no ?? null,
		name: list?.name ?? MUST,
		items: [...asked(must, false), ...asked(list?.items ?? [], true)],
		remarks: list === undefined ? [NO_FIELD] : []
	};
}

/** By set and number: those that hold for the unit, or where that is not known all that are in force. */
function criteriaOf(unit: Asked, today: string, rules: RuleSet): ReadonlyMap<string, Criterion> {
	const own = criteriaFor(unit, today, rules).items;
	const criteria = own.length > 0 ? own : criteriaOn(today, rules);
	return new Map(criteria.map((criterion) => [`${criterion.set}:${criterion.no}`, criterion]));
}

function itemFrom(row: ItemRow, criteria: ReadonlyMap<string, Criterion>): Omit<ChecklistItem, 'mayNotApply'> {
	return {
		id: row.id,
		text: row.name,
		answer: row.answer,
		wantsPhoto: row.photo,
		range: row.range ?? null,
		limit: row.limit ?? null,
		criteria: row.criteria.map((cited) => criteria.get(cited)).filter((criterion) => criterion !== undefined),
		clause: `${row.source.standard} ${row.source.clause}`,
		confidence: row.source.confidence
	};
}
