import type { ByLevel, FindingItem, ListItem, NamedFeature } from '../../api.ts';
import type { HcaClass } from '../../risk/hca/hca.ts';
import { LAYER_IDS } from '../../risk/layer.ts';
import { layerOf } from '../../risk/layers/registry.ts';
import { LEVEL_KEYS, type LevelKey } from '../../risk/level-look.ts';
import type { DistrictInput } from './district-input.ts';
import { say, type Cell, type Language, type Row, type Table } from './document.ts';
import { confidenceText, levelMark } from './looks.ts';

/** Rows of one table that are printed: what a person reads of it; the workbook has all. */
const MOST = 400;
const HCA_WORST_FIRST: readonly HcaClass[] = ['III', 'II', 'I'];

function table(
	sheet: string,
	columns: readonly [title: string, width: number][],
	rows: Row[],
	language: Language
): Table {
	const zh = language === 'zh';
	return {
		kind: 'table',
		sheet,
		of: null,
		columns: columns.map(([title, width]) => ({ title, width })),
		rows,
		empty: zh ? '无' : 'None',
		most: MOST,
		rest: zh
			? `共 ${rows.length} 条，此处列出前 ${MOST} 条，全部见工作簿“${sheet}”表。`
			: `${rows.length} rows, the first ${MOST} are listed; the workbook's sheet “${sheet}” has all.`
	};
}

const row = (cells: Cell[], note: string | null = null): Row => ({ cells, note });
const count = (value: number): Cell => ({ value, digits: 0 });
const metres = (value: number | null): Cell => ({ value, digits: 3 });
const markOf = (key: LevelKey, language: Language) => levelMark(key === 'none' ? null : key, language);

/** Units and ground by level. */
export function levelTable({ run, language }: DistrictInput): Table {
	const zh = language === 'zh';
	const all = sumOf(run.areaM2);
	const rows = LEVEL_KEYS.map((key) =>
		row([
			markOf(key, language),
			count(run.levels[key]),
			{ value: run.areaM2[key] / 1e6, digits: 3 },
			{ value: all === 0 ? null : (run.areaM2[key] / all) * 100, digits: 2 }
		])
	);
	const titles: [string, number][] = zh
		? [
				['等级', 30],
				['风险单元 (个)', 24],
				['面积 (km²)', 24],
				['占全区 (%)', 24]
			]
		: [
				['Level', 30],
				['Units', 24],
				['Area (km²)', 24],
				['Of the district (%)', 24]
			];
	return table(zh ? '各等级' : 'Levels', titles, rows, language);
}

export function layerTable({ run, language }: DistrictInput): Table {
	const zh = language === 'zh';
	const rows = LAYER_IDS.flatMap((layer) => {
		const levels = run.levelsByLayer[layer];
		if (levels === undefined) return [];
		return row([say(layerOf(layer).name, language), ...LEVEL_KEYS.map((key) => count(levels[key]))]);
	});
	const titles = byLevelTitles(zh ? '图层' : 'Layer', language);
	return table(zh ? '各图层' : 'Layers', titles, rows, language);
}

function byLevelTitles(first: string, language: Language): [string, number][] {
	const words = LEVEL_KEYS.map((key) => markOf(key, language)).map(({ sign, word }) => `${sign} ${word}`);
	return [[first, 34], ...words.map((word): [string, number] => [word, 20])];
}

export function subdistrictTable({ run, language }: DistrictInput): Table {
	const zh = language === 'zh';
	const rows = run.subdistricts.map((one) =>
		row(
			[
				one.name,
				levelMark(one.level, language),
				...LEVEL_KEYS.map((key) => count(one.features[key])),
				{ value: one.density, digits: 2 },
				one.lastAssessed ?? (zh ? '未评估' : 'not assessed'),
				one.nextDue ?? '—'
			],
			one.triggers.length === 0 ? null : one.triggers.map((words) => say(words, language)).join(zh ? '；' : '; ')
		)
	);
	const [name, ...levels] = byLevelTitles(zh ? '街道' : 'Subdistrict', language);
	const titles: [string, number][] = [
		name,
		[zh ? '等级' : 'Level', 26],
		...levels.map(([title]): [string, number] => [title, 18]),
		[zh ? '密度指数' : 'Density', 18],
		[zh ? '评估日期' : 'Assessed', 23],
		[zh ? '复评日期' : 'Due', 23]
	];
	return table(zh ? '街道' : 'Subdistricts', titles, rows, language);
}

