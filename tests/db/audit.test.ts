import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { operator, SYSTEM, type Who } from '../../src/lib/server/access/who.ts';
import { exportAudit } from '../../src/lib/server/audit/export.ts';
import { moveHead, readHead, watchHead } from '../../src/lib/server/audit/head.ts';
import { listAudit } from '../../src/lib/server/audit/list.ts';
import { BEGINNING, hashOf, record, recordAlone, type AuditRow } from '../../src/lib/server/audit/record.ts';
import { verifyAudit } from '../../src/lib/server/audit/verify.ts';
import type { Database } from '../../src/lib/server/db/database.ts';
import { openSise } from '../../src/lib/server/sise.ts';
import { describeBoth } from './both.ts';

const ANNA: Who = {
	...SYSTEM,
	kind: 'person',
	id: 'p1',
	name: '安娜',
	role: 'leader',
	address: '10.0.0.7',
	session: 's1'
};
const ROOT = operator('root');

/** What each column of a row is changed to. */
const CHANGES: Record<string, string> = {
	at: `'2026-01-01T00:00:00.000Z'`,
	actor_kind: `'person'`,
	actor: `'p1'`,
	actor_name: `'安娜'`,
	role: `'leader'`,
	address: `'10.0.0.8'`,
	session: `'s'`,
	action: `'deed.5'`,
	district: `'420198'`,
	object: 'null',
	before: `'{}'`,
	after: `'{"n":5}'`,
	result: `'failed'`
};

