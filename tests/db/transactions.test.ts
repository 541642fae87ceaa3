import { expect, test } from 'vitest';
import { describeBoth } from './both.ts';

const table = 'create table note (n integer primary key, text text)';

describeBoth('transactions', (open, kind) => {
	test('what work returns is committed, what it throws is rolled back', async () => {
		const db = await open();
		await db.query(table);
		const kept = await db.transaction(async (tx) => {
			await tx.query('insert into note values ($1, $2)', [1, '一']);
			return 'kept';
		});
		expect(kept).toBe('kept');
		const thrown = new Error('no');
		const lost = db.transaction(async (tx) => {
			await tx.query('insert into note values (2, null)');
			throw thrown;
		});
		await expect(lost).rejects.toBe(thrown);
		expect((await db.query('select n from note')).rows).toEqual([{ n: 1 }]);
	});

	test('a failed statement fails the transaction even when its error is swallowed', async () => {
		const db = await open();
		await db.query(table);
		const swallowing = db.transaction(async (tx) => {
			await tx.query('insert into note values (1, null)');
			await tx.query('insert into note values (1, null)').catch(() => {});
		});
		await expect(swallowing).rejects.toMatchObject({ code: '23505', constraint: 'note_pkey' });
		expect((await db.query('select count(*) as n from note')).rows).toEqual([{ n: 0 }]);
	});

	test('a wrong count rolls back: a lone statement and a transaction', async () => {
		const db = await open();
		await db.query(table);
		const words = 'Expected 1 rows, got 2: insert into note values (1, null), (2, null)';
		await expect(db.query('insert into note values (1, null), (2, null)', [], 1)).rejects.toThrow(words);
		const swallowing = db.transaction(async (tx) => {
			await tx.query('insert into note values (1, null), (2, null)', [], 1).catch(() => {});
		});
		await expect(swallowing).rejects.toThrow(words);
		await expect(db.query('select n from note where n = 9', [], 1)).rejects.toThrow('Expected 1 rows, got 0');
		expect((await db.query('select count(*) as n from note', [], 1)).rows).toEqual([{ n: 0 }]);
	});

	test('statements started together run one after another', async () => {
		const db = await open();
		const rows = await db.transaction((tx) =>
			Promise.all([1, 2, 3].map(async (n) => (await tx.query('select $1::int as n', [n])).rows[0]))
		);
		expect(rows).toEqual([{ n: 1 }, { n: 2 }, { n: 3 }]);
	});

	test('db inside a transaction is refused with words, instead of waiting for ever', async () => {
		const db = await open();
		const mistake = db.transaction(async () => db.query('select 1'));
		await expect(mistake).rejects.toThrow('db.query was called inside a transaction; use the tx');
		await expect(db.transaction(() => db.transaction(async () => 1))).rejects.toThrow(
			'db.transaction was called inside'
		);
		expect((await db.query('select 1 as n')).rows).toEqual([{ n: 1 }]);
	});

	test('a tx kept after its transaction is refused', async () => {
		const db = await open();
		const kept = await db.transaction(async (tx) => tx);
		await expect(kept.query('select 1')).rejects.toThrow('This transaction is over');
	});

	test('queries of others wait while a transaction runs, and see all of it or nothing', async () => {
		const db = await open();
		await db.query(table);
		// Started outside of the transaction's work, as another request would be.
		const count = async () => (await db.query<{ n: number }>('select count(*) as n from note')).rows[0].n;
		let begin = () => {};
		const begun = new Promise<void>((resolve) => (begin = resolve));
		const writing = db.transaction(async (tx) => {
			await tx.query('insert into note values (1, null)');
			begin();
			await new Promise((resolve) => setTimeout(resolve, 50));
			await tx.query('insert into note values (2, null)');
		});
		await begun;
		const seen = count();
		await writing;
		expect(await seen).toBe(kind === 'embedded' ? 2 : 0);
		expect(await count()).toBe(2);
	});

	test('the isolation level is the caller’s', async () => {
		const db = await open();
		const level = await db.transaction(async (tx) => {
			await tx.query('set transaction isolation level repeatable read');
			return (await tx.query('show transaction_isolation')).rows;
		});
		expect(level).toEqual([{ transaction_isolation: 'repeatable read' }]);
	});

	test('ten thousand errors later the session still works', async () => {
		const db = await open();
		let codes = 0;
		for (let i = 0; i < 10_000; i++) await db.query('select 1/0').catch((error) => (codes += Number(error.code)));
		expect(codes).toBe(10_000 * 22012);
		expect((await db.query('select 1 as n')).rows).toEqual([{ n: 1 }]);
	});

	test('a NOTIFY is heard when it is committed, and only then', async () => {
		const db = await open();
		const heard: string[] = [];
		const stop = await db.listen('runs', (payload) => heard.push(payload));
		await db.query(`select pg_notify('runs', '一')`);
		await db
			.transaction(async (tx) => {
				await tx.query(`select pg_notify('runs', 'rolled back')`);
				throw new Error('no');
			})
			.catch(() => {});
		await db.transaction((tx) => tx.query('select pg_notify($1, $2)', ['runs', '二']));
		await expect.poll(() => heard, { timeout: 10_000 }).toEqual(['一', '二']);
		await stop();
		await db.query(`select pg_notify('runs', '三')`);
		await db.query('select 1');
		expect(heard).toEqual(['一', '二']);
	});
});