/** 区域风险清单: every unit at orange and above, with why. */
export function riskTable({ list, run, language }: DistrictInput): Table {
	const zh = language === 'zh';
	const rows = list.items.map((item, i) =>
		row([
			`${i + 1}`,
			unitText(item, language),
			subdistrictOf(item, run.subdistrictNames),
			levelMark(item.level, language),
			item.reasons.map(({ text }) => say(text, language)).join('\n'),
			item.reasons.map(({ clause, confidence }) => withConfidence(clause, confidence, language)).join('\n'),
			item.measures ?? '—',
			dueText(item, language)
		])
	);
	const titles: [string, number][] = zh
		? [
				['序号', 12],
				['名称', 36],
				['街道', 24],
				['等级', 26],
				['评定依据', 56],
				['条款', 42],
				['管控措施', 34],
				['检查', 28]
			]
		: [
				['No.', 12],
				['Unit', 36],
				['Subdistrict', 24],
				['Level', 26],
				['Why', 56],
				['Clause', 42],
				['Measures', 34],
				['Inspection', 28]
			];
	return table(zh ? '区域风险清单' : 'Risk list', titles, rows, language);
}

/** 风险责任清单: who answers for each of them. */
export function responsibilityTable({ list, language }: DistrictInput): Table {
	const zh = language === 'zh';
	const hidden = zh ? '不披露' : 'not disclosed';
	const person = (item: ListItem, i: number): string => {
		const one = item.persons[i];
		if (one === undefined) return '—';
		const name = list.withheld.includes('persons') ? hidden : (one.name ?? (zh ? '未登记' : 'not on record'));
		const phone = list.withheld.includes('phones') ? hidden : one.phone;
		return [say(one.role, language), name, ...(phone === null ? [] : [phone])].join('\n');
	};
	const rows = list.items.map((item, i) =>
		row([
			`${i + 1}`,
			unitText(item, language),
			levelMark(item.level, language),
			item.subjectField === null ? '—' : `${item.subjectField.no} ${say(item.subjectField.name, language)}`,
			item.leadDepartment === null ? '—' : say(item.leadDepartment, language),
			person(item, 0),
			person(item, 1),
			person(item, 2)
		])
	);
	const titles: [string, number][] = zh
		? [
				['序号', 12],
				['名称', 38],
				['等级', 26],
				['专项', 28],
				['牵头部门', 28],
				['责任人一', 34],
				['责任人二', 34],
				['责任人三', 34]
			]
		: [
				['No.', 12],
				['Unit', 38],
				['Level', 26],
				['Field', 28],
				['Department', 28],
				['Person 1', 34],
				['Person 2', 34],
				['Person 3', 34]
			];
	return table(zh ? '风险责任清单' : 'Responsibility list', titles, rows, language);
}

/** Violations by rule, each with its worst: the one with the least margin. */
export function brokenByRuleTable({ broken, run, language }: DistrictInput): Table {
	const zh = language === 'zh';
	const worst = new Map<string, FindingItem>();
	for (const item of broken.items) if (!worst.has(item.rule)) worst.set(item.rule, item);
	const rows = [...worst.values()].map((item) =>
		row([
			say(item.ruleName, language),
			withConfidence(item.clause, item.confidence, language),
			count(run.brokenByRule[item.rule] ?? 0),
			metres(item.measuredM),
			metres(item.requiredM),
			metres(item.marginM),
			pairText(item, language)
		])
	);
	const titles: [string, number][] = zh
		? [
				['规则', 44],
				['条款', 44],
				['不合规', 18],
				['最严重：实测 (m)', 24],
				['要求 (m)', 22],
				['余量 (m)', 22],
				['双方', 52]
			]
		: [
				['Rule', 44],
				['Clause', 44],
				['Broken', 18],
				['Worst: measured (m)', 24],
				['Required (m)', 22],
				['Margin (m)', 22],
				['Between', 52]
			];
	return table(zh ? '不合规（按规则）' : 'Broken by rule', titles, rows, language);
}

