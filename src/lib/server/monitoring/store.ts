import type { TagState } from '../../risk/alerts/alarm.ts';
import type { Queryable } from '../db/database.ts';
import type { MonitoringMessage } from './message.ts';

/** A tag as the newest message left it. */
export interface KnownTag {
	state: TagState;
	at: Date;
	since: Date;
}

/** The newest message of a tag, and since when the tag has been in its state. */
export interface TagRow {
	message: MonitoringMessage;
	since: Date;
}

/** The tags of some features, by feature and tag. */
export async function tagsOf(
	tx: Queryable,
	district: string,
	features: readonly string[]
): Promise<Map<string, KnownTag>> {
	const { rows } = await tx.query<KnownTag & { feature: string; tag: string }>(
		'select feature, tag, state, at, since from monitored_tag where district = $1 and feature = any($2::text[])',
		[district, features]
	);
	return new Map(rows.map(({ feature, tag, ...known }) => [`${feature} ${tag}`, known]));
}

/** What became of a message. `same`: its pass sent it before; `other`: its pass used the id for another one. */
export type Stored = 'new' | 'same' | 'other';

/** Keeps those messages that their pass has not sent before, and says of each what became of it. */
export async function storeReadings(
	tx: Queryable,
	to: { district: string; pass: string; messages: readonly MonitoringMessage[]; now: Date }
): Promise<Map<MonitoringMessage, Stored>> {
	const { district, pass, messages, now } = to;
	const stored = new Map<MonitoringMessage, Stored>();
	const known = new Map<string, string>();
	const before = await tx.query<MonitoringMessage>(
		`select message as id, feature, tag, kind, state, value, unit, at from reading
		where district = $1 and pass = $2 and message = any($3::text[])`,
		[district, pass, messages.map(({ id }) => id)]
	);
	for (const row of before.rows) known.set(row.id, contentOf(row));
	const fresh: MonitoringMessage[] = [];
	for (const message of messages) {
		const was = known.get(message.id);
		const content = contentOf(message);
		if (was !== undefined) stored.set(message, was === content ? 'same' : 'other');
		else {
			stored.set(message, 'new');
			fresh.push(message);
			known.set(message.id, content);
		}
	}
	if (fresh.length === 0) return stored;
	await tx.query(
		`insert into reading (district, pass, message, feature, tag, kind, state, value, unit, at, received_at)
		select $1, $2, r.*, $3::timestamptz
		from unnest($4::text[], $5::text[], $6::text[], $7::text[], $8::text[], $9::float8[], $10::text[], $11::timestamptz[]) r`,
		[district, pass, now, fresh.map(({ id }) => id), ...columnsOf(fresh)],
		fresh.length
	);
	return stored;
}

/** By what two messages of one id are held against each other. */
function contentOf({ feature, tag, kind, state, value, unit, at }: MonitoringMessage): string {
	return JSON.stringify([feature, tag, kind, state, value, unit, at.getTime()]);
}

/** Keeps the states of tags. */
export async function keepStates(tx: Queryable, district: string, tags: readonly TagRow[], now: Date): Promise<void> {
	if (tags.length === 0) return;
	await tx.query(
		`insert into monitored_tag (district, received_at, since, feature, tag, kind, state, value, unit, at)
		select $1, $2::timestamptz, r.*
		from unnest($3::timestamptz[], $4::text[], $5::text[], $6::text[], $7::text[], $8::float8[], $9::text[],
			$10::timestamptz[]) r
		on conflict (district, feature, tag) do update set kind = excluded.kind, state = excluded.state,
			value = excluded.value, unit = excluded.unit, at = excluded.at, received_at = excluded.received_at,
			since = excluded.since`,
		[district, now, tags.map(({ since }) => since), ...columnsOf(tags.map(({ message }) => message))],
		tags.length
	);
}

/** Feature, tag, kind, state, value, unit and time of messages, as columns. */
function columnsOf(messages: readonly MonitoringMessage[]): unknown[] {
	return [
		messages.map(({ feature }) => feature),
		messages.map(({ tag }) => tag),
		messages.map(({ kind }) => kind),
		messages.map(({ state }) => state),
		messages.map(({ value }) => value),
		messages.map(({ unit }) => unit),
		messages.map(({ at }) => at)
	];
}
