import type { DrawDetail, DrawList, DrawPlan } from '../../draws/api.ts';
import { filterWords, LEVEL_WORDS, sizeWords } from '../../draws/words.ts';
import { SHARE_METHOD } from '../../risk/draw/draw-by-size.ts';
import { INSPECTOR_METHOD } from '../../risk/draw/draw-inspectors.ts';
import { DRAW_METHOD } from '../../risk/draw/draw-sites.ts';
import { layerOf } from '../../risk/layers/registry.ts';
import type { Level } from '../../risk/level.ts';
import type { Words } from '../../risk/words.ts';
import type { Sheet, SheetCell, SheetColumn } from '../sheets/sheet.ts';

export type Language = keyof Words;

/** What the head of every sheet says: the district, and the day on which it was taken. */
export interface SheetHead {
	language: Language;
	district: string;
	day: string;
	subdistricts: ReadonlyMap<string, string>;
	fields: ReadonlyMap<number, Words>;
}

const say = (head: SheetHead, zh: string, en: string) => (head.language === 'zh' ? zh : en);
const columnsOf = (head: SheetHead, columns: readonly [zh: string, en: string, width?: number][]): SheetColumn[] =>
	columns.map(([zh, en, width]) => ({ title: say(head, zh, en), width }));
const levelIn = (head: SheetHead, level: Level | null) => LEVEL_WORDS[level ?? 'notAssessed'][head.language];
const about = (head: SheetHead, more: [string, string][]): [string, string][] => [
	[say(head, '辖区', 'District'), head.district],
	...more,
	[say(head, '导出日期', 'Exported on'), head.day]
];

/** The draws of a district. */
export function drawsSheet({ items }: DrawList, head: SheetHead): Sheet {
	return {
		title: say(head, '双随机抽取清单', 'Double-random draws'),
		about: about(head, []),
		columns: columnsOf(head, [
			['日期', 'Day', 12],
			['名称', 'Name', 30],
			['对象数', 'Pool', 10],
			['抽中', 'Drawn', 10],
			['种子', 'Seed', 20],
			['种子来源', 'Seed by', 12],
			['组织者', 'Made by', 14],
			['公布时间', 'Published', 22]
		]),
		rows: items.map((one) => [
			one.day,
			one.name,
			one.pool,
			one.drawn,
			one.seed,
			one.seedGiven ? say(head, '人工给定', 'a person') : say(head, '服务器生成', 'the server'),
			one.by,
			one.publishedAt ?? say(head, '未公布', 'not published')
		])
	};
}

/** What was drawn, with everything by which it can be repeated in its head. */
export function drawSheet(draw: DrawDetail, head: SheetHead): Sheet {
	const { language } = head;
	const names = {
		subdistrict: (id: string) => head.subdistricts.get(id) ?? id,
		field: (no: number) => head.fields.get(no) ?? { zh: '', en: '' }
	};
	const keys = new Map(draw.pool.map((one) => [one.id, one]));
	const method = [DRAW_METHOD, ...('share' in draw.size ? [SHARE_METHOD] : []), INSPECTOR_METHOD];
	return {
		title: `${say(head, '双随机抽取结果', 'Result of the draw')} ${draw.name}`,
		about: about(head, [
			[say(head, '抽取日期', 'Day'), draw.day],
			[say(head, '种子', 'Seed'), draw.seed],
			[say(head, '规则版本', 'Rule set'), draw.rulesVersion],
			[say(head, '评估批次', 'Run'), String(draw.run)],
			[say(head, '对象范围', 'Pool'), `${filterWords(draw.filter, names)[language]} (${draw.pool.length})`],
			[say(head, '抽取数量', 'Size'), sizeWords(draw.size)[language]],
			...method.map((words): [string, string] => [say(head, '方法', 'Method'), words[language]])
		]),
		columns: columnsOf(head, [
			['序号', 'No.', 8],
			['名称', 'Name', 34],
			['编号', 'Id', 26],
			['类型', 'Layer', 14],
			['风险等级', 'Level', 12],
			['权重', 'Weight', 8],
			['随机数', 'Random number', 22],
			['键', 'Key', 22],
			['检查人员', 'Inspectors', 30],
			['检查日期', 'Visited on', 14]
		]),
		rows: draw.sites.map(({ no, feature, name, layer, level, inspectors, visitedOn }): SheetCell[] => [
			no,
			name,
			feature,
			layerOf(layer).name[language],
			levelIn(head, level),
			keys.get(feature)?.weight ?? null,
			keys.get(feature)?.u ?? null,
			keys.get(feature)?.key ?? null,
			inspectors === null
				? say(head, '不披露', 'withheld')
				: inspectors.map((one) => one.name).join(say(head, '、', ', ')),
			visitedOn
		])
	};
}

/** How far the targets of the year are reached, by level and by subject field. */
export function planSheet(plan: DrawPlan, head: SheetHead): Sheet {
	const fields = new Map(plan.fields.map(({ no, name }) => [no, name]));
	const rows = plan.targets.flatMap(({ name, clause, period, byLevel, byField, total }) => {
		const row = (
			what: string,
			{ units, drawn, visited, done, needed, isMet }: typeof total | (typeof byLevel)[number] | (typeof byField)[number]
		) => [
			name[head.language],
			clause,
			`${period.from} – ${period.to}`,
			what,
			units,
			drawn,
			visited,
			done,
			needed,
			isMet ? say(head, '达到', 'reached') : say(head, '未达到', 'not yet')
		];
		return [
			row(say(head, '合计', 'Total'), total),
			...byLevel.map((one) => row(levelIn(head, one.of), one)),
			...byField.map((one) =>
				row(
					one.of === null
						? say(head, '无专项', 'no field')
						: `${one.of} ${fields.get(one.of)?.[head.language] ?? ''}`.trim(),
					one
				)
			)
		];
	});
	return {
		title: say(head, '年度抽查计划覆盖情况', 'Coverage of the plan'),
		about: about(head, [[say(head, '截至', 'As of'), plan.day]]),
		columns: columnsOf(head, [
			['目标', 'Target', 30],
			['条款', 'Clause', 40],
			['期间', 'Period', 26],
			['等级或专项', 'Level or field', 24],
			['单位数', 'Units', 10],
			['已抽取', 'Drawn', 10],
			['已检查', 'Visited', 10],
			['计入', 'Done', 10],
			['需要', 'Needed', 10],
			['结论', 'State', 12]
		]),
		rows
	};
}
