import { expect, test } from 'vitest';
import { openStreams } from '../../src/lib/server/accounts/streams.ts';
import type { Who } from '../../src/lib/server/access/who.ts';
import { holdingPasses, makePassSecret } from '../../src/lib/server/accounts/passes.ts';
import type { Database } from '../../src/lib/server/db/database.ts';
import { accountsOn, Browser, person } from './access.ts';
import { describeBoth } from './both.ts';

const WITHIN_MS = 5_000;
const IDLE_MINUTES = 15;

type Coming = Pick<Who, 'kind' | 'id' | 'session'>;

describeBoth('An open stream', (open) => {
	test('ends within 5 s of what it was opened by, and the others go on', async () => {
		const db = await open();
		const [revoked, idle, over, disabled, kept] = [
			await session(db, 'revoked'),
			await session(db, 'idle'),
			await session(db, 'over'),
			await session(db, 'disabled'),
			await session(db, 'kept')
		];
		const [wall, machine, keptWall] = [await pass(db, 'wall'), await pass(db, 'machine'), await pass(db, 'wall')];
		const ended: string[] = [];
		const failed: unknown[] = [];
		const streams = openStreams(db, IDLE_MINUTES, (error) => failed.push(error));
		const all = { revoked, idle, over, disabled, kept, wall, machine, keptWall };
		const stops = Object.entries(all).map(([name, who]) => streams.watch(who, () => ended.push(name)));
		await new Promise((resolve) => setTimeout(resolve, 3_000));
		expect(ended).toEqual([]);

		const began = performance.now();
		await db.query('delete from session where id = $1', [revoked.session], 1);
		await db.query(
			`update session set last_active_at = now() - interval '16 minutes' where id = $1`,
			[idle.session],
			1
		);
		await db.query(`update session set expires_at = now() - interval '1 second' where id = $1`, [over.session], 1);
		await db.query('update person set disabled_at = now() where id = $1', [disabled.id], 1);
		await db.query('update pass set revoked_at = now() where id = $1', [wall.id], 1);
		await db.query(`update pass set expires_at = now() - interval '1 second' where id = $1`, [machine.id], 1);
		const gone = ['disabled', 'idle', 'machine', 'over', 'revoked', 'wall'];
		await expect.poll(() => [...new Set(ended)].sort(), { timeout: WITHIN_MS }).toEqual(gone);
		expect(performance.now() - began).toBeLessThan(WITHIN_MS);
		for (const stop of stops) stop();
		expect(failed).toEqual([]);
	});

	test('of nobody who is known ends at the first look', async () => {
		const db = await open();
		const ended: string[] = [];
		const streams = openStreams(db, IDLE_MINUTES, () => {});
		const stop = streams.watch({ kind: 'nobody', id: '', session: null }, () => ended.push('nobody'));
		await expect.poll(() => ended.length, { timeout: WITHIN_MS }).toBeGreaterThan(0);
		stop();
	});

	test('a sweep that fails ends nothing, is told, and is made again', async () => {
		const db = await open();
		const who = await session(db, 'kept');
		const failed: unknown[] = [];
		let broken = true;
		const flaky = {
			...db,
			query: (...asked: Parameters<Database['query']>) =>
				broken ? Promise.reject(new Error('the line is down')) : db.query(...asked)
		} as Database;
		const ended: string[] = [];
		const stop = openStreams(flaky, IDLE_MINUTES, (error) => failed.push(error)).watch(who, () => ended.push('kept'));
		await expect.poll(() => failed.length, { timeout: WITHIN_MS }).toBeGreaterThan(0);
		expect(ended).toEqual([]);
		broken = false;
		await db.query('delete from session where id = $1', [who.session], 1);
		await expect.poll(() => ended, { timeout: WITHIN_MS }).not.toEqual([]);
		stop();
	});

	test('of these passes those hold that are neither over nor revoked', async () => {
		const db = await open();
		const [holds, revoked] = [await pass(db, 'wall'), await pass(db, 'machine')];
		await db.query('update pass set revoked_at = now() where id = $1', [revoked.id], 1);
		expect(await holdingPasses(db, [holds.id, revoked.id, 'none'])).toEqual(new Set([holds.id]));
		expect(await holdingPasses(db, [])).toEqual(new Set());
	});
});

/** Somebody who has signed in. */
async function session(db: Database, username: string): Promise<Coming> {
	await person(db, username);
	const browser = new Browser(await accountsOn(db));
	await browser.signIn(username);
	const { kind, id, session } = await browser.who();
	return { kind, id, session };
}

async function pass(db: Database, kind: 'wall' | 'machine'): Promise<Coming> {
	const { hash } = makePassSecret();
	await db.query(
		`insert into pass (id, kind, name, hash, rights, tiers, made_by, expires_at)
		values ($1, $2, '大屏', $3, '{}', '{}', 'tester', now() + interval '1 day')`,
		[hash.slice(0, 12), kind, hash],
		1
	);
	return { kind, id: hash.slice(0, 12), session: null };
}
