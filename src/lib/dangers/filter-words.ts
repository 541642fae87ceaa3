import type { DangerState } from '../risk/dangers/danger.ts';
import type { Words } from '../risk/words.ts';
import type { DangerFilter } from './api.ts';
import { LEVEL_WORDS, SOURCE_WORDS } from './words.ts';

/** Names of what a filter holds by id. */
export interface FilterNames {
	state: (id: DangerState) => Words;
	subdistrict: (id: string) => string;
}

/** A filter of dangers in words, as a sheet and a printed list say it: 级别: 重大隐患; 逾期. Without one: 全部. */
export function filterWords(filter: DangerFilter, names: FilterNames): Words {
	const { states, level, source, overdue, open, listed, feature, subdistrict, responsiblePerson } = filter;
	const parts: Words[] = [];
	const say = (zh: string, en: string, value?: Words) =>
		parts.push(value === undefined ? { zh, en } : { zh: `${zh}: ${value.zh}`, en: `${en}: ${value.en}` });
	const same = (text: string): Words => ({ zh: text, en: text });
	if (states !== undefined) {
		const all = states.map(names.state);
		say('状态', 'State', { zh: all.map(({ zh }) => zh).join('、'), en: all.map(({ en }) => en).join(', ') });
	}
	if (level !== undefined) say('级别', 'Level', LEVEL_WORDS[level]);
	if (source !== undefined) say('来源', 'Source', SOURCE_WORDS[source]);
	if (overdue !== undefined) say(overdue ? '已逾期' : '未逾期', overdue ? 'Overdue' : 'Not overdue');
	if (open !== undefined) say(open ? '未销号' : '已销号', open ? 'Not closed' : 'Closed');
	if (listed !== undefined)
		say(listed ? '正在挂牌督办' : '不在挂牌督办', listed ? 'Under listed supervision' : 'Not under listed supervision');
	if (subdistrict) say('街道', 'Subdistrict', same(names.subdistrict(subdistrict)));
	if (feature) say('单位编号', 'Unit', same(feature));
	if (responsiblePerson) say('责任人', 'Responsible person', same(responsiblePerson));
	if (filter.dueUntil) say('期限不晚于', 'Due until', same(filter.dueUntil));
	if (filter.closedFrom) say('销号不早于', 'Closed since', same(filter.closedFrom));
	if (filter.q) say('文字', 'Text', same(filter.q));
	if (parts.length === 0) return { zh: '全部', en: 'Everything' };
	return { zh: parts.map(({ zh }) => zh).join('; '), en: parts.map(({ en }) => en).join('; ') };
}
