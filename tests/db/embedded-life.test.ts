import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
	existsSync,
	mkdtempSync,
	readdirSync,
	readFileSync,
	rmSync,
	statSync,
	truncateSync,
	writeFileSync
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Worker } from 'node:worker_threads';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Words } from '../../src/lib/risk/words.ts';
import { openDatabase } from '../../src/lib/server/db/open.ts';
import { ROOT } from '../../src/lib/server/root.ts';

let folder: string;
let open: Awaited<ReturnType<typeof openDatabase>>[] = [];
beforeEach(() => {
	folder = mkdtempSync(join(tmpdir(), 'sise-life-'));
});
afterEach(async () => {
	await Promise.allSettled(open.map((db) => db.close()));
	open = [];
	rmSync(folder, { recursive: true, force: true });
});

async function start(notices: Words[] = []) {
	const db = await openDatabase({ folder, onNotice: (notice) => notices.push(notice) });
	open.push(db);
	return db;
}
const put = (db: Awaited<ReturnType<typeof start>>, key: string) =>
	db.query('insert into setting (key, value) values ($1, $2::text::jsonb)', [key, '1'], 1);
const keys = async (db: Awaited<ReturnType<typeof start>>) =>
	(await db.query<{ key: string }>('select key from setting order by key')).rows.map(({ key }) => key);

/** Lands batches in another process until it is killed; resolves with the ids it acknowledged. */
async function writeUntilKilled(acknowledge: number): Promise<number[]> {
	const child = spawn(process.execPath, [join(ROOT, 'tests', 'db', 'writer.ts'), folder], {
		stdio: ['ignore', 'pipe', 'inherit']
	});
	// Its output ends a moment before it does, and until then its lock holds.
	const gone = once(child, 'exit');
	const landed: number[] = [];
	for await (const line of createInterface(child.stdout)) {
		if (line.startsWith('landed ')) landed.push(Number(line.slice(7)));
		if (landed.length >= acknowledge) child.kill('SIGKILL');
	}
	await gone;
	return landed;
}

test.each([
	['left alone', [], false],
	['told to collect', ['collect'], true]
])("V8 does not collect the engine's code, which can end the process (nodejs/node#64500): %s", (_, more, collects) => {
	const busy = join(ROOT, 'tests', 'db', 'busy.ts');
	const said = execFileSync(process.execPath, ['--trace-wasm-code-gc', busy, folder, ...more], { encoding: 'utf8' });
	expect(said.includes('Triggering GC')).toBe(collects);
});

test('what was stored is there after closing and opening', async () => {
	const first = await start();
	await put(first, 'a');
	await first.close();
	expect(readdirSync(folder).sort()).toEqual(['db', 'dump.tar']);
	expect(await keys(await start())).toEqual(['a']);
});

test('closing without having stored anything leaves the dump alone', async () => {
	await (await start()).close();
	const before = statSync(join(folder, 'dump.tar')).mtimeMs;
	await (await start()).close();
	expect(statSync(join(folder, 'dump.tar')).mtimeMs).toBe(before);
});

test('a worker that dies: requests in flight get a clear error, nothing of them is stored, the next ones work', async () => {
	const workers: Worker[] = [];
	const see = (worker: Worker) => workers.push(worker);
	process.on('worker', see);
	try {
		const db = await start();
		await put(db, 'before');
		const heard: string[] = [];
		await db.listen('after', (payload) => heard.push(payload));
		const endless = 'select count(*) from generate_series(1, 1000000000)';
		const inTransaction = db.transaction(async (tx) => {
			await tx.query(`insert into setting values ('lost', '1')`, [], 1);
			setTimeout(() => void workers.at(-1)!.terminate(), 200);
			await tx.query(endless);
		});
		const behind = keys(db);
		await expect(inTransaction).rejects.toThrow('Nothing of this request was stored. Try again.');
		expect(await behind).toEqual(['before']);

		setTimeout(() => void workers.at(-1)!.terminate(), 200);
		await expect(db.query(endless)).rejects.toThrow('The embedded database stopped while this ran');
		await put(db, 'then');
		await db.query(`select pg_notify('after', 'yes')`);
		expect(await keys(db)).toEqual(['before', 'then']);
		await expect.poll(() => heard, { timeout: 10_000 }).toEqual(['yes']);
	} finally {
		process.off('worker', see);
	}
});

