import { expect, test } from 'vitest';
import { checklistProblems, isDanger, type Answer } from '../../../../src/lib/risk/checklists/answers.ts';
import { checklistFor, type Checklist } from '../../../../src/lib/risk/checklists/checklist.ts';
import { checklistRows } from '../../../../src/lib/risk/checklists/table.ts';
import { ruleSetOf, SHIPPED, type RuleTables } from '../../../../src/lib/risk/rule-set.ts';
import { numbersOf } from '../../../../src/lib/risk/rules/numbers.ts';
import { changeRules } from '../../../../src/lib/risk/rules/change.ts';

const TODAY = '2026-11-23';
const FIELDS = SHIPPED.tables.subjectFields.rows.map(({ no, name }) => [no, name.zh] as const);
const listOf = (field: number | null, kind?: string) => checklistFor({ field, kind }, TODAY, SHIPPED);
const item = (list: Checklist, id: string) => list.items.find((one) => one.id === id)!;

/** Answers that are in order to everything, with every photo. */
function inOrder(list: Checklist): Record<string, Answer> {
	return Object.fromEntries(
		list.items.map(({ id, answer, range }) => [id, { value: answer === 'number' ? range!.max : 'yes', photos: 1 }])
	);
}

test('there are 26 subject fields', () => {
	expect(FIELDS).toHaveLength(26);
});

test.each(FIELDS)('field %i, %s: the two musts first, then its own items with their paragraph', (no, name) => {
	const list = listOf(no);
	expect(list).toMatchObject({ id: `field-${no}`, field: no, version: SHIPPED.version, remarks: [] });
	expect(list.name.zh).toBe(name);
	expect(list.items.slice(0, 2).map(({ id }) => id)).toEqual(['must-principal', 'must-three-levels']);
	const own = list.items.slice(2);
	expect(own.length).toBeGreaterThanOrEqual(4);
	expect(own.length).toBeLessThanOrEqual(10);
	for (const { id, text, clause, confidence, answer, range } of own) {
		expect(id).toMatch(new RegExp(`^${no}-\\d+$`));
		expect(text.zh, id).toMatch(/[\u4e00-\u9fff]/);
		expect(text.en, id).toMatch(/^[A-Z][^\u4e00-\u9fff]+$/);
		expect(answer === 'number', id).toBe(range !== null);
		if (confidence === 'VERIFIED') expect(clause, id).toMatch(/^东安〔2020〕7号 .+ \(二\)\d+/);
		else expect([confidence, clause.startsWith('系统设定')], id).toEqual(['DESIGN', true]);
	}
});

test('no id stands twice, and every item cites the paragraph of its own field', () => {
	const { must, byField } = checklistRows(SHIPPED);
	const ids = [...must, ...[...byField.values()].flatMap(({ items }) => items)].map(({ id }) => id);
	expect(new Set(ids).size).toBe(ids.length);
	expect(ids.length).toBe(192);
	for (const [field, { items }] of byField) {
		for (const { id, source } of items.filter((one) => one.source.confidence === 'VERIFIED')) {
			// What is asked of dangerous buildings stands in the campaign of urban construction too.
			const own = field === 23 ? /^\(二\)(23|7)(?!\d)/ : new RegExp(`^\\(二\\)${field}(?!\\d)`);
			expect(source.clause, id).toMatch(own);
		}
	}
});

test('every criterion that is cited exists', () => {
	const known = SHIPPED.tables.hiddenDangers.sets.flatMap(({ id, items }) => items.map(({ no }) => `${id}:${no}`));
	const { byField } = checklistRows(SHIPPED);
	const cited = [...byField.values()].flatMap(({ items }) => items.flatMap(({ criteria }) => criteria));
	expect(cited.length).toBeGreaterThan(20);
	for (const one of cited) expect(known).toContain(one);
});

test('a danger cites the criteria that hold for the kind on the day', () => {
	const cites = (kind: string, day: string) =>
		item(checklistFor({ field: 1, kind }, day, SHIPPED), '1-3').criteria.map(({ set, no }) => `${set}:${no}`);
	expect(cites('hazchem_production', '2026-09-30')).toEqual(['121:12', 'AQ3067:5.4.2']);
	expect(cites('hazchem_production', '2026-09-29')).toEqual(['121:12']);
	// AQ 3067 does not name trade without storage.
	expect(cites('hazchem_trade', TODAY)).toEqual(['121:12']);
	expect(item(listOf(14), '14-1').criteria[0]).toMatchObject({
		set: 'MEM10',
		no: '3(2)',
		clause: '应急管理部令第10号 3(2)'
	});
});

