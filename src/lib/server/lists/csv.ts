import type { ListItem, RiskList } from '../../api.ts';
import { layerOf } from '../../risk/layers/registry.ts';
import type { Level } from '../../risk/level.ts';
import type { Confidence } from '../../risk/words.ts';
import { BYTE_ORDER_MARK, lineOf } from '../csv.ts';

export type ListName = 'risk' | 'responsibility';

/** Names that a list shows instead of ids. */
export interface ListNames {
	district: string;
	/** By id. */
	subdistricts: ReadonlyMap<string, string>;
}

export const LIST_TITLE: Readonly<Record<ListName, string>> = { risk: '区域风险清单', responsibility: '风险责任清单' };

const LEVEL_ZH: Readonly<Record<Level, string>> = {
	red: '重大风险(红)',
	orange: '较大风险(橙)',
	yellow: '一般风险(黄)',
	blue: '低风险(蓝)'
};

/** What a judgement that is less sure than its text says of itself. */
const BADGE_ZH: Partial<Record<Confidence, string>> = { RECALLED: '需人工核对标准原文', DESIGN: '系统设定' };

type Column = readonly [title: string, cell: (item: ListItem, names: ListNames) => string | null];

const UNIT: readonly Column[] = [
	['名称', ({ name }) => name],
	['编号', ({ id }) => id],
	['类型', ({ layer }) => layerOf(layer).name.zh],
	['所在街道', ({ subdistrict }, { subdistricts }) => subdistrict && (subdistricts.get(subdistrict) ?? subdistrict)],
	['风险等级', ({ level }) => LEVEL_ZH[level]],
	['评定级别', ({ grade }) => grade]
];
const REASONS: readonly Column[] = [
	['评定依据', ({ reasons }) => reasons.map(({ text }) => text.zh).join('；')],
	['条款', ({ reasons }) => unique(reasons.map(({ clause }) => clause)).join('；')],
	['依据性质', ({ reasons }) => unique(reasons.map(({ confidence }) => BADGE_ZH[confidence])).join('、')]
];
const FIELD: readonly Column[] = [
	['专项', ({ subjectField }) => subjectField && `${subjectField.no} ${subjectField.name.zh}`],
	['牵头部门', ({ leadDepartment }) => leadDepartment && leadDepartment.zh]
];
const PERSONS: readonly Column[] = [0, 1, 2].flatMap((i): Column[] => [
	[`责任人${i + 1}职务`, ({ persons }) => persons[i]?.role.zh ?? null],
	[`责任人${i + 1}`, ({ persons }) => persons[i]?.name ?? '未登记'],
	[`责任人${i + 1}电话`, ({ persons }) => persons[i]?.phone ?? null]
]);
const DUE: readonly Column[] = [
	['管控措施', ({ measures }) => measures],
	['最近检查日期', ({ lastInspected }) => lastInspected ?? '未登记'],
	['下次应关注日期(系统设定)', ({ nextDue }) => nextDue ?? '无法确定'],
	['是否逾期', ({ nextDue, overdue }) => (nextDue === null ? '无法确定' : overdue ? '逾期' : '否')]
];

const COLUMNS: Readonly<Record<ListName, readonly Column[]>> = {
	risk: [...UNIT, ...REASONS, ...FIELD, ...DUE],
	responsibility: [...UNIT, ...FIELD, ...PERSONS, ...DUE, REASONS[0], REASONS[2]]
};

/**
 * A list as CSV for WPS and Excel in Chinese: UTF-8 with a byte order mark, CRLF, every cell quoted and none of them a
 * formula. Above the table it says of what district, run and rule set it is, and how many units are not on it because
 * nobody assessed them.
 */
export function listCsv(list: RiskList, which: ListName, names: ListNames): string {
	const columns = COLUMNS[which];
	const head: string[][] = [
		[LIST_TITLE[which]],
		['辖区', `${names.district} ${list.district}`],
		['评估批次', String(list.run)],
		['评估时间', list.at],
		['规则版本', list.rulesVersion],
		['未评估单元数', String(list.unassessed), '未评估不等于低风险, 不在本清单内'],
		[]
	];
	const table = list.items.map((item, i) => [String(i + 1), ...columns.map(([, cell]) => cell(item, names) ?? '')]);
	const rows = [...head, ['序号', ...columns.map(([title]) => title)], ...table];
	return BYTE_ORDER_MARK + rows.map(lineOf).join('');
}

function unique(texts: readonly (string | undefined)[]): string[] {
	return [...new Set(texts.filter((text) => text !== undefined))];
}
