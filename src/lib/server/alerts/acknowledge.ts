import type { AlertItem } from '../../wall/api.ts';
import type { Who } from '../access/who.ts';
import { record } from '../audit/record.ts';
import type { Database, Queryable } from '../db/database.ts';
import { AnswerError } from '../http.ts';
import { readAlert } from './list.ts';
import { tellAlerts } from './tell.ts';

export interface Acknowledgement {
	district: string;
	id: number;
	note: string | null;
}

/**
 * Acknowledges an alert in the name of whoever does it: it escalates no further. Returns it as they see it. Throws an
 * AnswerError: 404 where there is none of that id that they see, 409 where somebody has acknowledged it already.
 */
export async function acknowledgeAlert(
	db: Database,
	who: Who,
	{ district, id, note }: Acknowledgement
): Promise<AlertItem> {
	return db.transaction(async (tx) => {
		await mustBeThere(tx, who, district, id);
		const { rows } = await tx.query<{ kind: string }>(
			`update alert set acknowledged_at = clock_timestamp(), acknowledged_by = $3, note = $4, next_at = null, red_at = null
			where district = $1 and id = $2::bigint and acknowledged_at is null returning kind`,
			[district, id, who.name, note]
		);
		const alert = (await readAlert(tx, who.sight, district, id))!;
		// Between the two somebody else was faster.
		if (rows.length === 0) throw acknowledgedAlready(alert);
		if (rows[0].kind === 'many') {
			await tx.query(
				`update alert set acknowledged_at = clock_timestamp(), acknowledged_by = $3, note = $4
				where district = $1 and gathered_in = $2::bigint and acknowledged_at is null`,
				[district, id, who.name, note]
			);
		}
		await tellAlerts(tx, district, 'acknowledged', [id]);
		const { title, level } = alert;
		await record(tx, {
			who,
			action: 'alert.acknowledge',
			district,
			object: String(id),
			after: { title: title.zh, level, feature: alert.feature?.id ?? null, step: alert.escalation.step, note }
		});
		return alert;
	});
}

async function mustBeThere(tx: Queryable, who: Who, district: string, id: number): Promise<void> {
	const alert = await readAlert(tx, who.sight, district, id);
	if (alert === null) {
		throw new AnswerError(404, 'no-alert', {
			zh: `没有预警 ${id}。`,
			en: `There is no alert ${id}.`
		});
	}
	if (alert.acknowledged !== null) throw acknowledgedAlready(alert);
}

function acknowledgedAlready({ id, acknowledged }: AlertItem): AnswerError {
	const { by, at } = acknowledged!;
	return new AnswerError(409, 'acknowledged', {
		zh: `预警 ${id} 已由 ${by} 于 ${at} 确认。`,
		en: `Alert ${id} was acknowledged by ${by} at ${at} already.`
	});
}