export function brokenTable({ broken, language }: DistrictInput): Table {
	const zh = language === 'zh';
	const rows = broken.items.map((item, i) =>
		row([
			`${i + 1}`,
			say(item.ruleName, language),
			item.clause,
			nameText(item.source, language),
			item.target === null ? '—' : nameText(item.target, language),
			metres(item.measuredM),
			metres(item.requiredM),
			metres(item.marginM),
			metres(item.accuracyM)
		])
	);
	const titles: [string, number][] = zh
		? [
				['序号', 13],
				['规则', 44],
				['条款', 44],
				['要素', 40],
				['对方要素', 40],
				['实测 (m)', 22],
				['要求 (m)', 21],
				['余量 (m)', 22],
				['精度 (m)', 20]
			]
		: [
				['No.', 13],
				['Rule', 44],
				['Clause', 44],
				['Feature', 40],
				['Other', 40],
				['Measured (m)', 22],
				['Required (m)', 21],
				['Margin (m)', 22],
				['Accuracy (m)', 20]
			];
	return table(zh ? '不合规' : 'Broken', titles, rows, language);
}

export function hcaTable({ run, language }: DistrictInput): Table {
	const zh = language === 'zh';
	const rows = HCA_WORST_FIRST.map((one) =>
		row([one, count(run.hca[one].segments), { value: run.hca[one].metres, digits: 1 }])
	);
	const titles: [string, number][] = zh
		? [
				['级别', 20],
				['管段 (个)', 30],
				['长度 (m)', 30]
			]
		: [
				['Class', 20],
				['Segments', 30],
				['Length (m)', 30]
			];
	return table(zh ? '高后果区（按级）' : 'High consequence areas by class', titles, rows, language);
}

export function segmentTable({ segments, language }: DistrictInput): Table {
	const zh = language === 'zh';
	const rows = segments.items.map((one, i) =>
		row([
			`${i + 1}`,
			one.pipeline.name ?? one.pipeline.id,
			one.chainage,
			{ value: one.toM - one.fromM, digits: 1 },
			one.class,
			levelMark(one.level, language),
			one.items.map(({ text, clause }) => `${say(text, language)} (${clause})`).join('\n')
		])
	);
	const titles: [string, number][] = zh
		? [
				['序号', 12],
				['管线', 40],
				['里程', 40],
				['长度 (m)', 22],
				['级别', 14],
				['等级', 26],
				['依据', 90]
			]
		: [
				['No.', 12],
				['Pipeline', 40],
				['Chainage', 40],
				['Length (m)', 22],
				['Class', 14],
				['Level', 26],
				['Why', 90]
			];
	return table(zh ? '高后果区' : 'High consequence areas', titles, rows, language);
}

function unitText({ id, name, layer, grade }: ListItem, language: Language): string {
	const kind = say(layerOf(layer).name, language);
	return `${name ?? id}\n(${kind}${grade === null ? '' : ` · ${grade}`})`;
}

function subdistrictOf({ subdistrict }: ListItem, names: Readonly<Record<string, string>>): string {
	return subdistrict === null ? '—' : (names[subdistrict] ?? subdistrict);
}

function dueText({ lastInspected, nextDue, overdue }: ListItem, language: Language): string {
	const zh = language === 'zh';
	const last = `${zh ? '最近' : 'last'} ${lastInspected ?? (zh ? '未登记' : 'not on record')}`;
	if (nextDue === null) return `${last}\n${zh ? '下次无法确定' : 'next unknown'}`;
	return `${last}\n${zh ? '下次' : 'next'} ${nextDue}${overdue ? (zh ? ' 逾期' : ' overdue') : ''}`;
}

function nameText({ id, layer, name }: NamedFeature, language: Language): string {
	return `${name ?? id ?? '—'}\n(${say(layerOf(layer).name, language)})`;
}

function pairText({ source, target }: FindingItem, language: Language): string {
	const ends = target === null ? [source] : [source, target];
	return ends.map((end) => nameText(end, language).replace('\n', ' ')).join('\n');
}

function withConfidence(clause: string, confidence: FindingItem['confidence'], language: Language): string {
	const text = confidenceText(confidence, language);
	return text === '' ? clause : `${clause} (${text})`;
}

function sumOf(parts: ByLevel): number {
	return LEVEL_KEYS.reduce((sum, key) => sum + parts[key], 0);
}
