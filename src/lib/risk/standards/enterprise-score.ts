import type { Level } from '../level.ts';
import type { Grade, Reason, Value } from '../reason.ts';
import { perRuleSet, SHIPPED, type RuleSet, type RuleTables } from '../rule-set.ts';
import type { Confidence, Words } from '../words.ts';
import { cutOffOf, gradeFromReasons, notGraded } from './grade.ts';

interface Item {
	key: string;
	name: Words;
	/** A count multiplies its points, a flag gives them once, a level looks them up. */
	how: string;
	points: number;
	values?: Record<string, number>;
}
interface Group {
	key: string;
	name: Words;
	cap: number;
	items: Item[];
}

type Table = RuleTables['anyingji'];

// Best first: a high score is good here.
const levelsOf = perRuleSet(({ anyingji }) =>
	anyingji.levels.map((row) => ({
		from: row.score ?? Number.NEGATIVE_INFINITY,
		grade: null,
		level: row.level as Level
	}))
);
const ITEM_LEVELS: Readonly<Record<string, string>> = { 一级: '1', 二级: '2', 三级: '3', 四级: '4' };

/** Keys of the score items and of the direct-red flags, with their names. */
export const SCORE_KEYS: readonly { key: string; name: Words }[] = [
	...(SHIPPED.tables.anyingji.groups as Group[]).flatMap((group) => group.items),
	...SHIPPED.tables.anyingji.directRed
];

/**
 * Grades an enterprise that makes or stores hazardous chemicals by 应急〔2018〕19号: 100 points and bonuses, less the
 * deductions of each group up to its cap; T may exceed 100. Blue from 90, yellow from 75, orange from 60, else red;
 * red whatever T when a direct-red flag stands. Items that are not given deduct nothing. Not graded when an item is
 * unknown or its value is not what it asks for.
 */
export function gradeScoreItems(items: Readonly<Record<string, Value>>, rules: RuleSet): Grade {
	const data = rules.tables.anyingji;
	const wrong = Object.keys(items).filter((key) => !isValid(key, items[key], data));
	if (wrong.length > 0) {
		return notGraded(
			[{ key: 'scoreItems', name: { zh: '安全风险评估诊断分级项目', en: 'Score items' } }],
			data.standard,
			{
				zh: `未评估: 评分项 ${wrong.join('、')} 无法识别或取值不对, 请核对`,
				en: `Not assessed: score items ${wrong.join(', ')} are unknown or have a wrong value`
			}
		);
	}

	let T = data.base;
	const inputs: Record<string, Value> = {};
	const values: Record<string, number> = {};
	for (const group of data.groups as readonly Group[]) {
		let deduction = 0;
		let bonus = 0;
		for (const item of group.items) {
			const points = pointsOf(item, items[item.key]);
			if (points < 0) deduction -= points;
			else bonus += points;
			if (points !== 0) inputs[item.name.zh] = points;
			if (points !== 0) values[item.key] = points;
		}
		if (deduction > group.cap) inputs[`${group.name.zh}: 合计扣 ${round(deduction)}, 至多扣`] = group.cap;
		T += bonus - Math.min(group.cap, deduction);
	}
	T = round(T);

	const flagged = data.directRed.filter((direct) => items[direct.key] === true);
	const direct = flagged.map((one) => directReason(one, data));
	return gradeFromReasons([scoreReason(T, inputs, rules), ...direct], null, { ...values, T });
}

/** Grades by a total score of 应急〔2018〕19号 that somebody else has added up. */
export function gradeScoreTotal(T: number, rules: RuleSet): Grade {
	return gradeFromReasons([scoreReason(T, {}, rules)], null, { T });
}

/** A tenth of a point is the finest step; adding tenths must not leave 89.99999999999999. */
function round(points: number): number {
	return Math.round(points * 10) / 10;
}

function scoreReason(T: number, inputs: Record<string, Value>, rules: RuleSet): Reason {
	const data = rules.tables.anyingji;
	const levels = levelsOf(rules);
	const row = cutOffOf(T, levels);
	return {
		rule: 'AYJ19-T',
		clause: `${data.standard} 附件`,
		text: { zh: `安全风险评估诊断得分 T = ${T}`, en: `Risk score T = ${T}` },
		inputs: { ...inputs, T },
		measured: T,
		limit: Number.isFinite(row.from) ? row.from : (levels.at(-2)?.from ?? null),
		unit: data.unit,
		confidence: data.confidence as Confidence,
		level: row.level
	};
}

function directReason(direct: { key: string; name: Words }, data: Table): Reason {
	return {
		rule: `AYJ19-RED-${direct.key}`,
		clause: `${data.standard} 直接判定红色`,
		text: { zh: `直接判定为红色: ${direct.name.zh}`, en: `Red at once: ${direct.name.en}` },
		inputs: { [direct.key]: true },
		measured: null,
		limit: null,
		unit: null,
		confidence: data.confidence as Confidence,
		level: 'red'
	};
}

function pointsOf(item: Item, value: Value | undefined): number {
	if (value === undefined || value === null || value === false) return 0;
	if (item.how === 'flag') return item.points;
	if (item.how === 'level') return item.values?.[levelKey(value)] ?? 0;
	return item.points * Number(value);
}

function isValid(key: string, value: Value, data: Table): boolean {
	if (value === null) return true;
	if (data.directRed.some((direct) => direct.key === key)) return typeof value === 'boolean';
	const item = (data.groups as readonly Group[])
		.flatMap((group) => group.items)
		.find((candidate) => candidate.key === key);
	if (item === undefined) return false;
	if (item.how === 'flag') return typeof value === 'boolean';
	if (item.how === 'level') return item.values?.[levelKey(value)] !== undefined;
	return typeof value === 'number' && Number.isFinite(value) && value >= 0;
}

function levelKey(value: Value): string {
	const text = String(value);
	return ITEM_LEVELS[text] ?? text;
}