test('several flushes asked for at once are one', async () => {
	const db = await start();
	await put(db, 'a');
	await Promise.all([db.flush(), db.flush(), db.flush(), put(db, 'b'), db.flush()]);
	await db.flush();
	expect(readdirSync(folder).sort()).toEqual(['db', 'dump.tar', 'lock.json', 'open']);
	await db.close();
	rmSync(join(folder, 'db'), { recursive: true });
	expect(await keys(await start())).toEqual(['a', 'b']);
});

test('kill -9 while batches land, again and again: what was acknowledged is there, and every batch is whole', async () => {
	const acknowledged: number[] = [];
	for (const count of [1, 7, 23, 40]) acknowledged.push(...(await writeUntilKilled(count)));
	const notices: Words[] = [];
	const db = await start(notices);
	expect(notices).toEqual([]);
	const { rows } = await db.query<{ id: number; kept: number; n: number }>(
		`select b.id, b.kept, count(f.id) as n from batch b left join feature f on f.district = b.district and f.batch = b.id
		 group by b.id, b.kept order by b.id`
	);
	expect(rows.filter(({ kept, n }) => kept !== n)).toEqual([]);
	const there = new Set(rows.map(({ id }) => id));
	expect(acknowledged.filter((id) => !there.has(id))).toEqual([]);
	expect(acknowledged.length).toBeGreaterThanOrEqual(71);
});

test('a folder that is gone is restored from the dump, in words', async () => {
	const first = await start();
	await put(first, 'a');
	await first.close();
	rmSync(join(folder, 'db'), { recursive: true });
	const notices: Words[] = [];
	expect(await keys(await start(notices))).toEqual(['a']);
	expect(notices).toHaveLength(1);
	expect(notices[0].zh).toContain('恢复');
});

test('a folder that cannot be opened is replaced by the dump and kept aside', async () => {
	const first = await start();
	await put(first, 'a');
	await first.close();
	writeFileSync(join(folder, 'db', 'global', 'pg_control'), 'broken');
	const notices: Words[] = [];
	expect(await keys(await start(notices))).toEqual(['a']);
	expect(notices[0].en).toContain('restored from');
	const broken = readdirSync(folder).find((name) => name.startsWith('db.broken-'));
	expect(readFileSync(join(folder, broken!, 'global', 'pg_control'), 'utf8')).toBe('broken');
});

test('after an unclean end a table that cannot be read is found', async () => {
	const first = await start();
	for (let i = 0; i < 500; i++) await put(first, `key ${i}`);
	const path = (await first.query<{ path: string }>(`select pg_relation_filepath('setting') as path`)).rows[0].path;
	await first.close();
	truncateSync(join(folder, 'db', path), 8192 + 100);
	const page = readFileSync(join(folder, 'db', path));
	page.fill(0xff, 0, 4096);
	writeFileSync(join(folder, 'db', path), page);
	writeFileSync(join(folder, 'open'), '');
	const notices: Words[] = [];
	expect(await keys(await start(notices))).toHaveLength(500);
	expect(notices).toHaveLength(1);
});

test('without a dump a broken folder is refused with words and left alone', async () => {
	const first = await start();
	await first.close();
	rmSync(join(folder, 'dump.tar'));
	writeFileSync(join(folder, 'db', 'global', 'pg_control'), 'broken');
	await expect(start()).rejects.toThrow('there is no dump');
	expect(existsSync(join(folder, 'db', 'PG_VERSION'))).toBe(true);
	expect(existsSync(join(folder, 'lock.json'))).toBe(false);
});

test('a second process is refused, and the owner is named', async () => {
	const db = await start();
	db.lock!.setAddress('http://localhost:3999');
	const child = spawn(process.execPath, [join(ROOT, 'tests', 'db', 'writer.ts'), folder], {
		stdio: ['ignore', 'ignore', 'pipe']
	});
	let words = '';
	for await (const chunk of child.stderr) words += chunk;
	expect(words).toContain(`in use by process ${process.pid} at http://localhost:3999 since`);
	await put(db, 'still mine');
	expect(await keys(db)).toEqual(['still mine']);
});
