import type { DangerEvent as HeardEvent } from '../../dangers/api.ts';
import type { Danger, DangerEvent } from '../../risk/dangers/danger.ts';
import type { Who } from '../access/who.ts';
import type { Queryable } from '../db/database.ts';
import { CHANNEL } from '../events.ts';

/** A step as its history keeps it. */
export interface StepToStore {
	/** Made by whoever sent it, else here. */
	id: string;
	event: DangerEvent;
	who: Who;
	at: Date;
	/** Of the danger after it. */
	version: number;
	/** null: nobody sent it. */
	content: string | null;
}

/** Adds a step to the history of a danger, which is only ever added to. */
export async function addStep(tx: Queryable, district: string, danger: string, step: StepToStore): Promise<void> {
	const { id, event, who, at, version, content } = step;
	await tx.query(
		`insert into danger_step (district, danger, id, step, from_state, to_state, day, given, note, evidence,
			by_kind, by_id, by_name, at, version, content_sha256)
		values ($1, $2::uuid, $3::uuid, $4, $5, $6, $7::date, $8::text::jsonb, $9, $10::text::jsonb,
			$11, $12, $13, $14, $15, $16)`,
		[
			district,
			danger,
			id,
			event.step,
			event.from,
			event.to,
			event.day,
			JSON.stringify(event.given),
			event.note,
			JSON.stringify(event.evidence),
			who.kind,
			who.id,
			who.name,
			at,
			version,
			content
		],
		1
	);
}

/** The hash of what was sent with a step of this id; `null` where there is none, `''` where nobody sent it. */
export async function contentOfStep(
	tx: Queryable,
	district: string,
	danger: string,
	id: string
): Promise<string | null> {
	const { rows } = await tx.query<{ content_sha256: string | null }>(
		'select content_sha256 from danger_step where district = $1 and danger = $2::uuid and id = $3::uuid',
		[district, danger, id]
	);
	return rows.length === 0 ? null : (rows[0].content_sha256 ?? '');
}

/** Tells every process of what a danger has become, once that is committed. */
export async function tellOfDanger(tx: Queryable, district: string, danger: Danger): Promise<void> {
	const { id, feature, state, version } = danger;
	const event: HeardEvent = { type: 'danger', district, danger: { id, feature, state, version } };
	await tx.query('select pg_notify($1, $2)', [CHANNEL, JSON.stringify(event)], 1);
}
