import type { AlertLevel, Step } from '../../risk/alerts/table.ts';
import { SYSTEM } from '../access/who.ts';
import { record, type Deed } from '../audit/record.ts';
import type { Database, Queryable } from '../db/database.ts';
import { tellAlerts } from './tell.ts';

interface Due {
	district: string;
	id: number;
	level: AlertLevel;
	steps: Step[];
	step: number;
	next_at: Date | null;
	red_at: Date | null;
}

export interface Escalated {
	district: string;
	id: number;
	/** The step that it has come to. */
	step: number;
	level: AlertLevel;
}

/** So many at a time: the rest is due again a second later. */
const AT_ONCE = 200;

/**
 * Takes every alert that nobody acknowledged in time one step further, and turns the warning of an alarm red after its
 * time (standards.md §4.5.2 item 3: the warning, never the risk level). Each is a deed of Sise itself. Several servers may
 * call it at once: each alert is taken by one of them. Returns what escalated.
 */
export async function escalateDue(db: Database, now: Date): Promise<Escalated[]> {
	// Each second, of every server: what is not due costs one look into two small indexes.
	const { rows } = await db.query<{ due: boolean }>(
		'select exists (select from alert where next_at <= $1) or exists (select from alert where red_at <= $1) as due',
		[now],
		1
	);
	return rows[0].due ? db.transaction((tx) => escalateIn(tx, now)) : [];
}

async function escalateIn(tx: Queryable, now: Date): Promise<Escalated[]> {
	const { rows } = await tx.query<Due>(
		`select district, id, level, steps, step, next_at, red_at from alert where next_at <= $1 or red_at <= $1
		order by district, id limit ${AT_ONCE} for update skip locked`,
		[now]
	);
	const escalated: Escalated[] = [];
	const deeds: Deed[] = [];
	for (const alert of rows) {
		const { district, id, steps } = alert;
		const goesOn = alert.next_at !== null && alert.next_at <= now;
		const turnsRed = alert.red_at !== null && alert.red_at <= now;
		const step = alert.step + (goesOn ? 1 : 0);
		const level = turnsRed ? 'red' : alert.level;
		await tx.query(
			`update alert set step = $3, level = $4, red_at = case when $5::boolean then null else red_at end,
				next_at = case when $6::boolean then raised_at + $7::float8 * interval '1 minute' else next_at end
			where district = $1 and id = $2::bigint`,
			[district, id, step, level, turnsRed, goesOn, steps[step]?.minutes ?? null],
			1
		);
		escalated.push({ district, id, step, level });
		const object = String(id);
		const deed = { who: SYSTEM, district, object };
		if (goesOn) deeds.push({ ...deed, action: 'alert.escalate', after: { step, to: steps[step - 1].to.zh } });
		if (turnsRed) {
			deeds.push({ ...deed, action: 'alert.redden', before: { level: alert.level }, after: { level } });
		}
	}
	for (const [district, ids] of byDistrict(escalated)) await tellAlerts(tx, district, 'escalated', ids);
	for (const deed of deeds) await record(tx, deed);
	return escalated;
}

function byDistrict(escalated: readonly Escalated[]): Map<string, number[]> {
	const ids = new Map<string, number[]>();
	for (const { district, id } of escalated) ids.set(district, [...(ids.get(district) ?? []), id]);
	return ids;
}
