import type { AlertItem, AlertKind, AlertPage } from '../../wall/api.ts';
import type { Sight } from '../access/sight.ts';
import type { Queryable } from '../db/database.ts';
import { ALERT_ROW, readAlertRows, type AlertRow } from './row.ts';
import { seenAlert, seenAlertCondition } from './seen-alert.ts';

export interface AlertFilter {
	district: string;
	/** `open`: nobody acknowledged it, or it lasts. */
	state: 'open' | 'all';
	kind?: AlertKind;
	/** Those that an alert of kind `many` gathered; without it, those that are shown by themselves. */
	of?: number;
	limit: number;
	/** `next` of the page before. */
	after?: number;
}

/** The alerts of a district that are seen, the newest first. */
export async function listAlerts(db: Queryable, sight: Sight, filter: AlertFilter): Promise<AlertPage> {
	const params: unknown[] = [filter.district];
	const bind = (value: unknown) => `$${params.push(value)}`;
	const where = ['a.district = $1', seenAlertCondition(sight, filter.district, bind)];
	where.push(filter.of === undefined ? 'a.gathered_in is null' : `a.gathered_in = ${bind(filter.of)}::bigint`);
	if (filter.state === 'open') where.push('(a.acknowledged_at is null or a.ended_at is null)');
	if (filter.kind) where.push(`a.kind = ${bind(filter.kind)}`);
	const count = await db.query<{ total: number }>(
		`select count(*) as total from alert a where ${where.join(' and ')}`,
		[...params],
		1
	);
	if (filter.after !== undefined) where.push(`a.id < ${bind(filter.after)}::bigint`);
	const { rows } = await db.query<AlertRow>(
		`select ${ALERT_ROW} where ${where.join(' and ')} order by a.id desc limit ${bind(filter.limit + 1)}::integer`,
		params
	);
	const shown = rows.slice(0, filter.limit);
	return {
		items: shown.flatMap((row) => seenAlert(sight, row) ?? []),
		total: count.rows[0].total,
		next: rows.length > shown.length ? shown[shown.length - 1].id : null
	};
}

/** One alert of a district; null where there is none that is seen. */
export async function readAlert(db: Queryable, sight: Sight, district: string, id: number): Promise<AlertItem | null> {
	const [row] = await readAlertRows(db, district, [id]);
	return row === undefined ? null : seenAlert(sight, row);
}
