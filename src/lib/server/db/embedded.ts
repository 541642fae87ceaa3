import type { Words } from '../../risk/words.ts';
import { openDataFolder, type DataFolder } from './data-folder.ts';
import { DatabaseError, type Database, type Queryable, type Result } from './database.ts';
import { startLink, type Link } from './embedded-link.ts';
import { takeLock, type Lock } from './lock.ts';
import { refuseInsideTransaction, transact, type Answer } from './transaction.ts';
import { textsOf } from './values.ts';

/**
 * The embedded database in `folder`: PGlite with PostGIS in a worker thread, one connection, one queue, under a lock of
 * ours. Created when absent; restored from its dump when it is missing or, after an unclean end, cannot be read, which
 * `onNotice` is told in words. Throws DataFolderLocked when another process has the folder.
 */
export async function openEmbedded(
	folder: string,
	onNotice: (notice: Words) => void = () => {}
): Promise<Database & { lock: Lock }> {
	const data = openDataFolder(folder);
	const lock = takeLock(folder);
	try {
		return { ...(await openLocked(data, onNotice, () => lock.release())), lock };
	} catch (error) {
		lock.release();
		throw error;
	}
}

async function openLocked(data: DataFolder, onNotice: (notice: Words) => void, release: () => void): Promise<Database> {
	const heard = new Map<string, Set<(payload: string) => void>>();
	let closed = false;
	let link: Promise<Link>;
	let tail: Promise<unknown> = Promise.resolve();
	let flushing: Promise<void> | null = null;

	async function start(prepare: (link: Link) => Promise<void>): Promise<Link> {
		const begun = startLink(
			(channel, payload) => heard.get(channel)?.forEach((hear) => hear(payload)),
			(gone) => {
				if (!closed) restart(gone);
			}
		);
		try {
			await prepare(begun);
			return begun;
		} catch (error) {
			await begun.end();
			throw error;
		}
	}
	const open = (clean: boolean) =>
		start(async (begun) => {
			await begun.call({ op: 'open', folder: data.database, dump: data.dump, clean });
			if (!clean) await begun.call({ op: 'check' });
		});
	function restart(gone: Promise<unknown>): void {
		link = gone.then(() =>
			start(async (begun) => {
				await begun.call({ op: 'open', folder: data.database, dump: data.dump, clean: false });
				for (const channel of heard.keys()) await run(begun, `listen ${quoted(channel)}`, []);
			})
		);
		// Whoever asks next gets the error.
		link.catch(() => {});
	}

	const source = await data.provide(async (draft) => {
		const maker = await start((begun) => begun.call({ op: 'create', folder: draft }));
		await maker.end();
	});
	if (source === 'dump') {
		onNotice({
			zh: `数据库文件夹 ${data.database} 不存在，已从备份 ${data.dump} 恢复。`,
			en: `The database folder ${data.database} was missing; it was restored from ${data.dump}.`
		});
	}
	const clean = !data.wasLeftOpen();
	data.markOpen();
	try {
		link = Promise.resolve(await open(clean));
	} catch (error) {
		link = Promise.resolve(await restore(data, error, () => open(false), onNotice));
	}

	/** The queue: one piece of work at a time. */
	function exclusive<T>(work: (link: Link) => Promise<T>): Promise<T> {
		if (closed) return Promise.reject(new DatabaseError('The embedded database is closed.', '57P01'));
		const done = tail.then(async () => {
			const current = await link.catch(() => {
				restart(Promise.resolve());
				return link;
			});
			return work(current);
		});
		tail = done.catch(() => {});
		return done;
	}
	const run = (on: Link, sql: string, values: (string | null)[], expect?: number) =>
		on.call<Answer>({ op: 'run', sql, values, expect });

	return {
		kind: 'embedded',
		address: 'embedded',
		async query<Row>(sql: string, params?: readonly unknown[], expect?: number): Promise<Result<Row>> {
			refuseInsideTransaction('db.query');
			const values = textsOf(params);
			const { rows, count } = await exclusive((on) => run(on, sql, values, expect));
			return { rows: rows as Row[], count };
		},
		async transaction<T>(work: (tx: Queryable) => Promise<T>): Promise<T> {
			refuseInsideTransaction('db.transaction');
			return exclusive((on) => transact((sql, values) => run(on, sql, values), work));
		},
		async listen(channel, hear) {
			refuseInsideTransaction('db.listen');
			const all = heard.get(channel) ?? new Set();
			heard.set(channel, all.add(hear));
			await exclusive((on) => run(on, `listen ${quoted(channel)}`, []));
			return async () => {
				all.delete(hear);
			};
		},
		async flush() {
			refuseInsideTransaction('db.flush');
			// Those who ask while one waits for its turn are served by that one.
			flushing ??= exclusive((on) => {
				flushing = null;
				return on.call({ op: 'flush' });
			}).finally(() => (flushing = null));
			return flushing;
		},
		async close() {
			if (closed) return;
			refuseInsideTransaction('db.close');
			const ending = exclusive(async (on) => {
				let failure: unknown = null;
				await on.call({ op: 'flush' }).catch((error: unknown) => (failure = error));
				await on.call({ op: 'close' });
				await on.end();
				if (failure) throw failure;
				data.markClosed();
			});
			closed = true;
			try {
				await ending;
			} finally {
				await link.then((on) => on.end()).catch(() => {});
				release();
			}
		}
	};
}

/** Opens the dump in the place of a folder that failed; puts the folder back when the dump fails as well. */
async function restore(
	data: DataFolder,
	failure: unknown,
	open: () => Promise<Link>,
	onNotice: (notice: Words) => void
): Promise<Link> {
	const why = failure instanceof Error ? failure.message : String(failure);
	let exchanged: ReturnType<DataFolder['exchange']>;
	try {
		exchanged = data.exchange();
	} catch (error) {
		throw new DatabaseError(
			`数据库 ${data.database} 无法打开，且没有可用的备份 ${data.dump}。 The database ${data.database} cannot be opened ` +
				`(${why}) and there is no dump ${data.dump} that could take its place. Put one there, or set SISE_DATA to an empty folder.`,
			null,
			null,
			{ cause: new AggregateError([failure, error]) }
		);
	}
	try {
		const link = await open();
		onNotice({
			zh: `数据库无法读取，已从备份 ${data.dump} 恢复；损坏的文件保留在 ${exchanged.broken}。最近一次备份之后的内容需重新导入。`,
			en: `The database could not be read (${why}); it was restored from ${data.dump}, and the broken one is kept at ${exchanged.broken}. What was stored after the last dump must be imported again.`
		});
		return link;
	} catch {
		exchanged.undo();
		throw new DatabaseError(
			`数据库 ${data.database} 无法打开，备份也无法打开；两者均未改动。 The database ${data.database} cannot be opened (${why}), ` +
				`nor can its dump; both were left as they are. Is there enough memory?`,
			null,
			null,
			{ cause: failure }
		);
	}
}

function quoted(name: string): string {
	return `"${name.replaceAll('"', '""')}"`;
}
