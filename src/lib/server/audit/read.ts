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
	let page = readPage(db, filter, Number.MIN_SAFE_INTEGER, until);
	for (;;) {
		const rows = await page;
		if (rows.length === 0) return;
		// The database reads the next page while this one is looked at.
		page = readPage(db, filter, rows.at(-1)!.seq, until);
		// Whoever stops before the end does not wait for it.
		page.catch(() => {});
		yield rows;
	}
}

async function readPage(db: Queryable, filter: AuditFilter, after: number, until: number): Promise<AuditRow[]> {
	const params: unknown[] = [after, until];
	// As one value: 1.6 million values of 100,000 rows, one by one, take twice as long from the embedded database.
	const { rows } = await db.query<{ page: AuditRow[] | null }>(
		`select json_agg(a) as page from (
			select ${COLUMNS} from audit where seq > $1::int8 and seq <= $2::int8
				and ${conditionOf(filter, (value) => `$${params.push(value)}`)}
			order by seq limit ${PAGE}
		) a`,
		params,
		1
	);
	return rows[0].page ?? [];
}
