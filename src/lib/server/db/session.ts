import { countThrown } from './swallowed.ts';
import { messages as wire, PGlite, protocol } from '@electric-sql/pglite';
import { postgis } from '@electric-sql/pglite-postgis';
import { DatabaseError } from './database.ts';
import type { Answer } from './transaction.ts';
import { parserOf } from './values.ts';

/** The embedded database answered less than was asked: an exception was swallowed, and the session cannot be trusted. */
export class SessionLost extends DatabaseError {
	override readonly name = 'SessionLost';
}

export interface Session {
	/** Runs one statement by the extended protocol. Throws a DatabaseError, or SessionLost: then end the thread. */
	run(sql: string, values: (string | null)[], expect?: number): Promise<Answer>;
	close(): Promise<void>;
}

/** What is used of the Emscripten module: its loop and its stack pointer, neither of which PGlite declares. */
interface Engine {
	_PostgresMainLoopOnce(): void;
	___stack_pointer: { value: number };
}

const START = [
	...PGlite.defaultStartParams,
	...['TimeZone=UTC', 'DateStyle=ISO, YMD', 'bytea_output=hex', 'min_wal_size=32MB'].flatMap((p) => ['-c', p])
];
/** Thrown by the engine where PostgreSQL leaves an ordinary error by longjmp. */
const LONGJMP = 'unwind';
const LEAK = /resource was not closed|snapshot .* still active/;

/** Opens the database in `folder` (created when empty), with PostGIS. `heard` gets each NOTIFY. */
export async function openSession(folder: string, heard: (channel: string, payload: string) => void): Promise<Session> {
	const pglite = await PGlite.create(folder, { extensions: { postgis }, startParams: START });
	const engine = pglite.Module as unknown as Engine;
	const loop = engine._PostgresMainLoopOnce;
	if (typeof loop !== 'function' || typeof engine.___stack_pointer?.value !== 'number') {
		throw new DatabaseError('This version of PGlite cannot be guarded: use the version in package.json.');
	}
	let escaped = 0;
	// PGlite swallows whatever leaves this loop. An ordinary error leaves 1 KB of stack behind each time, so that after
	// some 2,400 of them every statement fails with 54001: put the stack pointer back. Anything else is a trap.
	engine._PostgresMainLoopOnce = () => {
		const stack = engine.___stack_pointer.value;
		try {
			loop();
		} catch (error) {
			engine.___stack_pointer.value = stack;
			// A trapped engine never consumes its input, and PGlite would ask it for ever.
			if (error !== LONGJMP && ++escaped > 100) process.exit(1);
			throw error;
		}
	};
	pglite.onNotification(heard);

	const { parse, bind, describe, execute, sync } = protocol.serialize;
	const send = (message: Uint8Array) => pglite.execProtocolStream(message, { syncToFs: false, throwOnError: false });

	async function run(sql: string, values: (string | null)[], expect?: number): Promise<Answer> {
		const thrownBefore = countThrown();
		escaped = 0;
		// Without Sync: nothing that runs outside a transaction block is committed before it was looked at.
		const messages = await send(joined(parse({ text: sql }), bind({ values }), describe({ type: 'P' }), execute({})));
		const answer: Answer = { rows: [], count: 0, command: '' };
		let bound = false;
		let completed = false;
		let leaked = '';
		let error: Error | null = null;
		let columns: { name: string; parse: (text: string) => unknown }[] = [];
		const read = (message: wire.BackendMessage) => {
			if (message instanceof wire.DatabaseError) {
				error ??= new DatabaseError(message.message, message.code ?? null, message.constraint ?? null);
			} else if (message instanceof wire.NoticeMessage) {
				if (LEAK.test(message.message ?? '')) leaked = message.message!;
			} else if (message instanceof wire.RowDescriptionMessage) {
				columns = message.fields.map((field) => ({ name: field.name, parse: parserOf(field.dataTypeID) }));
			} else if (message instanceof wire.DataRowMessage) {
				const row: Record<string, unknown> = {};
				for (let i = 0; i < columns.length; i++) {
					const text = message.fields[i];
					row[columns[i].name] = text === null ? null : columns[i].parse(text);
				}
				answer.rows.push(row);
			} else if (message instanceof wire.CommandCompleteMessage) {
				completed = true;
				answer.command = message.text.split(' ')[0];
				answer.count = Number(/\d+$/.exec(message.text)?.[0] ?? 0);
			} else if (message.name === 'bindComplete') bound = true;
			else if (message.name === 'emptyQuery') completed = true;
		};
		const judge = () => {
			const swallowed = countThrown() - thrownBefore;
			if (swallowed > 0 || escaped > 0 || leaked || (!error && !(bound && completed))) {
				const start = sql.trim().replace(/\s+/g, ' ').slice(0, 80);
				throw new SessionLost(
					`GEOS or PROJ raised an error that the embedded database swallows; nothing of this was stored: ${start}`,
					'XX000'
				);
			}
		};
		try {
			messages.forEach(read);
		} catch (unreadable) {
			error ??= unreadable as Error;
		}
		judge();
		if (!error && expect !== undefined && answer.count !== expect) {
			error = new DatabaseError(`Expected ${expect} rows, got ${answer.count}: ${sql.trim().slice(0, 80)}`);
		}
		if (error) {
			// Fails the implicit transaction, if the error was ours and not the server's; Sync then rolls it back.
			await send(parse({ text: 'rollback what we refused' }));
			await send(sync());
			throw error;
		}
		(await send(sync())).forEach(read);
		judge();
		if (error) throw error;
		return answer;
	}

	return { run, close: () => pglite.close() };
}

function joined(...parts: Uint8Array[]): Uint8Array {
	const all = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
	let at = 0;
	for (const part of parts) {
		all.set(part, at);
		at += part.length;
	}
	return all;
}
