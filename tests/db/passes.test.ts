import { expect, test } from 'vitest';
import { roleOf } from '../../src/lib/access/roles.ts';
import { WALL_COOKIE, type Accounts } from '../../src/lib/server/accounts/accounts.ts';
import { listPasses, makePass, revokePass, type PassOrder } from '../../src/lib/server/accounts/make-pass.ts';
import { meOf } from '../../src/lib/server/accounts/me.ts';
import { openWall } from '../../src/lib/server/accounts/wall.ts';
import type { Database } from '../../src/lib/server/db/database.ts';
import { accountsOn, acting, Browser, deeds, person, refusal } from './access.ts';
import { describeBoth } from './both.ts';

const WALL: PassOrder = { kind: 'wall', name: '指挥中心大屏', days: 30 };
const MACHINE: PassOrder = { kind: 'machine', name: '市级平台', days: 30 };

const bearer = (accounts: Accounts, secret: string) =>
	accounts.identify({
		authorization: `Bearer ${secret}`,
		cookie: () => undefined,
		operator: null,
		address: '10.0.0.9',
		alive: false
	});

async function security(db: Database) {
	return acting(await person(db, 'wu', 'security_admin'));
}

describeBoth('passes', (open) => {
	test('a wall opens by its secret, sees what its role sees, and stops when it is revoked', async () => {
		const db = await open();
		const accounts = await accountsOn(db);
		const who = await security(db);
		const { pass, secret } = await makePass(db, who, WALL);
		expect(pass).toMatchObject({ status: 'holds', madeBy: who.name, lastUsedAt: null, tiers: ['general', 'persons'] });
		expect(JSON.stringify((await db.query('select * from pass')).rows)).not.toContain(secret);
		const wall = new Browser(accounts);
		const { name, cookies } = await openWall(accounts, await wall.visitor(), secret);
		expect(name).toBe('指挥中心大屏');
		expect(cookies[0]).toMatch(/; Path=\/; HttpOnly; SameSite=Lax; Max-Age=\d+$/);
		wall.keep(cookies);
		const come = await wall.who();
		expect(come).toMatchObject({ kind: 'wall', name, role: 'wall', must: null });
		expect([...come.rights]).toEqual(roleOf('wall').rights);
		expect(meOf(come, accounts)).toMatchObject({ kind: 'wall', idleMinutes: null, demo: false });
		// A person who signs in there goes before the wall.
		await wall.enter(await person(db, 'li.wei'));
		expect((await wall.who()).kind).toBe('person');
		wall.cookies.delete(accounts.sessionCookie);
		expect(await revokePass(db, who, pass.id)).toMatchObject({ status: 'revoked' });
		expect((await wall.who()).kind).toBe('nobody');
		expect(await refusal(openWall(accounts, await wall.visitor(), secret))).toMatchObject({ status: 401 });
		expect(await refusal(revokePass(db, who, pass.id))).toMatchObject({ status: 409 });
		expect(await refusal(revokePass(db, who, 'none'))).toMatchObject({ status: 404 });
		const written = JSON.stringify(await deeds(db));
		for (const action of ['pass.make', 'wall.open', 'pass.revoke']) expect(written).toContain(action);
		expect(written).not.toContain(secret);
	});

	test('by https the wall’s cookie is sent by https only', async () => {
		const db = await open();
		const accounts = await accountsOn(db, { ORIGIN: 'https://sise.example.gov.cn' });
		const { secret } = await makePass(db, await security(db), WALL);
		const { cookies } = await openWall(accounts, await new Browser(accounts).visitor(), secret);
		expect(cookies[0]).toMatch(/; Secure$/);
	});

	test('a machine has what was ticked and no more, and a wall’s secret is none of a machine', async () => {
		const db = await open();
		const accounts = await accountsOn(db);
		const who = await security(db);
		const plain = await makePass(db, who, MACHINE);
		const come = await bearer(accounts, plain.secret);
		expect(come).toMatchObject({ kind: 'machine', name: '市级平台', address: '10.0.0.9' });
		expect([...come.rights]).toEqual(['map.read']);
		expect([...come.sight.tiers]).toEqual(['general']);
		const more = await makePass(db, who, {
			...MACHINE,
			rights: ['lists.read', 'lists.export'],
			tiers: ['general', 'phones']
		});
		expect([...(await bearer(accounts, more.secret)).rights]).toEqual(['lists.read', 'lists.export']);
		for (const order of [
			{ rights: ['rules.make'] },
			{ rights: ['persons.manage'] },
			{ rights: [] },
			{ tiers: [] }
		] satisfies Partial<PassOrder>[]) {
			expect(await refusal(makePass(db, who, { ...MACHINE, ...order }))).toMatchObject({
				status: 400,
				code: 'too-far'
			});
		}
		expect(await refusal(makePass(db, who, { ...MACHINE, days: 181 }))).toMatchObject({
			status: 400,
			code: 'too-long'
		});
		const wall = await makePass(db, who, WALL);
		expect((await bearer(accounts, wall.secret)).kind).toBe('nobody');
		const browser = new Browser(accounts);
		browser.cookies.set(WALL_COOKIE, plain.secret);
		expect((await browser.who()).kind).toBe('nobody');
		// What a role loses, a pass that was made before loses too.
		await db.query(`update pass set rights = array['map.read', 'rules.make'] where id = $1`, [plain.pass.id]);
		expect([...(await bearer(accounts, plain.secret)).rights]).toEqual(['map.read']);
	});

	test('a pass ends by itself; its last use is written once a minute', async () => {
		const db = await open();
		const accounts = await accountsOn(db);
		const { pass, secret } = await makePass(db, await security(db), MACHINE);
		const lastUse = async () => (await listPasses(db))[0].lastUsedAt;
		await bearer(accounts, secret);
		const first = await lastUse();
		expect(first).not.toBeNull();
		await bearer(accounts, secret);
		expect(await lastUse()).toBe(first);
		await db.query(`update pass set last_used_at = now() - interval '61 seconds'`);
		await bearer(accounts, secret);
		expect(Date.parse((await lastUse())!)).toBeGreaterThanOrEqual(Date.parse(first!));
		await db.query('update pass set expires_at = now() where id = $1', [pass.id]);
		expect((await bearer(accounts, secret)).kind).toBe('nobody');
		expect((await listPasses(db))[0].status).toBe('over');
	});
});
