import { closeSync, fsyncSync, mkdirSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import type { Words } from '../../risk/words.ts';
import type { Database } from '../db/database.ts';

/** A row of the audit as it is remembered outside the database: whoever owns that cannot rewrite what stands here. */
export interface Head {
	seq: number;
	hash: string;
	/** When the row was written. */
	at: string;
}

/** A database, and the data folder that remembers the head of its audit: `audit-head.json` has it by `db.address`. */
export interface Remembering {
	db: Database;
	folder: string;
}

/** The head that is remembered of a database; null: none yet. Throws an Error for a file that cannot be read. */
export function readHead({ db, folder }: Remembering): Head | null {
	return readHeads(folder)[db.address] ?? null;
}

/**
 * Moves the remembered head on to the newest row, if the row that it names still has its hash. Where not, or where that
 * row is gone, the head stays as it is and the alarm is returned in words; null: all is well.
 */
export async function moveHead(at: Remembering): Promise<Words | null> {
	let remembered: Head | null;
	try {
		remembered = readHead(at);
	} catch (error) {
		return fileWords(error);
	}
	const { rows } = await at.db.query<Head>(
		`(select seq, hash, at from audit order by seq desc limit 1)
		union (select seq, hash, at from audit where seq = $1::int8) order by seq desc`,
		[remembered?.seq ?? 0]
	);
	const newest = rows.at(0);
	if (remembered !== null) {
		const named = rows.find(({ seq }) => seq === remembered.seq);
		if (named?.hash !== remembered.hash) {
			const last = newest?.seq ?? 0;
			return last < remembered.seq ? restoredWords(last, remembered) : anewWords(remembered);
		}
	}
	if (newest === undefined || newest.seq === remembered?.seq) return null;
	try {
		writeHead(at, newest);
		return null;
	} catch (error) {
		return fileWords(error);
	}
}

/** What is said where the file itself is the trouble. */
export function fileWords(error: unknown): Words {
	const { message } = error as Error;
	return {
		zh: `审计链头文件无法读写，未改动：${message}`,
		en: `The file of the audit's head cannot be read or written and was left as it is: ${message}`
	};
}

/** What is said where the end of the audit is gone; `seq` is the last row there is. */
export function restoredWords(seq: number, remembered: Head): Words {
	return {
		zh:
			`审计记录的结尾缺失：数据库止于第 ${seq} 条，而数据文件夹记得第 ${remembered.seq} 条（${remembered.at}）。` +
			`若是恢复了较早的备份，其后的审计记录已随之丢失：请另行留存 audit-head.json 和恢复记录后移走该文件，下次启动重新记起。` +
			`若没有恢复过备份，则有人删除了记录。`,
		en:
			`The end of the audit is gone: the database ends at row ${seq}, and the data folder remembers row ${remembered.seq} (${remembered.at}). ` +
			`If an older dump was restored, the rows after it are lost with it: keep audit-head.json with the record of the restore and move it away; the next start begins a new one. ` +
			`If none was restored, somebody removed them.`
	};
}

function anewWords({ seq, at }: Head): Words {
	return {
		zh:
			`第 ${seq} 条审计记录（${at}）与数据文件夹中记下的不同：审计链被改写，或恢复了较早的备份后又有新记录。` +
			`用 npm run sise -- audit verify 查看；audit-head.json 未改动，请留作证据。`,
		en:
			`Row ${seq} of the audit (${at}) is not the one that the data folder remembers: the chain was written anew, or an older dump was restored and added to. ` +
			`See npm run sise -- audit verify; audit-head.json was left as it is: keep it as evidence.`
	};
}

const EVERY_MS = 5_000;

/**
 * Has the head follow the audit: each 5 s, and when stopped. `alarm` is called once for each thing that is wrong. A
 * database that does not answer is asked again later. It keeps no process alive.
 */
export function watchHead(at: Remembering, alarm: (words: Words) => void): () => Promise<void> {
	let told: string | null = null;
	let working: Promise<void> = Promise.resolve();
	const follow = async () => {
		const wrong = await moveHead(at).catch(() => undefined);
		if (wrong === undefined) return;
		if (wrong !== null && wrong.en !== told) alarm(wrong);
		told = wrong?.en ?? null;
	};
	const timer = setInterval(() => (working = working.then(follow)), EVERY_MS);
	timer.unref();
	return async () => {
		clearInterval(timer);
		await working.then(follow);
	};
}

const fileOf = (folder: string) => join(folder, 'audit-head.json');

function readHeads(folder: string): Record<string, Head> {
	let text: string;
	try {
		text = readFileSync(fileOf(folder), 'utf8');
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code === 'ENOENT') return {};
		throw error;
	}
	const heads = JSON.parse(text) as Record<string, Head>;
	for (const head of Object.values(heads)) {
		if (Number.isSafeInteger(head?.seq) && /^[0-9a-f]{64}$/.test(head.hash)) continue;
		throw new Error(`${fileOf(folder)} holds something else than rows of an audit.`);
	}
	return heads;
}

/** Whole or not at all, also when the power fails. */
function writeHead({ db, folder }: Remembering, head: Head): void {
	// With PostgreSQL nothing else may have made the folder yet.
	mkdirSync(folder, { recursive: true, mode: 0o700 });
	const draft = `${fileOf(folder)}.${process.pid}`;
	const file = openSync(draft, 'w', 0o600);
	try {
		writeSync(file, `${JSON.stringify({ ...readHeads(folder), [db.address]: head }, null, '\t')}\n`);
		fsyncSync(file);
	} finally {
		closeSync(file);
	}
	renameSync(draft, fileOf(folder));
}
