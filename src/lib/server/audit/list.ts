import type { AuditItem, AuditPage } from '../../access/api.ts';
import type { RoleId } from '../../access/roles.ts';
import type { Queryable } from '../db/database.ts';
import { conditionOf, type AuditFilter } from './filter.ts';
import { COLUMNS } from './read.ts';
import type { AuditRow } from './record.ts';

export interface AuditAsked extends AuditFilter {
	limit: number;
	/** Only rows before this seq: `next` of the page before. */
	before?: number;
}

/** A page of the audit, newest first, with every action and actor there is to filter by. */
export async function listAudit(db: Queryable, { limit, before, ...filter }: AuditAsked): Promise<AuditPage> {
	const params: unknown[] = [];
	const condition = conditionOf(filter, (value) => `$${params.push(value)}`);
	const counted = await db.query<{ total: number }>(
		`select count(*) as total from audit where ${condition}`,
		params,
		1
	);
	// One more than is shown tells whether there is a next page.
	const { rows } = await db.query<AuditRow>(
		`select ${COLUMNS} from audit where ${condition} and seq < $${params.length + 1}::int8
		order by seq desc limit $${params.length + 2}::int8`,
		[...params, before ?? Number.MAX_SAFE_INTEGER, limit + 1]
	);
	const items = rows.slice(0, limit).map(itemOf);
	const actions = await db.query<{ action: string }>('select distinct action from audit order by action');
	const actors = await db.query<{ id: string; name: string }>(
		'select distinct on (actor) actor as id, actor_name as name from audit order by actor, seq desc'
	);
	return {
		items,
		next: rows.length > limit ? items.at(-1)!.seq : null,
		total: counted.rows[0].total,
		actions: actions.rows.map(({ action }) => action),
		actors: actors.rows
	};
}

/** A row as pages show it. */
export function itemOf(row: AuditRow): AuditItem {
	return {
		seq: row.seq,
		at: row.at,
		actor: { kind: row.actor_kind, id: row.actor, name: row.actor_name, role: row.role as RoleId | null },
		address: row.address,
		action: row.action,
		district: row.district,
		object: row.object,
		before: valueOf(row.before),
		after: valueOf(row.after),
		result: row.result,
		hash: row.hash
	};
}

/** What a row says of before or after; its text where somebody made it something else than JSON. */
function valueOf(json: string | null): unknown {
	if (json === null) return null;
	try {
		return JSON.parse(json);
	} catch {
		return json;
	}
}
