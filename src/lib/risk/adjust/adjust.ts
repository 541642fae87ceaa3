import { clearancesOf } from '../clearance/catalogue.ts';
import { anyRoleOf } from '../clearance/role.ts';
import { monthsAfter } from '../day.ts';
import type { Finding } from '../finding.ts';
import type { Attributes, GradeContext, LayerId } from '../layer.ts';
import { codeOf, levelOf, worst, type Level } from '../level.ts';
import type { Reason } from '../reason.ts';
import type { RuleSet } from '../rule-set.ts';
import type { Confidence, Words } from '../words.ts';

/** One upgrade as upgrades.json has it. */
interface Row {
	rule: string;
	clause: string;
}

const LEVEL_NAMES: Readonly<Record<Level, Words>> = {
	red: { zh: '红', en: 'red' },
	orange: { zh: '橙', en: 'orange' },
	yellow: { zh: '黄', en: 'yellow' },
	blue: { zh: '蓝', en: 'blue' }
};

/**
 * The reasons that the upgrades of a rule set (upgrades.json, each with a switch) add to a feature's own, whose level is
 * `own`. One that sets a level gives it to a feature that is not graded too; a step up is from the level without it, and
 * needs one. A date after today is an error of the data: a reason without a level names it.
 */
export function upgradesOf(layer: LayerId, attributes: Attributes, context: GradeContext, own: Level | null): Reason[] {
	const setting = [
		...majorDanger(attributes, context),
		...severeAccident(attributes, context),
		...externalDistance(layer, attributes, context),
		...contour(context),
		...encroachment(layer, attributes, context),
		...occupied(layer, attributes, context)
	];
	const without = worst([own, ...setting.map((reason) => reason.level)]);
	return [...setting, ...fatalAccident(attributes, context, without)];
}

function majorDanger({ majorDanger: state }: Attributes, { rules }: GradeContext): Reason[] {
	const row = rules.tables.upgrades.majorDanger;
	const level = levelIn(row.levels, state);
	if (!row.on || level === null) return [];
	const said: Record<string, Words> = {
		open: { zh: '有重大隐患未整改', en: 'A major hidden danger is open' },
		listed: { zh: '重大隐患挂牌督办中', en: 'A major hidden danger is under listed supervision' },
		overdue: { zh: '重大隐患逾期未整改', en: 'A major hidden danger is overdue' }
	};
	const text = said[String(state)] ?? { zh: `重大隐患状态 ${state}`, en: `Major hidden danger: ${state}` };
	return [reasonOf(row, sets(text, level, state === 'overdue'), level, { majorDanger: String(state) }, rules)];
}

function severeAccident({ severeAccidentOn: on }: Attributes, { rules, today }: GradeContext): Reason[] {
	const row = rules.tables.upgrades.severeAccident;
	if (!row.on || typeof on !== 'string') return [];
	if (on > today) return [inFuture(row, 'severeAccidentOn', '最近较大及以上事故日期', on, today, rules)];
	const until = monthsAfter(on, row.months.value);
	if (today > until) return [];
	const level = row.level as Level;
	const text = {
		zh: `${on} 发生较大及以上事故, 至 ${until} 未满 ${row.months.value} 个月`,
		en: `A severe accident on ${on}, within ${row.months.value} months (until ${until})`
	};
	const inputs = { severeAccidentOn: on, months: row.months.value, until, today };
	return [reasonOf(row, sets(text, level, true), level, inputs, rules)];
}

function fatalAccident(
	{ fatalAccidentOn: on }: Attributes,
	{ rules, today }: GradeContext,
	without: Level | null
): Reason[] {
	const row = rules.tables.upgrades.fatalAccident;
	if (!row.on || typeof on !== 'string') return [];
	if (on > today) return [inFuture(row, 'fatalAccidentOn', '最近亡人事故日期', on, today, rules)];
	const until = monthsAfter(on, row.months.value);
	if (today > until) return [];
	const level = without === null ? null : levelOf(Math.min(codeOf('red'), codeOf(without) + row.steps.value));
	const said = {
		zh: `${on} 发生亡人事故, 至 ${until} 未满 ${row.months.value} 个月`,
		en: `A fatal accident on ${on}, within ${row.months.value} months (until ${until})`
	};
	const inputs = { fatalAccidentOn: on, months: row.months.value, steps: row.steps.value, until, today };
	return [reasonOf(row, stepped(said, without, level), level, { ...inputs, from: without, to: level }, rules)];
}

/** Broken findings in which this feature is the one whose registered distance is not kept. */
function externalDistance(layer: LayerId, attributes: Attributes, { rules, findings }: GradeContext): Reason[] {
	const row = rules.tables.upgrades.externalDistance;
	if (!row.on || findings === null) return [];
	const asked = clearancesOf(rules).filter(({ op, sources }) => {
		return op === 'require_registered_distance' && anyRoleOf(sources, layer, attributes, rules) !== 'no';
	});
	const nearest = nearestBroken(
		findings,
		asked.map((rule) => rule.id)
	);
	if (nearest === null) return [];
	const { finding, count } = nearest;
	const level = row.level as Level;
	const text = {
		zh: `登记的外部安全防护距离 ${finding.requiredM} 米内有 ${count} 处防护目标, 最近 ${finding.target} ${finding.measuredM} 米`,
		en: `${count} protection targets inside the registered external safety distance of ${finding.requiredM} m, the nearest ${finding.target} at ${finding.measuredM} m`
	};
	return [
		{ ...reasonOf(row, sets(text, level), level, { targets: count, by: finding.rule }, rules), ...held(finding) }
	];
}