test('a petrol station is asked about its entrance, a shop is not', () => {
	expect(item(listOf(19, 'petrol_station'), '19-2')).toBeDefined();
	expect(item(listOf(19, 'other'), '19-2')).toBeUndefined();
	expect(item(listOf(19), '19-2')).toBeDefined();
});

test('a unit of no subject field is asked the two musts, and the list says why it is short', () => {
	for (const field of [null, 27]) {
		const list = listOf(field);
		expect(list.items).toHaveLength(2);
		expect(list.remarks[0].zh).toContain('没有归入专项');
	}
});

test('a district can switch an item off and its photo too, as a new version; what the source says it cannot change', () => {
	const numbers = numbersOf(SHIPPED);
	expect(numbers.find((one) => one.path === 'checklists.lists.field-13.no')!.editable).toBe(false);
	const path = 'checklists.lists.field-13.items.13-3';
	expect(numbers.find((one) => one.path === `${path}.on`)).toMatchObject({ editable: true, value: true });
	const changed = changeRules(SHIPPED, [
		{ path: `${path}.on`, value: false },
		{ path: 'checklists.lists.field-13.items.13-2.photo', value: false }
	]);
	const list = checklistFor({ field: 13 }, TODAY, changed);
	expect(list.version).not.toBe(SHIPPED.version);
	expect(item(list, '13-3')).toBeUndefined();
	expect(item(list, '13-2').wantsPhoto).toBe(false);
	expect(numbers.find((one) => one.path === 'checklists.lists.field-17.items.17-2.limit.moreThan')).toMatchObject({
		value: 5,
		unit: 'm',
		confidence: 'VERIFIED',
		editable: false
	});
});

test('a rule set of an edition without checklists asks the shipped lists', () => {
	const { checklists: _, ...older } = SHIPPED.tables;
	expect(checklistFor({ field: 5 }, TODAY, ruleSetOf('2026.10', older as RuleTables)).items).toEqual(listOf(5).items);
});

test('a list that is answered whole has no problems', () => {
	for (const [no] of FIELDS) expect(checklistProblems(listOf(no), inOrder(listOf(no)))).toEqual([]);
});

test('what lacks is said item by item: not answered, out of range, no photo, wrong kind of answer', () => {
	const list = listOf(16);
	const problems = (answers: Record<string, Answer>) =>
		checklistProblems(list, { ...inOrder(list), ...answers }).map(({ item, kind }) => `${item} ${kind}`);
	expect(checklistProblems(list, {})).toHaveLength(list.items.length);
	expect(checklistProblems(list, {})[0].text).toEqual({
		zh: '“主要负责人（法定代表人、实际控制人）履行安全生产职责”没有填写。',
		en: '“The head of the enterprise does their duty for safety” is not answered.'
	});
	expect(problems({ '16-1': { value: null, photos: 0 } })).toEqual(['16-1 unanswered']);
	expect(problems({ '16-1': { value: 'no', photos: 0 } })).toEqual(['16-1 no_photo']);
	expect(problems({ '16-1': { value: 'not_applicable', photos: 0 } })).toEqual([]);
	expect(problems({ '16-2': { value: 'yes', photos: 0 } })).toEqual([]);
	for (const value of [-1, 51, NaN, Infinity]) {
		expect(problems({ '16-6': { value, photos: 0 } }), String(value)).toEqual(['16-6 out_of_range']);
	}
	expect(problems({ '16-6': { value: 'yes', photos: 0 }, '16-2': { value: 3, photos: 0 } })).toEqual([
		'16-2 wrong_answer',
		'16-6 wrong_answer'
	]);
	expect(problems({ 'must-principal': { value: 'not_applicable', photos: 0 } })).toEqual([
		'must-principal wrong_answer'
	]);
	expect(problems({ '5-1': { value: 'yes', photos: 1 } })).toEqual(['5-1 not_asked']);
	const odd = JSON.parse('{"__proto__":{"value":"yes","photos":1}}') as Record<string, Answer>;
	expect(problems(odd)).toEqual(['__proto__ not_asked']);
});

test('no is a danger, and so is a number beyond its limit: two in the control room, more than 5 m from the pipe', () => {
	const number = (field: number, id: string, value: number) => isDanger(item(listOf(field), id), { value, photos: 0 });
	expect([1, 2, 3].map((people) => number(16, '16-6', people))).toEqual([true, false, false]);
	expect([4.999, 5, 5.001].map((metres) => number(17, '17-2', metres))).toEqual([true, true, false]);
	expect([9, 10, 11].map((people) => number(22, '22-1', people))).toEqual([false, true, true]);
	const asked = item(listOf(4), '4-1');
	expect(
		(['yes', 'no', 'not_applicable', null] as const).map((value) => isDanger(asked, { value, photos: 0 }))
	).toEqual([false, true, false, false]);
});
