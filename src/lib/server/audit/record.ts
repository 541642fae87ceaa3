import { createHash } from 'node:crypto';
import type { Who } from '../access/who.ts';
import type { Database, Queryable } from '../db/database.ts';
import { maskedValue } from './mask.ts';

/** What somebody did, for the audit. */
export interface Deed {
	who: Who;
	/** What was done: `feature.change`, `run.start`, `sign-in`. */
	action: string;
	district?: string | null;
	/** What it was done to: an id, a version, a name. */
	object?: string | null;
	/** How that stood before and after, of a change only what changed: anything JSON can hold. Telephones are masked. */
	before?: unknown;
	after?: unknown;
	result?: 'done' | 'refused' | 'failed';
}

/** A row of the audit as it is stored and hashed. */
export interface AuditRow {
	seq: number;
	at: string;
	actor_kind: string;
	actor: string;
	actor_name: string;
	role: string | null;
	address: string | null;
	session: string | null;
	action: string;
	district: string | null;
	object: string | null;
	before: string | null;
	after: string | null;
	result: 'done' | 'refused' | 'failed';
	previous: string;
	hash: string;
}

/** What the first row follows. */
export const BEGINNING = '0'.repeat(64);

/** Key of the advisory lock under which rows are added one after the other: "Audt" in ASCII. */
const AUDIT_LOCK = 0x41756474;
const LONGEST = 20_000;

/** The hash of a row: SHA-256 over all of it, in this order, with the hash of the row before. */
export function hashOf(row: Omit<AuditRow, 'hash'>): string {
	const parts = [row.seq, row.at, row.actor_kind, row.actor, row.actor_name, row.role, row.address, row.session];
	const deed = [row.action, row.district, row.object, row.before, row.after, row.result, row.previous];
	return createHash('sha256')
		.update(JSON.stringify([...parts, ...deed]))
		.digest('hex');
}

/**
 * Adds a deed to the audit within the transaction that does it: neither is there without the other. Call it last, for
 * others who have something to add wait from here to the end of the transaction. In one that reads a snapshot (repeatable
 * read) it fails where somebody else added a deed since the snapshot was taken.
 */
export async function record(tx: Queryable, deed: Deed): Promise<void> {
	const { who } = deed;
	await tx.query('select pg_advisory_xact_lock($1::int8)', [AUDIT_LOCK]);
	const { rows } = await tx.query<{ seq: number; hash: string }>(
		'select seq, hash from audit order by seq desc limit 1'
	);
	const row: Omit<AuditRow, 'hash'> = {
		seq: (rows[0]?.seq ?? 0) + 1,
		at: new Date().toISOString(),
		actor_kind: who.kind,
		actor: clean(who.id)!,
		actor_name: clean(who.name)!,
		role: who.role,
		address: clean(who.address),
		session: who.session,
		action: deed.action,
		district: clean(deed.district),
		object: clean(deed.object),
		before: json(deed.before),
		after: json(deed.after),
		result: deed.result ?? 'done',
		previous: rows[0]?.hash ?? BEGINNING
	};
	const columns = [...Object.keys(row), 'hash'];
	await tx.query(
		`insert into audit (${columns.join(', ')}) values (${columns.map((_, i) => `$${i + 1}`).join(', ')})`,
		[...Object.values(row), hashOf(row)],
		1
	);
}

/** Adds a deed that has no transaction of its own. */
export async function recordAlone(db: Database, deed: Deed): Promise<void> {
	await db.transaction((tx) => record(tx, deed));
}

/** Text that the database gives back as it took it, and that is no longer than somebody reads. */
function clean(text: string | null | undefined): string | null {
	if (text === null || text === undefined) return null;
	// Cut before it is made well formed: a character of two halves may stand where it is cut.
	return text.replaceAll('\0', '').slice(0, LONGEST).toWellFormed();
}

/** JSON, or where it is too long its beginning in a form that says so. It escapes what a database cannot hold. */
function json(value: unknown): string | null {
	if (value === undefined || value === null) return null;
	const text = JSON.stringify(maskedValue(value));
	return text.length <= LONGEST ? text : JSON.stringify({ cut: text.slice(0, LONGEST / 2), characters: text.length });
}
