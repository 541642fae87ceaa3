import type { DangerItem, MeasureItem } from '../../dangers/api.ts';
import { LEVEL_WORDS, SOURCE_WORDS } from '../../dangers/words.ts';
import type { Danger, Scheme } from '../../risk/dangers/danger.ts';
import { dangerLifeOf, nameOfField, type FieldId } from '../../risk/dangers/life.ts';
import { layerOf } from '../../risk/layers/registry.ts';
import type { RuleSet } from '../../risk/rule-set.ts';
import type { Words } from '../../risk/words.ts';
import type { Sheet, SheetCell } from '../sheets/sheet.ts';

/** What stands above a table, and what its cells are said in. */
export interface SheetHead {
	title: Words;
	about: readonly (readonly [Words, Words])[];
	language: 'zh' | 'en';
	/** Persons are not disclosed to whoever takes it away. */
	personsWithheld: boolean;
}

interface Column<T> {
	title: Words;
	width?: number;
	cell: (item: T, at: number) => SheetCell | Words;
}

const WITHHELD: Words = { zh: '不披露', en: 'Not disclosed' };

/** Dangers as a sheet: a row each, every field that a list shows. */
export function dangersSheet(items: readonly DangerItem[], head: SheetHead, rules: RuleSet): Sheet {
	const field = (id: FieldId & keyof Danger, width?: number): Column<DangerItem> => ({
		title: nameOfField(id, rules),
		width,
		cell: (item) => item[id] as SheetCell
	});
	const person: Column<DangerItem> = {
		title: nameOfField('responsiblePerson', rules),
		cell: ({ responsiblePerson }) => (head.personsWithheld ? WITHHELD : responsiblePerson)
	};
	return sheetOf(items, head, [
		{ title: { zh: '序号', en: 'No.' }, width: 6, cell: (_, at) => at + 1 },
		{ title: { zh: '单位', en: 'Unit' }, width: 28, cell: ({ featureName, feature }) => featureName ?? feature },
		{ title: { zh: '类型', en: 'Kind' }, width: 12, cell: ({ layer }) => layerOf(layer).name },
		{ title: nameOfField('level', rules), width: 10, cell: ({ level }) => LEVEL_WORDS[level] },
		{ title: { zh: '状态', en: 'State' }, width: 14, cell: ({ stateName }) => stateName },
		field('text', 40),
		{
			title: nameOfField('criteria', rules),
			cell: ({ criteria }) => criteria.map(({ set, no }) => `${set} ${no}`).join('; ')
		},
		{ title: nameOfField('source', rules), width: 12, cell: ({ source }) => SOURCE_WORDS[source] },
		field('discoveredAt', 12),
		field('responsibleUnit', 24),
		person,
		field('measure', 32),
		field('fund'),
		field('plan', 24),
		field('deadline', 12),
		{ title: { zh: '距期限(天)', en: 'Days left' }, width: 10, cell: ({ daysLeft }) => daysLeft },
		{
			title: { zh: '逾期', en: 'Overdue' },
			width: 8,
			cell: ({ overdue }) => (overdue ? { zh: '是', en: 'yes' } : { zh: '否', en: 'no' })
		},
		field('supervisingUnit', 20),
		field('listedAt', 12),
		field('publicityUrl', 28),
		field('closedAt', 12),
		field('delistingUrl', 28),
		{ title: { zh: '隐患编号', en: 'Id' }, width: 38, cell: ({ id }) => id }
	]);
}

/** 制度措施清单 as a sheet: a row for each danger of a unit, and one for a unit that has none. */
export function measuresSheet(units: readonly MeasureItem[], head: SheetHead, rules: RuleSet): Sheet {
	interface Row {
		unit: MeasureItem;
		ordered: MeasureItem['ordered'][number] | null;
	}
	const rows = units.flatMap((unit): Row[] =>
		unit.ordered.length === 0 ? [{ unit, ordered: null }] : unit.ordered.map((ordered) => ({ unit, ordered }))
	);
	const of = (id: 'text' | 'measure' | 'fund' | 'plan' | 'deadline', width?: number): Column<Row> => ({
		title: nameOfField(id, rules),
		width,
		cell: ({ ordered }) => ordered?.[id] ?? null
	});
	const persons = ({ unit }: Row) =>
		head.personsWithheld
			? WITHHELD
			: unit.persons.map(({ role, name }) => `${role[head.language]} ${name ?? '—'}`).join('; ');
	return sheetOf(rows, head, [
		{ title: { zh: '单位', en: 'Unit' }, width: 28, cell: ({ unit }) => unit.featureName ?? unit.feature },
		{ title: { zh: '类型', en: 'Kind' }, width: 12, cell: ({ unit }) => layerOf(unit.layer).name },
		{ title: { zh: '管控措施', en: 'Standing measures' }, width: 32, cell: ({ unit }) => unit.standing },
		{ title: { zh: '责任人员', en: 'Who answers' }, width: 28, cell: persons },
		{
			title: nameOfField('level', rules),
			width: 10,
			cell: ({ ordered }) => ordered && LEVEL_WORDS[ordered.level]
		},
		{ title: { zh: '状态', en: 'State' }, width: 14, cell: ({ ordered }) => ordered?.stateName ?? null },
		of('text', 40),
		of('measure', 32),
		of('fund'),
		of('plan', 24),
		{
			title: nameOfField('scheme', rules),
			width: 40,
			cell: ({ ordered }) => ordered && schemeText(ordered.scheme, head.language, rules)
		},
		of('deadline', 12)
	]);
}

/** A scheme in one cell: each of its items with its name. */
function schemeText(scheme: Scheme | null, language: 'zh' | 'en', rules: RuleSet): string | null {
	if (scheme === null) return null;
	const parts = dangerLifeOf(rules).fields.find(({ id }) => id === 'scheme')?.parts ?? [];
	const given = scheme as Readonly<Record<string, string | undefined>>;
	return parts
		.filter(({ id }) => given[id])
		.map(({ id, name }) => `${name[language]}: ${given[id]}`)
		.join('; ');
}

function sheetOf<T>(rows: readonly T[], { title, about, language }: SheetHead, columns: readonly Column<T>[]): Sheet {
	const said = (cell: SheetCell | Words): SheetCell =>
		typeof cell === 'object' && cell !== null ? cell[language] : cell;
	return {
		title: title[language],
		about: about.map(([name, value]) => [name[language], value[language]]),
		columns: columns.map(({ title, width }) => ({ title: title[language], width })),
		rows: rows.map((row, at) => columns.map(({ cell }) => said(cell(row, at))))
	};
}
