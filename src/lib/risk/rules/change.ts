import { LEVELS } from '../level.ts';
import type { Value } from '../reason.ts';
import { ruleSetOf, type RuleSet, type RuleTables } from '../rule-set.ts';
import type { Words } from '../words.ts';
import { checkNumbers, zoningNumbersOf } from '../zoning/numbers.ts';
import { locatedValues } from './located.ts';
import { nearestTo } from './nearest.ts';
import { numbersOf, staysWhole } from './numbers.ts';
import type { RuleNumber } from './rule.ts';

/** One number of a rule set that is to have another value. */
export interface RuleChange {
	path: string;
	value: Value;
}

/** A change that a district may not make, or that cannot be; `path` is the number that is wrong, null: all together. */
export class RuleChangeError extends Error {
	readonly path: string | null;
	readonly text: Words;
	constructor(path: string | null, text: Words) {
		super(text.en);
		this.name = 'RuleChangeError';
		this.path = path;
		this.text = text;
	}
}

/**
 * A new rule set: the base with these numbers changed. The base stays as it is. Throws a RuleChangeError for a path that
 * is not there, a number that is not 系统设定, a value of another kind or out of bounds, for numbers that cannot stand
 * together, and where nothing is changed.
 */
export function changeRules(base: RuleSet, changes: readonly RuleChange[]): RuleSet {
	const numbers = new Map(numbersOf(base).map((number) => [number.path, number]));
	const keysOf = new Map(locatedValues(base).map(({ path, keys }) => [path, keys]));
	const tables = structuredClone(base.tables);
	const named = new Set<string>();
	for (const { path, value } of changes) {
		if (named.has(path)) {
			throw new RuleChangeError(path, {
				zh: `${path} 给了两次。请只保留一个数值。`,
				en: `${path} is given twice. Keep one of the two.`
			});
		}
		named.add(path);
		const number = numbers.get(path);
		if (number === undefined) throw unknown(path, [...numbers.values()]);
		check(number, value);
		put(tables, keysOf.get(path)!, value);
	}
	const changed = ruleSetOf(base.edition, tables);
	if (changed.version === base.version) {
		throw new RuleChangeError(null, {
			zh: '没有改变任何数值，因此没有新版本。',
			en: 'Nothing is changed, so there is no new version.'
		});
	}
	checkTogether(changed);
	return changed;
}

function unknown(path: string, numbers: readonly RuleNumber[]): RuleChangeError {
	const near = nearestTo(
		path,
		numbers.filter((number) => number.editable).map((number) => number.path)
	);
	return new RuleChangeError(path, {
		zh: `规则中没有 ${path}。是否为 ${near}？`,
		en: `The rules have no ${path}. Did you mean ${near}?`
	});
}

function check(number: RuleNumber, value: Value): void {
	const { path, name } = number;
	const clause = `${number.standard} ${number.clause}`;
	if (!number.editable) {
		throw new RuleChangeError(
			path,
			number.confidence === 'DESIGN'
				? {
						zh: `${path} 是规则的结构，不能改。`,
						en: `${path} is part of the form of the rules and cannot be set.`
					}
				: {
						zh: `${path}（${name.zh}）出自 ${clause}（${number.confidence}），辖区不能改；只有系统设定的数值可改。`,
						en: `${path} comes from ${clause} (${number.confidence}); a district may set only DESIGN numbers.`
					}
		);
	}
	if (typeof value !== typeof number.value || (typeof value === 'number' && !Number.isFinite(value))) {
		const kind = {
			number: ['数字', 'a number'],
			boolean: ['true 或 false', 'true or false'],
			string: ['文字', 'a word']
		}[typeof number.value as 'number' | 'boolean' | 'string'];
		throw new RuleChangeError(path, {
			zh: `${path}（${name.zh}）应为${kind[0]}，收到 ${JSON.stringify(value)}。`,
			en: `${path} must be ${kind[1]}, not ${JSON.stringify(value)}.`
		});
	}
	if (number.choices !== null && !number.choices.includes(String(value))) {
		const choices = number.choices.join('、');
		throw new RuleChangeError(path, {
			zh: `${path}（${name.zh}）只能是 ${choices} 之一，收到 ${String(value)}。`,
			en: `${path} must be one of ${number.choices.join(', ')}, not ${String(value)}.`
		});
	}
	if (typeof value === 'number') checkBounds(number, value);
}

