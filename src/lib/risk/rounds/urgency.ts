import type { Level } from '../level.ts';
import type { RuleSet } from '../rule-set.ts';
import type { Words } from '../words.ts';
import { roundTable } from './table.ts';

/** A place that an inspector may go to, in the metric plane of the district. */
export interface RoundSite {
	id: string;
	/** What its neighbours call it in words; its id where it has none. */
	name?: string | null;
	/** Metres in the district's metric plane. */
	x: number;
	y: number;
	level: Level | null;
	/** Whole days since the last visit; `null`: no visit is on record. */
	daysSinceVisit: number | null;
	/** Hidden dangers that are not closed, and those among them whose deadline has passed. */
	dangersOpen: number;
	dangersOverdue: number;
}

/** How urgent a site is and why: the points of data/rules/round.json and the words for each part of them. */
export interface Urgency {
	score: number;
	reasons: Words[];
}

const DAYS_A_MONTH = 365 / 12;

const LEVEL_WORDS: Record<Level, Words> = {
	red: { zh: '重大风险', en: 'Red' },
	orange: { zh: '较大风险', en: 'Orange' },
	yellow: { zh: '一般风险', en: 'Yellow' },
	blue: { zh: '低风险', en: 'Blue' }
};

/**
 * How urgent a site is, in points (系统设定, data/rules/round.json): its level, its dangers that are overdue and open,
 * and the time since the last visit as a multiple of its level's cadence (data/rules/supervision.json). Each part that
 * gives points says so, with them.
 */
export function urgencyOf(site: RoundSite, rules: RuleSet): Urgency {
	const table = roundTable(rules);
	const overdue = Math.max(0, site.dangersOverdue);
	const open = Math.max(0, site.dangersOpen - overdue);
	const parts = [
		levelPart(site.level, rules),
		counted(overdue, table.overdue.points * Math.min(overdue, table.overdue.most.value), {
			zh: `${overdue} 处隐患逾期未整改`,
			en: `${overdue} ${overdue === 1 ? 'danger is' : 'dangers are'} overdue`
		}),
		counted(open, table.open.points * Math.min(open, table.open.most.value), {
			zh: `${open} 处隐患未销号`,
			en: `${open} ${open === 1 ? 'danger is' : 'dangers are'} open`
		}),
		timePart(site, rules)
	].filter((part) => part !== null);
	return { score: parts.reduce((sum, part) => sum + part.points, 0), reasons: parts.map(({ text }) => text) };
}

/**
 * The most urgent sites, worst first; equal ones in the order of their ids. `count`: how many, by default as many as the
 * table says (today's worst ten).
 */
export function worstSites<S extends RoundSite>(
	sites: readonly S[],
	rules: RuleSet,
	count = roundTable(rules).worst.value
): { site: S; urgency: Urgency }[] {
	return sites
		.map((site) => ({ site, urgency: urgencyOf(site, rules) }))
		.sort((a, b) => b.urgency.score - a.urgency.score || (a.site.id < b.site.id ? -1 : 1))
		.slice(0, count);
}

interface Part {
	points: number;
	text: Words;
}

function levelPart(level: Level | null, rules: RuleSet): Part {
	const table = roundTable(rules);
	if (level === null) return part(table.notAssessed.points, { zh: '未评估，不当作低风险', en: 'Not assessed' });
	return part(table.levelWeights[level], LEVEL_WORDS[level]);
}

function counted(count: number, points: number, text: Words): Part | null {
	return count === 0 ? null : part(points, text);
}

function timePart({ level, daysSinceVisit: days }: RoundSite, rules: RuleSet): Part {
	const { notAssessed, time } = roundTable(rules);
	if (days === null) {
		return part(time.points * time.neverVisited.value, { zh: '没有检查记录', en: 'No visit is on record' });
	}
	const months = level === null ? notAssessed.cadence.value : rules.tables.supervision.cadence.months[level];
	const cadences = Math.max(0, days) / (months * DAYS_A_MONTH);
	return part(time.points * Math.min(cadences, time.most.value), {
		zh: `上次检查在 ${days} 天前，关注周期 ${months} 个月`,
		en: `Last visited ${days} ${days === 1 ? 'day' : 'days'} ago; looked at every ${months} ${months === 1 ? 'month' : 'months'}`
	});
}

function part(exact: number, { zh, en }: Words): Part {
	const points = Math.round(exact * 10) / 10;
	return { points, text: { zh: `${zh}（${points} 分）`, en: `${en} (${points} points)` } };
}
