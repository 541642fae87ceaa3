import { expect, test } from 'vitest';
import { filterWords } from '../../../src/lib/dangers/filter-words.ts';
import { FILTER_KEYS, filterOf, NO_FILTER, readFilter } from '../../../src/lib/dangers/register-filter.ts';

const names = { state: (id: string) => ({ zh: `状态${id}`, en: id }), subdistrict: () => '金桥街道' };
const words = (query: string) => filterWords(filterOf(readFilter(new URLSearchParams(query))), names);

test('an address is a filter and back: what it names is asked, what it names wrongly is not', () => {
	const query = new URLSearchParams({
		state: 'listed,found,nonsense',
		level: 'major',
		source: 'rumour',
		overdue: 'true',
		open: 'maybe',
		listed: 'false',
		dueUntil: '2026-12-31',
		closedFrom: 'soon',
		q: ' 阀门 '
	});
	const filter = readFilter(query);
	expect(filter).toEqual({
		...NO_FILTER,
		state: 'found,listed',
		level: 'major',
		overdue: 'true',
		listed: 'false',
		dueUntil: '2026-12-31',
		q: '阀门'
	});
	expect(filterOf(filter)).toMatchObject({ states: ['found', 'listed'], overdue: true, listed: false, q: '阀门' });
	expect(filterOf(filter).open).toBeUndefined();
	const given = Object.entries(filter).flatMap(([key, value]) => (value === null ? [] : [[key, value]]));
	expect(readFilter(new URLSearchParams(given as [string, string][]))).toEqual(filter);
	expect(Object.keys(NO_FILTER)).toEqual([...FILTER_KEYS]);
});

test('a filter stands on paper in words, in both languages', () => {
	expect(words('').zh).toBe('全部');
	expect(words('level=major&overdue=true&subdistrict=area/1&state=found').zh).toBe(
		'状态: 状态found; 级别: 重大隐患; 已逾期; 街道: 金桥街道'
	);
	expect(words('open=false&closedFrom=2026-10-01').en).toBe('Closed; Closed since: 2026-10-01');
	for (const key of FILTER_KEYS.filter((one) => one !== 'visit')) {
		const value = {
			state: 'found',
			level: 'major',
			source: 'report',
			dueUntil: '2026-12-01',
			closedFrom: '2026-10-01'
		};
		const text = (value as Record<string, string>)[key] ?? (['overdue', 'open', 'listed'].includes(key) ? 'true' : 'x');
		expect(words(`${key}=${text}`).zh, key).not.toBe('全部');
	}
});
