import {
	PostgresAdapter,
	PostgresIntrospector,
	PostgresQueryCompiler,
	type CompiledQuery,
	type DatabaseConnection,
	type Dialect,
	type Driver,
	type QueryResult
} from 'kysely';
import type { Database } from '../db/database.ts';

/**
 * Our database as Kysely, in which better-auth writes its statements: the same on both databases, guarded like every
 * other statement. It knows no transactions, and better-auth asks for none (its adapter is told so).
 */
export function dialectOf(db: Database): Dialect {
	return {
		createAdapter: () => new PostgresAdapter(),
		createDriver: () => driverOf(db),
		createIntrospector: (kysely) => new PostgresIntrospector(kysely),
		createQueryCompiler: () => new PostgresQueryCompiler()
	};
}

function driverOf(db: Database): Driver {
	const connection: DatabaseConnection = {
		async executeQuery<Row>({ sql, parameters }: CompiledQuery): Promise<QueryResult<Row>> {
			const { rows, count } = await db.query<Row>(sql, parameters);
			return { rows, numAffectedRows: BigInt(count) };
		},
		streamQuery() {
			throw new Error('This connection streams nothing.');
		}
	};
	const refuse = () => Promise.reject(new Error('This connection begins no transactions; use db.transaction.'));
	return {
		init: async () => {},
		acquireConnection: async () => connection,
		releaseConnection: async () => {},
		beginTransaction: refuse,
		commitTransaction: refuse,
		rollbackTransaction: refuse,
		destroy: async () => {}
	};
}