function checkBounds(number: RuleNumber, value: number): void {
	const { path, name, unit, min, max } = number;
	if ((min !== null && value < min) || (max !== null && value > max)) {
		throw new RuleChangeError(path, {
			zh: `${path}（${name.zh}）须在 ${min} 与 ${max} ${unit} 之间，收到 ${value}。`,
			en: `${path} must lie between ${min} and ${max} ${unit}, not be ${value}.`
		});
	}
	if (staysWhole(number) && !Number.isInteger(value)) {
		throw new RuleChangeError(path, {
			zh: `${path}（${name.zh}）须为整数，收到 ${value}。`,
			en: `${path} must be a whole number, not ${value}.`
		});
	}
}

/** Numbers that are each possible and not together. */
function checkTogether(rules: RuleSet): void {
	try {
		checkNumbers(zoningNumbersOf(rules));
	} catch (error) {
		if (!(error instanceof RangeError)) throw error;
		throw new RuleChangeError(null, {
			zh: `四色分布图的数值不能同时成立：${error.message}`,
			en: `The numbers of the zoning cannot stand together: ${error.message}`
		});
	}
	eachTable(rules.tables, '', checkTable);
	const { least, most } = rules.tables.clearances.metMargin;
	if (least > most) {
		throw new RuleChangeError('clearances.metMargin.least', {
			zh: `clearances.metMargin 的至少（${least} 米）大于至多（${most} 米）。`,
			en: `clearances.metMargin.least (${least} m) is above clearances.metMargin.most (${most} m).`
		});
	}
	const { from, notUpTo } = rules.tables.roles.highRise.storeys;
	if (notUpTo >= from) {
		throw new RuleChangeError('roles.highRise.storeys.notUpTo', {
			zh: `roles.highRise.storeys 的 notUpTo（${notUpTo} 层）须小于 from（${from} 层）。`,
			en: `roles.highRise.storeys.notUpTo (${notUpTo}) must be below roles.highRise.storeys.from (${from}).`
		});
	}
}

/** Breaks fall from red to blue, weights do not rise: more of the same never lowers a level. */
function checkTable(path: string, table: object): void {
	const key = path.slice(path.lastIndexOf('.') + 1);
	if (key === 'breaks' && Array.isArray(table)) {
		const breaks = table as { atLeast: number; level: string }[];
		const at = LEVELS.flatMap((level) => breaks.filter((one) => one.level === level));
		for (let i = 1; i < at.length; i++) {
			if (at[i].atLeast < at[i - 1].atLeast) continue;
			const [above, below] = [`${path}.${at[i - 1].level}`, `${path}.${at[i].level}`];
			throw new RuleChangeError(`${below}.atLeast`, {
				zh: `分界须由红到蓝递减：${below} 为 ${at[i].atLeast}，${above} 为 ${at[i - 1].atLeast}。`,
				en: `Breaks must fall from red to blue: ${below} is ${at[i].atLeast}, ${above} is ${at[i - 1].atLeast}.`
			});
		}
	} else if (key === 'weights' && LEVELS.every((level) => level in table)) {
		const weights = table as Record<string, number>;
		for (let i = 1; i < LEVELS.length; i++) {
			const [worse, better] = [LEVELS[i - 1], LEVELS[i]];
			if (weights[worse] >= weights[better]) continue;
			throw new RuleChangeError(`${path}.${worse}`, {
				zh: `权重不能由红到蓝递增：${path}.${worse} 为 ${weights[worse]}，${path}.${better} 为 ${weights[better]}。`,
				en: `Weights must not rise from red to blue: ${path}.${worse} is ${weights[worse]}, ${path}.${better} is ${weights[better]}.`
			});
		}
	}
}

function eachTable(table: object, path: string, visit: (path: string, table: object) => void): void {
	for (const [key, value] of Object.entries(table) as [string, unknown][]) {
		if (typeof value !== 'object' || value === null) continue;
		const inner = path === '' ? key : `${path}.${key}`;
		visit(inner, value);
		eachTable(value, inner, visit);
	}
}

function put(tables: RuleTables, keys: readonly (string | number)[], value: Value): void {
	let at = tables as unknown as Record<string | number, unknown>;
	for (const key of keys.slice(0, -1)) at = at[key] as Record<string | number, unknown>;
	at[keys[keys.length - 1]] = value;
}
