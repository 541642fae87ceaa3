import { AsyncLocalStorage } from 'node:async_hooks';
import { DatabaseError, type Queryable, type Result } from './database.ts';
import { textsOf } from './values.ts';

/** What an adapter does with one statement on one connection. `command` is the command tag: `INSERT`, `ROLLBACK`. */
export interface Answer extends Result<Record<string, unknown>> {
	command: string;
}
export type Run = (sql: string, values: (string | null)[]) => Promise<Answer>;

interface Scope {
	open: boolean;
}
const scopes = new AsyncLocalStorage<Scope>();

/**
 * Throws when the caller stands inside a transaction's `work`: on the embedded database it would wait for itself for
 * ever, on PostgreSQL it would run on another connection and not see what the transaction wrote.
 */
export function refuseInsideTransaction(what: string): void {
	if (scopes.getStore()?.open) {
		throw new DatabaseError(`${what} was called inside a transaction; use the tx that the transaction gives you.`);
	}
}

/** Throws unless the statement returned or affected as many rows as it had to. */
export function requireCount(sql: string, count: number, expect: number | undefined): void {
	if (expect === undefined || count === expect) return;
	const start = sql.trim().replace(/\s+/g, ' ').slice(0, 80);
	throw new DatabaseError(`Expected ${expect} rows, got ${count}: ${start}`);
}

/**
 * Runs `work` between BEGIN and COMMIT of one connection. Its statements run one after another, also when they are not
 * awaited one by one. A transaction in which a statement failed (an error, or a count that was not the expected one)
 * stays failed: it is rolled back and throws even if `work` swallows the error.
 */
export async function transact<T>(run: Run, work: (tx: Queryable) => Promise<T>): Promise<T> {
	await run('begin', []);
	const scope: Scope = { open: true };
	let failure: unknown = null;
	let tail: Promise<unknown> = Promise.resolve();

	const once = async (sql: string, params: readonly unknown[] | undefined, expect: number | undefined) => {
		if (failure) {
			throw new DatabaseError(`This transaction failed before: ${wordsOf(failure)}`, '25P02', null, { cause: failure });
		}
		try {
			const answer = await run(sql, textsOf(params));
			requireCount(sql, answer.count, expect);
			return answer;
		} catch (error) {
			failure = error;
			throw error;
		}
	};
	const tx: Queryable = {
		async query<Row>(sql: string, params?: readonly unknown[], expect?: number): Promise<Result<Row>> {
			if (!scope.open) throw new DatabaseError('This transaction is over; its tx cannot be used any more.');
			const answer = tail.then(() => once(sql, params, expect));
			tail = answer.catch(() => {});
			const { rows, count } = await answer;
			return { rows: rows as Row[], count };
		}
	};

	let result: T;
	try {
		result = await scopes.run(scope, () => work(tx));
		await tail;
		if (failure) throw failure;
	} catch (error) {
		scope.open = false;
		await tail;
		// The connection may be what failed; then there is nothing left to roll back.
		await run('rollback', []).catch(() => {});
		throw error;
	}
	scope.open = false;
	const end = await run('commit', []);
	if (end.command !== 'COMMIT')
		throw new DatabaseError('The transaction was rolled back instead of committed.', '40000');
	return result;
}

function wordsOf(error: unknown): string {
	return error instanceof Error ? error.message : String(error);
}
