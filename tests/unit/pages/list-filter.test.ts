import { expect, test } from 'vitest';
import type { ListItem } from '../../../src/lib/api.ts';
import { choicesOf, filterList, type ListFilter } from '../../../src/lib/pages/list-filter.ts';

const none: ListFilter = { subdistrict: null, level: null, layer: null, department: null };

function item(id: string, more: Partial<ListItem> = {}): ListItem {
	return {
		id,
		layer: 'enterprise',
		name: id,
		subdistrict: 's1',
		level: 'red',
		grade: null,
		reasons: [],
		subjectField: null,
		leadDepartment: null,
		persons: [],
		measures: null,
		lastInspected: null,
		nextDue: null,
		overdue: false,
		...more
	};
}

const items = [
	item('a', { leadDepartment: { zh: '应急局', en: 'Emergency' } }),
	item('b', { level: 'orange', subdistrict: null }),
	item('c', { layer: 'pipeline', subdistrict: 's2', leadDepartment: { zh: '城管局', en: 'City' } })
];

test('each filter narrows the list, and the order stays', () => {
	const ids = (filter: Partial<ListFilter>) => filterList(items, { ...none, ...filter }).map(({ id }) => id);
	expect(ids({})).toEqual(['a', 'b', 'c']);
	expect(ids({ level: 'red' })).toEqual(['a', 'c']);
	expect(ids({ subdistrict: 's1' })).toEqual(['a']);
	expect(ids({ department: '城管局' })).toEqual(['c']);
	expect(ids({ layer: 'pipeline', level: 'orange' })).toEqual([]);
});

test('only what occurs can be chosen, each once', () => {
	expect(choicesOf(items, ({ layer }) => layer)).toEqual(['enterprise', 'pipeline']);
	expect(choicesOf(items, ({ subdistrict }) => subdistrict)).toEqual(['s1', 's2']);
});
