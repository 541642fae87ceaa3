import type { DutyCalendarAnswer, DutyRankingAnswer, DutySheetAnswer, RankedItem } from '../../duties/api.ts';
import { standingWords, stateWords } from '../../duties/words.ts';
import type { DutyCount } from '../../risk/duties/sheet.ts';
import type { Language } from '../draws/sheets.ts';
import type { Sheet, SheetCell, SheetColumn } from '../sheets/sheet.ts';

export interface DutyHead {
	language: Language;
	district: string;
	day: string;
}

const say = ({ language }: DutyHead, zh: string, en: string) => (language === 'zh' ? zh : en);
const columnsOf = (head: DutyHead, columns: readonly [zh: string, en: string, width?: number][]): SheetColumn[] =>
	columns.map(([zh, en, width]) => ({ title: say(head, zh, en), width }));
const about = (head: DutyHead, more: [string, string][]): [string, string][] => [
	[say(head, '辖区', 'District'), head.district],
	...more,
	[say(head, '导出日期', 'Exported on'), head.day]
];
const percent = (rate: number | null) => (rate === null ? null : Math.round(rate * 1000) / 10);

/** What somebody has to do in a month, and what was done. */
export function calendarSheet({ bearer, month, items }: DutyCalendarAnswer, head: DutyHead): Sheet {
	const { language } = head;
	return {
		title: say(head, '履职清单', 'Duties'),
		about: about(head, [
			[say(head, '履职人员', 'Bearer'), bearer?.name ?? say(head, '未登记', 'none')],
			[say(head, '月份', 'Month'), `${month.from} – ${month.to}`]
		]),
		columns: columnsOf(head, [
			['截止日期', 'Due', 12],
			['起始日期', 'From', 12],
			['事项', 'Duty', 36],
			['职务', 'Role', 20],
			['需要', 'Needed', 8],
			['完成', 'Done', 8],
			['单位', 'Unit', 8],
			['状态', 'State', 10],
			['登记', 'Records', 40],
			['条款', 'Clause', 44]
		]),
		rows: items.map((one): SheetCell[] => [
			one.period.to,
			one.period.from,
			one.name[language],
			one.role[language],
			one.times,
			one.count,
			one.unit,
			stateWords(one.state)[language],
			one.records.map(({ day, count, note }) => [`${day} × ${count}`, note].filter(Boolean).join(' ')).join('; '),
			one.clause
		])
	};
}

/** The sheet of a month by department and by subdistrict. */
export function monthSheet({ period, departments, subdistricts, total }: DutySheetAnswer, head: DutyHead): Sheet {
	const row = (kind: string, one: DutyCount): SheetCell[] => [
		kind,
		one.group ?? say(head, '未登记', 'not recorded'),
		one.people,
		one.done,
		one.due,
		one.overdue,
		percent(one.rate)
	];
	return {
		title: say(head, '月度履职清单', 'Duties of the month'),
		about: about(head, [[say(head, '月份', 'Month'), `${period.from} – ${period.to}`]]),
		columns: columnsOf(head, [
			['分组', 'By', 12],
			['名称', 'Name', 26],
			['人数', 'People', 10],
			['完成', 'Done', 10],
			['待办', 'Due', 10],
			['逾期', 'Overdue', 10],
			['完成率 %', 'Rate %', 12]
		]),
		rows: [
			...departments.map((one) => row(say(head, '部门', 'Department'), one)),
			...subdistricts.map((one) => row(say(head, '街道', 'Subdistrict'), one)),
			row(say(head, '合计', 'Total'), { ...total, group: say(head, '全区', 'the district') })
		]
	};
}

/** The ranking of a quarter, with its formula in the head. */
export function rankingSheet(ranking: DutyRankingAnswer, head: DutyHead): Sheet {
	const { language } = head;
	const row = (kind: string, one: RankedItem): SheetCell[] => [
		kind,
		one.rank,
		one.group,
		one.done,
		one.overdue,
		percent(one.rate),
		one.standing === null ? null : standingWords(one.standing)[language],
		one.inRow === 0 ? null : one.inRow,
		one.consequence?.name[language] ?? null
	];
	return {
		title: say(head, '季度履职排名', 'Ranking of the quarter'),
		about: about(head, [
			[say(head, '季度', 'Quarter'), `${ranking.quarter} ${ranking.period.from} – ${ranking.period.to}`],
			[say(head, '公式', 'Formula'), ranking.formula[language]],
			[say(head, '条款', 'Clause'), ranking.clause]
		]),
		columns: columnsOf(head, [
			['分组', 'By', 12],
			['名次', 'Rank', 8],
			['名称', 'Name', 26],
			['完成', 'Done', 10],
			['逾期', 'Overdue', 10],
			['完成率 %', 'Rate %', 12],
			['通报', 'Standing', 14],
			['连续季度', 'In a row', 10],
			['后果', 'Consequence', 44]
		]),
		rows: [
			...ranking.departments.map((one) => row(say(head, '部门', 'Department'), one)),
			...ranking.subdistricts.map((one) => row(say(head, '街道', 'Subdistrict'), one))
		]
	};
}
