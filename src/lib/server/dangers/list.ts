import type { DangerFilter, DangerPage } from '../../dangers/api.ts';
import { DANGER_LEVELS, DANGER_STATES, type DangerLevel, type DangerState } from '../../risk/dangers/danger.ts';
import { districtDay } from '../../risk/dangers/district-day.ts';
import { statesThatFallDue } from '../../risk/dangers/escalate.ts';
import type { RuleSet } from '../../risk/rule-set.ts';
import { inPlace, type Bind, type Sight } from '../access/sight.ts';
import type { Queryable } from '../db/database.ts';
import { AnswerError } from '../http.ts';
import { currentRuleSet } from '../rules/rule-sets.ts';
import { ITEM_COLUMNS, ITEM_TABLES, itemOf, type ItemRow } from './read.ts';
import { seenDanger, withheldFrom } from './seen.ts';

export interface DangersAsked extends DangerFilter {
	district: string;
	limit: number;
	/** `next` of the page before. */
	after?: string;
}

/**
 * The dangers of a district that are seen, with counts of the same filter. Throws an AnswerError 403 for a filter by persons
 * from somebody to whom they are not disclosed.
 */
export async function listDangers(
	db: Queryable,
	sight: Sight,
	{ limit, after, ...filter }: DangersAsked,
	now = new Date()
): Promise<DangerPage> {
	const { district } = filter;
	const rules = await currentRuleSet(db, district);
	const today = districtDay(now, rules);
	const params: unknown[] = [];
	const bind: Bind = (value) => `$${params.push(value)}`;
	const overdue = overdueSql(today, rules, bind);
	const where = conditionsOf(filter, sight, overdue, bind);
	const counted = await db.query<{ state: DangerState; level: DangerLevel; overdue: boolean; dangers: number }>(
		`select d.state, d.level, ${overdue} as overdue, count(*) as dangers from danger d
		where ${where} group by 1, 2, 3`,
		params
	);
	const inStates = filter.states === undefined ? 'true' : `d.state = any(${bind(filter.states)}::text[])`;
	const rank = rankSql(overdue);
	const from = after === undefined ? 'true' : `(${KEY(rank)}) > (${cursorOf(after, bind)})`;
	const { rows } = await db.query<ItemRow & { rank: number }>(
		`select ${ITEM_COLUMNS}, ${rank} as rank from ${ITEM_TABLES}
		where ${where} and ${inStates} and ${from} order by ${KEY(rank)} limit ${bind(limit + 1)}::integer`,
		params
	);
	const shown = rows.slice(0, limit);
	const last = shown.at(-1);
	const inFilter = counted.rows.filter(({ state }) => filter.states?.includes(state) ?? true);
	const sum = (some: typeof counted.rows) => some.reduce((total, { dangers }) => total + dangers, 0);
	return {
		items: shown.map((row) => itemOf(row, sight, district, today, rules)),
		next: rows.length > shown.length ? `${last!.rank} ${String(last!.deadline ?? NO_DEADLINE)} ${last!.id}` : null,
		total: sum(inFilter),
		counts: Object.fromEntries(
			DANGER_STATES.map((id) => [id, sum(counted.rows.filter(({ state }) => state === id))])
		) as DangerPage['counts'],
		levels: Object.fromEntries(
			DANGER_LEVELS.map((id) => [id, sum(counted.rows.filter(({ level }) => level === id))])
		) as DangerPage['levels'],
		overdue: sum(counted.rows.filter((row) => row.overdue)),
		today,
		withheld: withheldFrom(sight)
	};
}

const NO_DEADLINE = '9999-12-31';
const KEY = (rank: string) => `${rank}, coalesce(d.deadline, '${NO_DEADLINE}'::date), d.id`;

/** Overdue first, major before general; closed last. */
function rankSql(overdue: string): string {
	return `(case when d.state = 'closed' then 4 when ${overdue} then 0 else 2 end
		+ case when d.level = 'major' or d.state = 'closed' then 0 else 1 end)`;
}

/** As isOverdue has it. */
export function overdueSql(today: string, rules: RuleSet, bind: Bind): string {
	const due = bind(statesThatFallDue(rules));
	return `(d.state <> 'closed' and (d.overdue_since is not null
		or coalesce(d.deadline < ${bind(today)}::date, false) and d.state = any(${due}::text[])))`;
}

function conditionsOf(
	filter: Omit<DangersAsked, 'limit' | 'after'>,
	sight: Sight,
	overdue: string,
	bind: Bind
): string {
	const { district, level, source, open, feature, subdistrict, responsiblePerson, dueUntil, visit } = filter;
	const where = [`d.district = ${bind(district)}`, seenDanger(sight, district, bind)];
	if (level !== undefined) where.push(`d.level = ${bind(level)}`);
	if (source !== undefined) where.push(`d.source = ${bind(source)}`);
	if (filter.overdue !== undefined) where.push(filter.overdue ? overdue : `not ${overdue}`);
	if (open !== undefined) where.push(`d.state ${open ? '<>' : '='} 'closed'`);
	if (feature !== undefined) where.push(`d.feature = ${bind(feature)}`);
	if (visit !== undefined) where.push(`d.visit = ${bind(visit)}::uuid`);
	if (dueUntil !== undefined) where.push(`d.deadline <= ${bind(dueUntil)}::date`);
	if (subdistrict !== undefined) {
		const own = bind([subdistrict]);
		const columns = { district: 'd.district', id: 'd.feature', layer: '' };
		where.push(`(${inPlace(columns, own)} or d.subdistricts && ${own}::text[]
			and not exists (select from feature gone where gone.district = d.district and gone.id = d.feature))`);
	}
	if (responsiblePerson !== undefined && responsiblePerson !== '') {
		if (!sight.tiers.has('persons')) throw PERSONS_WITHHELD;
		where.push(`d.responsible_person ilike ${bind(`%${responsiblePerson.replace(/[\\%_]/g, '\\$&')}%`)}`);
	}
	return where.join(' and ');
}

function cursorOf(after: string, bind: Bind): string {
	const [, rank, deadline, id] = /^([0-5]) (\d{4}-\d{2}-\d{2}) ([0-9a-f-]{36})$/.exec(after) ?? [];
	if (rank === undefined) {
		throw new AnswerError(400, 'bad-input', {
			zh: 'after：请用上一页给出的 next。',
			en: 'after: give the `next` of the page before.'
		});
	}
	return `${bind(Number(rank))}::integer, ${bind(deadline)}::date, ${bind(id)}::uuid`;
}

const PERSONS_WITHHELD = new AnswerError(403, 'not-disclosed', {
	zh: 'responsiblePerson：责任人不向您的角色披露，不能按其筛选。',
	en: 'responsiblePerson: persons are not disclosed to your role, so they cannot be filtered by.'
});
