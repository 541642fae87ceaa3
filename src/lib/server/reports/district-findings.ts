import type { FindingItem, NamedFeature } from '../../api.ts';
import type { HcaClass } from '../../risk/hca/hca.ts';
import { layerOf } from '../../risk/layers/registry.ts';
import type { DistrictInput } from './district-input.ts';
import { count, metres, row, tableOf, withConfidence } from './district-rows.ts';
import { say, type Language, type Table } from './document.ts';
import { levelMark } from './looks.ts';

const HCA_WORST_FIRST: readonly HcaClass[] = ['III', 'II', 'I'];

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
	return tableOf(zh ? '不合规（按规则）' : 'Broken by rule', titles, rows, language);
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
	return tableOf(zh ? '不合规' : 'Broken', titles, rows, language);
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
	return tableOf(zh ? '高后果区（按级）' : 'High consequence areas by class', titles, rows, language);
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
	return tableOf(zh ? '高后果区' : 'High consequence areas', titles, rows, language);
}

function nameText({ id, layer, name }: NamedFeature, language: Language): string {
	return `${name ?? id ?? '—'}\n(${say(layerOf(layer).name, language)})`;
}

function pairText({ source, target }: FindingItem, language: Language): string {
	const ends = target === null ? [source] : [source, target];
	return ends.map((end) => nameText(end, language).replace('\n', ' ')).join('\n');
}
