import { layerOf } from '../risk/layers/registry.ts';
import type { LayerId } from '../risk/layer.ts';
import type { Words } from '../risk/words.ts';
import { kindsOf, type NearAsked, type UnitsAsked } from './address.ts';
import { FACETS, type Facet } from './units.ts';

/** What each facet is called, on the page and on an exported sheet alike. */
export const FACET_NAME: Readonly<Record<Facet, Words>> = {
	level: { zh: '风险等级', en: 'Level' },
	layer: { zh: '类型', en: 'Layer' },
	subdistrict: { zh: '街道', en: 'Subdistrict' },
	field: { zh: '专项', en: 'Subject field' },
	lead: { zh: '牵头部门', en: 'Lead department' },
	grade: { zh: '评定级别', en: 'Grade' },
	danger: { zh: '隐患', en: 'Hidden dangers' },
	visit: { zh: '上次检查', en: 'Last visit' },
	due: { zh: '下次检查', en: 'Next due' }
};

const NOT_RECORDED: Words = { zh: '未登记', en: 'Not on record' };

/** Words of the values that are the same in every district. */
const VALUE_NAME: Partial<Record<Facet, Readonly<Record<string, Words>>>> = {
	level: {
		red: { zh: '重大风险', en: 'Major risk (red)' },
		orange: { zh: '较大风险', en: 'High risk (orange)' },
		yellow: { zh: '一般风险', en: 'Medium risk (yellow)' },
		blue: { zh: '低风险', en: 'Low risk (blue)' },
		none: { zh: '未评估', en: 'Not assessed' }
	},
	danger: {
		open: { zh: '有未销号隐患', en: 'Open' },
		overdue: { zh: '有逾期隐患', en: 'Overdue' },
		major: { zh: '有重大隐患', en: 'Major' },
		none: { zh: '无未销号隐患', en: 'None open' }
	},
	visit: {
		never: { zh: '没有记录', en: 'Never on record' },
		older: { zh: '一年以前', en: 'Over a year ago' },
		d365: { zh: '半年至一年', en: 'Six months to a year' },
		d180: { zh: '三个月至半年', en: 'Three to six months' },
		d90: { zh: '一至三个月', en: 'One to three months' },
		d30: { zh: '30 天内', en: 'Within 30 days' }
	},
	due: {
		overdue: { zh: '已逾期', en: 'Overdue' },
		week: { zh: '本周', en: 'This week' },
		month: { zh: '本月', en: 'This month' },
		later: { zh: '以后', en: 'Later' },
		unknown: { zh: '无法确定', en: 'Unknown' }
	},
	field: { none: { zh: '不属于任何专项', en: 'In none' } },
	lead: { none: NOT_RECORDED },
	grade: { none: { zh: '无级别', en: 'No grade' } },
	subdistrict: { none: { zh: '不在任何街道内', en: 'In none' } }
};

/** The word for a value of a facet; `name` is what the server calls one that only a district knows. */
export function valueName(facet: Facet, value: string, name: Words | null): Words {
	if (facet === 'layer') return layerOf(value).name;
	return VALUE_NAME[facet]?.[value] ?? name ?? { zh: value, en: value };
}

/** 管道（输气干线）; the layer alone where all of it is meant. */
export function placeName(layer: LayerId, kind: string | null): Words {
	const { name } = layerOf(layer);
	const choice = kindsOf(layer)?.choices?.find(({ value }) => value === kind);
	if (choice === undefined) return name;
	return { zh: choice.name.zh, en: choice.name.en };
}

/** 距学校 200 m 以内. */
export function nearName({ layer, kind, withinM }: NearAsked): Words {
	const { zh, en } = placeName(layer, kind);
	return { zh: `距${zh} ${withinM} m 以内`, en: `within ${withinM} m of: ${en}` };
}

/** What is asked, in one sentence; `names` has the words of values that only a district knows. */
export function askedInWords(
	{ facets, text, near }: UnitsAsked,
	names: (facet: Facet, value: string) => Words | null
): Words {
	const parts: Words[] = FACETS.flatMap((facet) => {
		const values = (facets[facet] ?? []).map((value) => valueName(facet, value, names(facet, value)));
		if (values.length === 0) return [];
		const { zh, en } = FACET_NAME[facet];
		const all = (language: 'zh' | 'en', between: string) => values.map((value) => value[language]).join(between);
		return [{ zh: `${zh}：${all('zh', '、')}`, en: `${en}: ${all('en', ', ')}` }];
	});
	parts.push(...near.map(nearName));
	if (text.trim() !== '') parts.push({ zh: `名称或编号含“${text.trim()}”`, en: `name or id has “${text.trim()}”` });
	if (parts.length === 0) return { zh: '全部', en: 'All' };
	return { zh: parts.map(({ zh }) => zh).join('；'), en: parts.map(({ en }) => en).join('; ') };
}