let folder: string;
beforeEach(() => {
	folder = mkdtempSync(join(tmpdir(), 'sise-audit-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Seven rows, one a minute of its own: `deed.1` to `deed.7`. */
async function seven(db: Database): Promise<void> {
	for (let n = 1; n <= 7; n++) {
		await recordAlone(db, { who: n % 2 === 1 ? ANNA : ROOT, action: `deed.${n}`, object: `o${n}`, after: { n } });
	}
}

/** Does what whoever owns the database can: switches the trigger off and writes. */
async function behindItsBack(db: Database, ...statements: string[]): Promise<void> {
	await db.transaction(async (tx) => {
		await tx.query('alter table audit disable trigger all');
		for (const statement of statements) await tx.query(statement);
		await tx.query('alter table audit enable trigger all');
	});
}

const rowsOf = async (db: Database) =>
	(await db.query<AuditRow>('select * from audit order by seq')).rows.map((row): AuditRow => row);
/** Seq and kind of each fault. */
const faultsOf = async (db: Database) => {
	const { whole, faults, faultsTotal } = await verifyAudit({ db, folder });
	expect(whole).toBe(faults.length === 0);
	expect(faultsTotal).toBe(faults.length);
	return faults.map(({ seq, kind }) => `${seq} ${kind}`);
};

describeBoth('The chain of the audit', (open) => {
	test('is whole as it was written, and says where it ends', async () => {
		const db = await open();
		expect(await verifyAudit({ db, folder })).toMatchObject({ rows: 0, head: null, whole: true, faults: [] });
		await seven(db);
		const rows = await rowsOf(db);
		expect(rows[0].previous).toBe(BEGINNING);
		expect(await verifyAudit({ db, folder })).toMatchObject({
			rows: 7,
			head: { seq: 7, hash: rows[6].hash },
			whole: true,
			faultsTotal: 0
		});
	});

	test('can neither be changed, emptied nor thinned out by what Sise may say to its database', async () => {
		const db = await open();
		await seven(db);
		for (const statement of [`update audit set actor = 'x'`, 'delete from audit where seq = 1', 'truncate audit']) {
			await expect(db.query(statement)).rejects.toMatchObject({ code: '42501' });
		}
		expect(await faultsOf(db)).toEqual([]);
	});

	test.each(Object.keys(CHANGES))('a row whose %s was changed is named', async (column) => {
		const db = await open();
		await seven(db);
		await behindItsBack(db, `update audit set ${column} = ${CHANGES[column]} where seq = 4`);
		const { faults, faultsTotal } = await verifyAudit({ db, folder });
		expect(faultsTotal).toBe(1);
		expect(faults[0]).toMatchObject({ seq: 4, kind: 'changed' });
		const [, , , { at, actor_name, action }] = await rowsOf(db);
		for (const words of [faults[0].text.zh, faults[0].text.en]) {
			for (const told of ['4', at, actor_name, action]) expect(words).toContain(told);
		}
	});

	test('a row that was changed with its hash is found by the row after it', async () => {
		const db = await open();
		await seven(db);
		const row = (await rowsOf(db))[3];
		const hash = hashOf({ ...row, actor_name: '别人' });
		await behindItsBack(db, `update audit set actor_name = '别人', hash = '${hash}' where seq = 4`);
		expect(await faultsOf(db)).toEqual(['5 out-of-order']);
	});

	test('rows that were removed are named: one, several, the first, and one with the others numbered anew', async () => {
		const db = await open();
		await seven(db);
		await behindItsBack(db, 'delete from audit where seq = 3');
		expect(await faultsOf(db)).toEqual(['3 missing']);
		await behindItsBack(db, 'delete from audit where seq in (4, 5)');
		const { faults } = await verifyAudit({ db, folder });
		expect(faults).toMatchObject([{ seq: 3, kind: 'missing', text: { en: expect.stringContaining('Rows 3 to 5') } }]);
		expect(faults[0].text.zh).toContain('deed.2');
		await behindItsBack(db, 'delete from audit where seq = 1');
		expect(await faultsOf(db)).toEqual(['1 missing', '3 missing']);
	});

	test('one that was removed with the others numbered anew is found where the numbers begin to lie', async () => {
		const db = await open();
		await seven(db);
		await behindItsBack(
			db,
			'delete from audit where seq = 3',
			...[4, 5, 6, 7].map((seq) => `update audit set seq = ${seq - 1} where seq = ${seq}`)
		);
		expect(await faultsOf(db)).toEqual(['3 out-of-order', '4 changed', '5 changed', '6 changed']);
	});

	test('the first rows taken away and the rest numbered from 1 is no beginning', async () => {
		const db = await open();
		await seven(db);
		const rows = (await rowsOf(db)).slice(2);
		let previous = rows[0].previous;
		const anew = rows.map((row, i) => {
			const next = { ...row, seq: i + 1, previous };
			previous = hashOf(next);
			return { ...next, hash: previous };
		});
		await behindItsBack(
			db,
			'delete from audit where seq <= 2',
			...anew.map(
				(row) =>
					`update audit set seq = ${row.seq}, previous = '${row.previous}', hash = '${row.hash}' where seq = ${row.seq + 2}`
			)
		);
		const { faults } = await verifyAudit({ db, folder });
		expect(faults).toMatchObject([
			{ seq: 1, kind: 'out-of-order', text: { en: expect.stringContaining('beginning') } }
		]);
	});

	test('a row that was put in between, or before the first, is named', async () => {
		const db = await open();
		await seven(db);
		const copy = (seq: number) =>
			`insert into audit select ${seq}, at, actor_kind, actor, '假的', role, address, session, action, district, object,
				before, after, result, previous, hash from audit where seq = 2`;
		await behindItsBack(db, copy(0));
		expect((await faultsOf(db))[0]).toBe('0 out-of-order');
		await behindItsBack(db, 'delete from audit where seq = 0');
		await behindItsBack(
			db,
			...[7, 6, 5, 4].map((seq) => `update audit set seq = ${seq + 1} where seq = ${seq}`),
			copy(4)
		);
		const { faults } = await verifyAudit({ db, folder });
		expect(faults[0]).toMatchObject({ seq: 4, kind: 'out-of-order', text: { zh: expect.stringContaining('假的') } });
	});

	test('two that were exchanged are both named, and no other', async () => {
		const db = await open();
		await seven(db);
		await behindItsBack(
			db,
			'update audit set seq = 99 where seq = 3',
			'update audit set seq = 3 where seq = 5',
			'update audit set seq = 5 where seq = 99'
		);
		expect(await faultsOf(db)).toEqual(['3 out-of-order', '5 out-of-order']);
	});

	test('fifty that are added at once make one chain', async () => {
		const db = await open();
		await Promise.all(Array.from({ length: 50 }, (_, n) => recordAlone(db, { who: ANNA, action: `deed.${n}` })));
		expect(await verifyAudit({ db, folder })).toMatchObject({ rows: 50, whole: true });
		expect(new Set((await rowsOf(db)).map(({ action }) => action)).size).toBe(50);
	});

	test('a deed whose transaction fails is not there, and leaves no gap', async () => {
		const db = await open();
		await seven(db);
		const failing = db.transaction(async (tx) => {
			await record(tx, { who: ANNA, action: 'deed.8' });
			throw new Error('changed my mind');
		});
		await expect(failing).rejects.toThrow('changed my mind');
		await recordAlone(db, { who: ANNA, action: 'deed.9' });
		expect((await rowsOf(db)).map(({ seq, action }) => [seq, action]).slice(7)).toEqual([[8, 'deed.9']]);
		expect(await faultsOf(db)).toEqual([]);
	});

	test('keeps any text there is, and its hash fits what the database gives back', async () => {
		const db = await open();
		const texts = [
			'\0',
			'\ud800',
			'\\u0000',
			`${'a'.repeat(19_999)}😀`,
			`'; drop table audit; --`,
			'\r\n\t"',
			'\u2028',
			'𠮷\u0301'
		];
		for (const text of texts) {
			await recordAlone(db, {
				who: { ...ANNA, name: text },
				action: 'deed',
				object: text,
				before: { text },
				after: [text, text]
			});
		}
		expect(await faultsOf(db)).toEqual([]);
		const { items } = await listAudit(db, { limit: 100 });
		expect(items.find(({ object }) => object === '\\u0000')).toMatchObject({ before: { text: '\\u0000' } });
	});

	test('shows neither telephones nor secrets of what was before and after', async () => {
		const db = await open();
		await recordAlone(db, {
			who: ANNA,
			action: 'deed',
			before: {
				phone: '13812345678',
				administrativePhone: '027-88881234',
				industryPhone: '119',
				people: 13_812_345_678
			},
			after: { changes: ['phone=027 8888 1234', 'people=3'], password: 'correct horse', note: '联系 13812345678' }
		});
		const [{ before, after }] = (await listAudit(db, { limit: 1 })).items;
		expect(before).toEqual({
			phone: '138****5678',
			administrativePhone: '027****1234',
			industryPhone: '****',
			people: 13_812_345_678
		});
		expect(after).toEqual({ changes: ['phone=027****1234', 'people=3'], password: '***', note: '联系 138****5678' });
	});
});

describeBoth('The head of the audit outside the database', (open) => {
	test('follows the audit, for its owner alone, and shows an end that was cut', async () => {
		const db = await open();
		expect(await moveHead({ db, folder })).toBeNull();
		await seven(db);
		expect(await moveHead({ db, folder })).toBeNull();
		expect(statSync(join(folder, 'audit-head.json')).mode & 0o777).toBe(0o600);
		expect(readHead({ db, folder })).toMatchObject({ seq: 7 });
		await behindItsBack(db, 'delete from audit where seq > 5');
		const { faults } = await verifyAudit({ db, folder });
		expect(faults).toMatchObject([{ seq: 6, kind: 'cut' }]);
		expect(faults[0].text.zh).toContain('恢复了较早的备份');
		const before = readFileSync(join(folder, 'audit-head.json'), 'utf8');
		expect((await moveHead({ db, folder }))!.en).toContain('ends at row 5, and the data folder remembers row 7');
		// Also where others have been added since: then row 7 is another one.
		for (let n = 0; n < 4; n++) await recordAlone(db, { who: ROOT, action: 'later' });
		expect((await moveHead({ db, folder }))!.en).toContain('Row 7');
		expect(await faultsOf(db)).toEqual(['7 changed']);
		expect(readFileSync(join(folder, 'audit-head.json'), 'utf8')).toBe(before);
	});

	test('shows an audit that was emptied, and a chain that was written anew from the beginning', async () => {
		const db = await open();
		await seven(db);
		await moveHead({ db, folder });
		const rows = await rowsOf(db);
		await behindItsBack(db, 'truncate audit');
		expect(await faultsOf(db)).toEqual(['1 cut']);
		let previous = BEGINNING;
		for (const row of rows) {
			const anew: AuditRow = { ...row, actor_name: '别人', previous };
			previous = anew.hash = hashOf(anew);
			const columns = Object.keys(anew);
			await db.query(
				`insert into audit (${columns.join(', ')}) values (${columns.map((_, i) => `$${i + 1}`).join(', ')})`,
				Object.values(anew)
			);
		}
		const { faults, whole } = await verifyAudit({ db, folder });
		expect(whole).toBe(false);
		expect(faults).toMatchObject([{ seq: 7, kind: 'changed', text: { en: expect.stringContaining('written anew') } }]);
		// Without what is remembered nobody could tell.
		rmSync(join(folder, 'audit-head.json'));
		expect(await faultsOf(db)).toEqual([]);
	});

	test('is left alone where it cannot be read, and said so', async () => {
		const db = await open();
		await seven(db);
		writeFileSync(join(folder, 'audit-head.json'), '{ "seq": ');
		expect((await moveHead({ db, folder }))!.zh).toContain('无法读写');
		expect(readFileSync(join(folder, 'audit-head.json'), 'utf8')).toBe('{ "seq": ');
		expect(await faultsOf(db)).toEqual(['0 cut']);
	});

	test('is written when Sise stops watching, and an alarm is told once', async () => {
		const db = await open();
		await seven(db);
		const told: string[] = [];
		const first = watchHead({ db, folder }, ({ en }) => told.push(en));
		await first();
		expect(readHead({ db, folder })).toMatchObject({ seq: 7 });
		await behindItsBack(db, 'delete from audit where seq = 7');
		await watchHead({ db, folder }, ({ en }) => told.push(en))();
		expect(told).toHaveLength(1);
	});
});

describeBoth('The audit as it is read', (open) => {
	test('is narrowed by whoever, what, result, day and text, page by page, newest first', async () => {
		const db = await open();
		await seven(db);
		await recordAlone(db, { who: ROOT, action: 'deed.1', district: '420198', object: '50%', result: 'refused' });
		const seqs = async (filter: object) => (await listAudit(db, { limit: 3, ...filter })).items.map(({ seq }) => seq);
		const first = await listAudit(db, { limit: 3 });
		expect(first).toMatchObject({
			total: 8,
			next: 6,
			actions: ['deed.1', 'deed.2', 'deed.3', 'deed.4', 'deed.5', 'deed.6', 'deed.7']
		});
		expect(first.actors).toEqual([
			{ id: 'p1', name: '安娜' },
			{ id: 'root', name: 'root' }
		]);
		expect(await seqs({ before: first.next! })).toEqual([5, 4, 3]);
		expect(await listAudit(db, { limit: 3, before: 3 })).toMatchObject({ next: null, total: 8 });
		expect(await seqs({ action: 'deed.1' })).toEqual([8, 1]);
		expect(await seqs({ actor: 'p1' })).toEqual([7, 5, 3]);
		expect(await seqs({ result: 'refused' })).toEqual([8]);
		expect(await seqs({ district: '420198' })).toEqual([8]);
		expect(await seqs({ q: 'o4' })).toEqual([4]);
		expect(await seqs({ q: '"n":6' })).toEqual([6]);
		expect(await seqs({ q: '0%' })).toEqual([8]);
		expect(await seqs({ q: '%' })).toEqual([8]);
		const { at } = first.items[0];
		expect(await seqs({ from: at, to: at, result: 'refused' })).toEqual([8]);
		expect(await seqs({ to: '2020-01-01' })).toEqual([]);
		expect(await seqs({ from: '2020-01-01', to: at, action: 'deed.2' })).toEqual([2]);
	});

	test('as CSV has no formula, as NDJSON proves its own chain, and leaves a deed', async () => {
		const db = await open();
		const name = '=HYPERLINK("http://evil.example","x")';
		await recordAlone(db, { who: { ...ANNA, name }, action: 'deed', object: '+1', after: 'a\r\n"b"' });
		const csv = await textOf(await exportAudit(db, ROOT, 'csv', {}));
		expect(csv.startsWith('\uFEFF"序号","时间"')).toBe(true);
		expect(csv).toContain(`"'=HYPERLINK(""http://evil.example"",""x"")"`);
		expect(csv).toContain(`"'+1"`);
		expect(csv.slice(1)).not.toMatch(/(^|,)"?[=+\-@]/m);
		expect(csv.endsWith('\r\n')).toBe(true);
		const rows = (await textOf(await exportAudit(db, ROOT, 'ndjson', {})))
			.trim()
			.split('\n')
			.map((line) => JSON.parse(line) as AuditRow);
		expect(rows.map(({ action }) => action)).toEqual(['deed', 'audit.export', 'audit.export']);
		for (const [i, row] of rows.entries()) {
			expect(hashOf(row)).toBe(row.hash);
			expect(row.previous).toBe(rows[i - 1]?.hash ?? BEGINNING);
		}
		expect(JSON.parse(rows[2].after!)).toEqual({ format: 'ndjson' });
		const narrowed = await textOf(await exportAudit(db, ROOT, 'ndjson', { action: 'deed' }));
		expect(narrowed.trim().split('\n')).toHaveLength(1);
	});
});

test('a dump keeps the chain and its trigger; one that is older than the head is told of in words', async () => {
	const notices: string[] = [];
	const start = () => openSise({ folder, onNotice: ({ en }) => notices.push(en) });
	const first = await start();
	await seven(first.db);
	await first.close();
	const dump = readFileSync(join(folder, 'dump.tar'));

	rmSync(join(folder, 'db'), { recursive: true });
	const restored = await start();
	expect(await verifyAudit(restored)).toMatchObject({ rows: 7, whole: true });
	await expect(restored.db.query('delete from audit')).rejects.toMatchObject({ code: '42501' });
	await recordAlone(restored.db, { who: ROOT, action: 'after' });
	await restored.close();

	rmSync(join(folder, 'db'), { recursive: true });
	writeFileSync(join(folder, 'dump.tar'), dump);
	const older = await start();
	expect(await verifyAudit(older)).toMatchObject({ rows: 7, whole: false, faults: [{ seq: 8, kind: 'cut' }] });
	await older.close();
	expect(notices.at(-1)).toContain('If an older dump was restored');
});

async function textOf(pages: AsyncIterable<string>): Promise<string> {
	let text = '';
	for await (const page of pages) text += page;
	return text;
}
