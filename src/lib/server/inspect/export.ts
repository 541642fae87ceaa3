import { writeAsked, type UnitsAsked } from '../../inspect/address.ts';
import type { InspectItem } from '../../inspect/api.ts';
import { askedInWords, valueName } from '../../inspect/words.ts';
import { layerOf } from '../../risk/layers/registry.ts';
import type { Words } from '../../risk/words.ts';
import type { Who } from '../access/who.ts';
import { noteListExport } from '../audit/watched.ts';
import type { Database } from '../db/database.ts';
import { AnswerError } from '../http.ts';
import type { Sheet, SheetCell, SheetColumn, SheetFormat } from '../sheets/sheet.ts';
import { findUnits, itemOf, valueNames } from './list.ts';
import { subdistrictNames } from './names.ts';

/** A workbook is made whole in memory; a file of CSV takes any length. */
const MOST_IN_XLSX = 20_000;

type Language = keyof Words;

/** A column of the sheet: its title and width, and what stands in it. */
type Column = readonly [
	title: Words,
	width: number,
	cell: (item: InspectItem, say: (words: Words) => string, subdistricts: ReadonlyMap<string, string>) => SheetCell
];

const COLUMNS: readonly Column[] = [
	[{ zh: '名称', en: 'Name' }, 28, ({ name }) => name],
	[{ zh: '编号', en: 'Id' }, 26, ({ id }) => id],
	[{ zh: '类型', en: 'Layer' }, 14, ({ layer }, say) => say(layerOf(layer).name)],
	[{ zh: '风险等级', en: 'Level' }, 14, ({ level }, say) => say(valueName('level', level ?? 'none', null))],
	[{ zh: '评定级别', en: 'Grade' }, 12, ({ grade }) => grade],
	[
		{ zh: '街道', en: 'Subdistrict' },
		16,
		({ subdistrict }, _, names) => subdistrict && (names.get(subdistrict) ?? subdistrict)
	],
	[{ zh: '专项', en: 'Subject field' }, 22, ({ subjectField }, say) => subjectField && say(subjectField.name)],
	[{ zh: '牵头部门', en: 'Lead department' }, 22, ({ leadDepartment }, say) => leadDepartment && say(leadDepartment)],
	[{ zh: '未销号隐患', en: 'Open dangers' }, 12, ({ dangersOpen }) => dangersOpen],
	[{ zh: '逾期隐患', en: 'Overdue dangers' }, 12, ({ dangersOverdue }) => dangersOverdue],
	[{ zh: '重大隐患', en: 'Major dangers' }, 12, ({ dangersMajor }) => dangersMajor],
	[{ zh: '上次检查', en: 'Last visit' }, 14, ({ lastVisit }) => lastVisit],
	[{ zh: '下次检查(系统设定)', en: 'Next due (a setting)' }, 18, ({ nextDue }) => nextDue],
	[{ zh: '到期情况', en: 'Due' }, 12, ({ due }, say) => say(valueName('due', due, null))],
	[{ zh: '得分(系统设定)', en: 'Points (a setting)' }, 14, ({ score }) => Math.round(score * 10) / 10],
	[{ zh: '排序原因', en: 'Why' }, 60, ({ reasons }, say) => reasons.map(say).join('；')],
	[{ zh: '经度', en: 'Longitude' }, 14, ({ at }) => at[0]],
	[{ zh: '纬度', en: 'Latitude' }, 14, ({ at }) => at[1]]
];

/**
 * The list of a filter as a sheet, with the filter in words and the day above it; it leaves a deed. Throws an AnswerError 413
 * for a workbook of more rows than one holds.
 */
export async function exportUnits(
	db: Database,
	who: Who,
	district: string,
	asked: UnitsAsked,
	{ format, language }: { format: SheetFormat; language: Language },
	now = new Date()
): Promise<{ sheet: Sheet; day: string }> {
	const found = await findUnits(db, who.sight, district, asked, now);
	const { held, rows } = found;
	if (format === 'xlsx' && rows.length > MOST_IN_XLSX) throw tooMany(rows.length);
	const say = (words: Words) => words[language];
	const subdistricts = await subdistrictNames(db, district);
	const zh = language === 'zh';
	const { ground, today } = held.state;
	const items = Array.from(rows, (at) => itemOf(held.units[at], held));
	await noteListExport(db, who, district, 'inspect', ground.run, format, queryOf(asked));
	const columns: SheetColumn[] = COLUMNS.map(([title, width]) => ({ title: say(title), width }));
	return {
		day: today,
		sheet: {
			title: zh ? '检查清单' : 'Sites to inspect',
			about: [
				[zh ? '辖区' : 'District', `${ground.name} ${district}`],
				[zh ? '筛选' : 'Filter', say(askedInWords(asked, valueNames(held.rules, subdistricts)))],
				[zh ? '日期' : 'Day', today],
				[zh ? '评估批次' : 'Run', ground.run === null ? (zh ? '无' : 'none') : String(ground.run)],
				[zh ? '单位数' : 'Units', String(items.length)],
				[zh ? '排序' : 'Order', zh ? '得分高者在前(系统设定)' : 'Most points first (a setting of this system)']
			],
			columns: [{ title: zh ? '序号' : 'No.', width: 8 }, ...columns],
			rows: items.map((item, i) => [i + 1, ...COLUMNS.map(([, , cell]) => cell(item, say, subdistricts))])
		}
	};
}

function queryOf(asked: UnitsAsked): string {
	return new URLSearchParams(writeAsked(asked)).toString();
}

function tooMany(rows: number): AnswerError {
	return new AnswerError(413, 'too-many-rows', {
		zh: `清单有 ${rows} 行，一个 XLSX 至多 ${MOST_IN_XLSX} 行。请缩小筛选范围，或改用 CSV。`,
		en: `The list has ${rows} rows and a workbook holds ${MOST_IN_XLSX}. Narrow the filter, or take the CSV.`
	});
}
