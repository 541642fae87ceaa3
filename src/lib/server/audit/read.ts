import type { Queryable } from '../db/database.ts';
import { conditionOf, type AuditFilter } from './filter.ts';
import type { AuditRow } from './record.ts';

/** Columns in the order of AuditRow. */
export const COLUMNS = `seq, at, actor_kind, actor, actor_name, role, address, session, action, district, object, before,
	after, result, previous, hash`;

const PAGE = 2_000;

/** The rows of the audit in their order, page by page; `until` is the last seq that is read. */
export async function* readRows(
	db: Queryable,
	filter: AuditFilter = {},
	until = Number.MAX_SAFE_INTEGER
): AsyncGenerator<AuditRow[]> {
	// A row that was put before the first one has a seq below 1.
	let after = Number.MIN_SAFE_INTEGER;
	for (;;) {
		const params: unknown[] = [after, until];
		const { rows } = await db.query<AuditRow>(
			`select ${COLUMNS} from audit where seq > $1::int8 and seq <= $2::int8
				and ${conditionOf(filter, (value) => `$${params.push(value)}`)}
			order by seq limit ${PAGE}`,
			params
		);
		if (rows.length > 0) yield rows;
		if (rows.length < PAGE) return;
		after = rows.at(-1)!.seq;
	}
}
