/**
 * The one small interface behind which both databases stand: PostgreSQL + PostGIS through `pg`, and the embedded
 * PGlite + PostGIS in a worker thread. The same SQL runs on both and gives the same types:
 * int2/4/8, float and numeric are `number`, jsonb is parsed, bytea is `Uint8Array`, timestamptz is `Date`,
 * date is `string`.
 */
export interface Result<Row> {
	rows: Row[];
	/** Rows returned or affected. */
	count: number;
}

export interface Queryable {
	/**
	 * Runs one statement. `expect` is the number of rows it must return or affect: a statement that must answer
	 * says so, because the embedded database can answer an error of GEOS with nothing (DESIGN.md).
	 * Throws a DatabaseError.
	 */
	query<Row = Record<string, unknown>>(sql: string, params?: readonly unknown[], expect?: number): Promise<Result<Row>>;
}

export interface Database extends Queryable {
	readonly kind: 'embedded' | 'postgres';
	/** Which database it is, whoever asks it: `embedded`, or host, port and name on a server. */
	readonly address: string;
	/** Runs `work` in a transaction: commits when it returns, rolls back when it throws. Use only the `tx` it is given. */
	transaction<T>(work: (tx: Queryable) => Promise<T>): Promise<T>;
	/** Calls `heard` with the payload of each NOTIFY on the channel. Returns what stops it. */
	listen(channel: string, heard: (payload: string) => void): Promise<() => Promise<void>>;
	/** Makes what is committed safe against power loss (embedded: a dump, fsynced and renamed into place). */
	flush(): Promise<void>;
	close(): Promise<void>;
}

/** What went wrong in the database, with its SQLSTATE where there is one (`23514` a check, `40001` a conflict). */
export class DatabaseError extends Error {
	readonly code: string | null;
	readonly constraint: string | null;
	constructor(message: string, code: string | null = null, constraint: string | null = null, options?: ErrorOptions) {
		super(message, options);
		this.name = 'DatabaseError';
		this.code = code;
		this.constraint = constraint;
	}
}
