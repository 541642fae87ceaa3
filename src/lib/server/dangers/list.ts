import type { DangerFilter, DangerItem, DangerPage } from '../../dangers/api.ts';
import { districtDay } from '../../risk/dangers/district-day.ts';
import type { Bind, Sight } from '../access/sight.ts';
import type { Queryable } from '../db/database.ts';
import { AnswerError } from '../http.ts';
import { currentRuleSet } from '../rules/rule-sets.ts';
import { countCube, type CubeCell } from './count.ts';
import { cubeColumns, cubeConditions, otherConditions, overdueSql, PLACES, placeCondition } from './filter.ts';
import { ITEM_COLUMNS, ITEM_TABLES, itemOf, type ItemRow } from './read.ts';
import { withheldFrom } from './seen.ts';

export interface DangersAsked extends DangerFilter {
	district: string;
	limit: number;
	/** `next` of the page before. */
	after?: string;
}

/**
 * The dangers of a district that are seen, with counts beside each filter. Throws an AnswerError 403 for a filter by persons
 * from somebody to whom they are not disclosed.
 */
export async function listDangers(
	db: Queryable,
	sight: Sight,
	{ limit, after, ...filter }: DangersAsked,
	now = new Date()
): Promise<DangerPage> {
	const { items, next, today } = await pageOf(db, sight, { limit, after, ...filter }, now);
	const rules = await currentRuleSet(db, filter.district);
	const params: unknown[] = [];
	const bind: Bind = (value) => `$${params.push(value)}`;
	const overdue = overdueSql(today, rules, bind);
	const others = otherConditions(filter, sight, bind);
	const inPlace = filter.subdistrict === undefined ? [] : [placeCondition(filter.subdistrict, bind)];
	const cells = await db.query<CubeCell>(
		`select ${cubeColumns(overdue)}, count(*) as dangers from ${ITEM_TABLES}
		where ${[...others, ...inPlace].join(' and ')} group by 1, 2, 3, 4, 5`,
		params
	);
	return {
		items,
		next,
		...countCube(cells.rows, filter),
		subdistricts: await countPlaces(db, sight, filter, now),
		today,
		withheld: withheldFrom(sight)
	};
}

/** Every danger of a filter, in the order of the list: what is taken away as a file. */
export async function everyDanger(
	db: Queryable,
	sight: Sight,
	filter: Omit<DangersAsked, 'limit' | 'after'>,
	now = new Date()
): Promise<DangerItem[]> {
	return (await pageOf(db, sight, { ...filter, limit: null }, now)).items;
}

async function pageOf(
	db: Queryable,
	sight: Sight,
	{ limit, after, ...filter }: Omit<DangersAsked, 'limit'> & { limit: number | null },
	now: Date
): Promise<Pick<DangerPage, 'items' | 'next' | 'today'>> {
	const { district } = filter;
	const rules = await currentRuleSet(db, district);
	const today = districtDay(now, rules);
	const params: unknown[] = [];
	const bind: Bind = (value) => `$${params.push(value)}`;
	const overdue = overdueSql(today, rules, bind);
	const where = [...otherConditions(filter, sight, bind), ...cubeConditions(filter, () => overdue, bind)];
	if (filter.subdistrict !== undefined) where.push(placeCondition(filter.subdistrict, bind));
	const rank = rankSql(overdue);
	if (after !== undefined) where.push(`(${KEY(rank)}) > (${cursorOf(after, bind)})`);
	const { rows } = await db.query<ItemRow & { rank: number }>(
		`select ${ITEM_COLUMNS}, ${rank} as rank from ${ITEM_TABLES} where ${where.join(' and ')}
		order by ${KEY(rank)} limit ${bind(limit === null ? null : limit + 1)}::integer`,
		params
	);
	const shown = limit === null ? rows : rows.slice(0, limit);
	const last = shown.at(-1);
	return {
		items: shown.map((row) => itemOf(row, sight, district, today, rules)),
		next: rows.length > shown.length ? `${last!.rank} ${String(last!.deadline ?? NO_DEADLINE)} ${last!.id}` : null,
		today
	};
}

/** How many there are in each subdistrict; one of a unit that lies in two counts in both. */
async function countPlaces(
	db: Queryable,
	sight: Sight,
	filter: DangerFilter & { district: string },
	now: Date
): Promise<Record<string, number>> {
	const rules = await currentRuleSet(db, filter.district);
	const params: unknown[] = [];
	const bind: Bind = (value) => `$${params.push(value)}`;
	const overdue = () => overdueSql(districtDay(now, rules), rules, bind);
	const where = [...otherConditions(filter, sight, bind), ...cubeConditions(filter, overdue, bind)];
	const { rows } = await db.query<{ id: string; dangers: number }>(
		`select p.subdistrict as id, count(*) as dangers from ${ITEM_TABLES} cross join lateral ${PLACES} p
		where ${where.join(' and ')} group by 1 order by 1`,
		params
	);
	return Object.fromEntries(rows.map(({ id, dangers }) => [id, dangers]));
}

const NO_DEADLINE = '9999-12-31';
const KEY = (rank: string) => `${rank}, coalesce(d.deadline, '${NO_DEADLINE}'::date), d.id`;

/** Overdue first, major before general; closed last. */
function rankSql(overdue: string): string {
	return `(case when d.state = 'closed' then 4 when ${overdue} then 0 else 2 end
		+ case when d.level = 'major' or d.state = 'closed' then 0 else 1 end)`;
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
