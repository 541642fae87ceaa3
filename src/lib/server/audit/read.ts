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
	let page = readPage(db, filter, Number.MIN_SAFE_INTEGER);
	for (;;) {
		const rows = await page;
		if (rows.length === 0 || rows[0].seq > until) return;
		// The database reads the next page while this one is looked at.
		page = readPage(db, filter, rows.at(-1)!.seq);
		// Whoever stops before the end does not wait for it.
		page.catch(() => {});
		yield rows.at(-1)!.seq > until ? rows.filter(({ seq }) => seq <= until) : rows;
	}
}

async function readPage(db: Queryable, filter: AuditFilter, after: number): Promise<AuditRow[]> {
	const params: unknown[] = [after];
	// As one value, for 16 a row take twice as long from the embedded database; and from one side only: of a range with two
	// ends a database without statistics expects so few rows that it sorts all that follow, for each page.
	const { rows } = await db.query<{ page: AuditRow[] | null }>(
		`select json_agg(a) as page from (
			select ${COLUMNS} from audit where seq > $1::int8 and ${conditionOf(filter, (value) => `$${params.push(value)}`)}
			order by seq limit ${PAGE}
		) a`,
		params,
		1
	);
	return rows[0].page ?? [];
}