function contour({ rules, exposure }: GradeContext): Reason[] {
	const row = rules.tables.upgrades.contour;
	if (!row.on || exposure === null || exposure.inContour.length === 0) return [];
	const level = row.level as Level;
	const [first] = exposure.inContour;
	const count = exposure.inContour.length;
	const text = {
		zh: `个人风险 ${row.frequency} 等值线(${first.contour})内有 ${count} 处防护目标: ${first.name ?? first.feature}${count > 1 ? ' 等' : ''}`,
		en: `${count} protection targets inside the ${row.frequency} individual-risk contour (${first.contour}): ${first.name ?? first.feature}${count > 1 ? ' and others' : ''}`
	};
	return [reasonOf(row, sets(text, level), level, { targets: count, contour: first.contour }, rules)];
}

function encroachment(layer: LayerId, { status }: Attributes, { rules, findings }: GradeContext): Reason[] {
	const row = rules.tables.upgrades.encroachment;
	if (!row.on || layer !== 'pipeline' || findings === null || status === 'abandoned') return [];
	const nearest = nearestBroken(findings, row.asks);
	if (nearest === null) return [];
	const { finding, count } = nearest;
	const level = row.level as Level;
	const live = status === 'live' ? { zh: '在用', en: 'live' } : { zh: '未登记停用', en: 'not recorded as abandoned' };
	const text = {
		zh: `油气管道(${live.zh})被占压 ${count} 处, 最近 ${finding.target} ${finding.measuredM} 米`,
		en: `The oil or gas pipeline (${live.en}) is encroached ${count} times, nearest by ${finding.target} at ${finding.measuredM} m`
	};
	const inputs = { broken: count, by: finding.rule, status: typeof status === 'string' ? status : null };
	return [{ ...reasonOf(row, sets(text, level, true), level, inputs, rules), ...held(finding) }];
}

function occupied(layer: LayerId, attributes: Attributes, { rules }: GradeContext): Reason[] {
	const row = rules.tables.upgrades.occupied;
	const grade = attributes.dangerGrade;
	const level = layer === 'building' && attributes.occupied === true ? levelIn(row.levels, grade) : null;
	if (!row.on || level === null) return [];
	const text = { zh: `${grade}级危房有人居住使用`, en: `A building of danger grade ${grade} is occupied` };
	return [reasonOf(row, sets(text, level, true), level, { dangerGrade: String(grade), occupied: true }, rules)];
}

/** The nearest of the broken findings of some rules, and how many of these there are. */
function nearestBroken(
	findings: readonly Finding[],
	rules: readonly string[]
): { finding: Finding; count: number } | null {
	const broken = findings.filter(({ state, rule }) => state === 'broken' && rules.includes(rule));
	if (broken.length === 0) return null;
	const distance = ({ measuredM }: Finding) => measuredM ?? Infinity;
	return { finding: broken.reduce((a, b) => (distance(b) < distance(a) ? b : a)), count: broken.length };
}

function held({ measuredM, requiredM }: Finding): Pick<Reason, 'measured' | 'limit' | 'unit'> {
	return { measured: measuredM, limit: requiredM, unit: 'm' };
}

function inFuture(row: Row, key: string, name: string, on: string, today: string, rules: RuleSet): Reason {
	const text = {
		zh: `“${name}”(${key}) ${on} 晚于 ${today}, 数据有误, 未据此上调: 请更正`,
		en: `${key} ${on} lies after ${today}: an error of the data, so nothing was raised; correct it`
	};
	return reasonOf(row, text, null, { [key]: on, today }, rules);
}

function sets(text: Words, level: Level, isExactly = false): Words {
	const name = LEVEL_NAMES[level];
	return isExactly
		? { zh: `${text.zh}: 定为${name.zh}`, en: `${text.en}: ${name.en}` }
		: { zh: `${text.zh}: 至少${name.zh}`, en: `${text.en}: at least ${name.en}` };
}

function stepped(text: Words, from: Level | null, to: Level | null): Words {
	if (from === null || to === null) {
		return {
			zh: `${text.zh}; 本单元未评估, 无从上调, 请先补充评估所需的数据`,
			en: `${text.en}; the unit is not assessed, so there is no level to raise: record what its grading needs`
		};
	}
	if (from === to)
		return { zh: `${text.zh}; 已是${LEVEL_NAMES[to].zh}`, en: `${text.en}; ${LEVEL_NAMES[to].en} already` };
	return {
		zh: `${text.zh}: 由${LEVEL_NAMES[from].zh}上调为${LEVEL_NAMES[to].zh}`,
		en: `${text.en}: raised from ${LEVEL_NAMES[from].en} to ${LEVEL_NAMES[to].en}`
	};
}

function levelIn(levels: Readonly<Record<string, string>>, key: unknown): Level | null {
	return typeof key === 'string' && Object.hasOwn(levels, key) ? (levels[key] as Level) : null;
}

function reasonOf(row: Row, text: Words, level: Level | null, inputs: Reason['inputs'], rules: RuleSet): Reason {
	const { standard, confidence } = rules.tables.upgrades;
	return {
		rule: row.rule,
		clause: `${standard}: ${row.clause}`,
		text,
		inputs,
		measured: null,
		limit: null,
		unit: null,
		confidence: confidence as Confidence,
		level
	};
}
