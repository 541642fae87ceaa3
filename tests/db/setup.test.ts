import { expect, test } from 'vitest';
import { SYSTEM } from '../../src/lib/server/access/who.ts';
import type { Accounts } from '../../src/lib/server/accounts/accounts.ts';
import { editPerson } from '../../src/lib/server/accounts/change-person.ts';
import { enterDemo } from '../../src/lib/server/accounts/demo-persons.ts';
import { makeSetupLink, offerSetup, setUp } from '../../src/lib/server/accounts/setup.ts';
import type { Database } from '../../src/lib/server/db/database.ts';
import { openEvents } from '../../src/lib/server/events.ts';
import { accountsOn, acting, Browser, deeds, OPERATOR, ORIGIN, PASSWORD, person, refusal } from './access.ts';
import { describeBoth } from './both.ts';

const tokenOf = (link: string) => link.slice(link.indexOf('#') + 1);
const district = (db: Database, code: string, fictional: boolean) =>
	db.query(`insert into district (code, name, metric_srid, fictional) values ($1, $1, 4547, $2)`, [code, fictional]);

async function use(accounts: Accounts, browser: Browser, token: string, given: Partial<Record<string, string>> = {}) {
	const order = { token, name: '陈静', username: 'chen.jing', password: PASSWORD, ...given };
	const { next, cookies } = await setUp(accounts, await browser.visitor(), order);
	browser.keep(cookies);
	return next;
}

describeBoth('the set-up link', (open) => {
	test('makes the first administrator, once, and signs them in; only its hash is kept', async () => {
		const db = await open();
		const accounts = await accountsOn(db);
		const link = await makeSetupLink(db, SYSTEM, accounts.origin, { recovers: false });
		expect(link).toMatch(new RegExp(`^${ORIGIN}/setup#[\\w-]{43}$`));
		const token = tokenOf(link);
		expect(JSON.stringify((await db.query('select * from setup_link')).rows)).not.toContain(token);
		const browser = new Browser(accounts);
		// What can be mended does not use the link up.
		expect(await refusal(use(accounts, browser, token, { password: 'password1234' }))).toMatchObject({ status: 400 });
		expect(await refusal(use(accounts, browser, token, { username: 'demo.x' }))).toMatchObject({ status: 400 });
		expect(await use(accounts, browser, token)).toBe('enter');
		expect(await browser.who()).toMatchObject({ role: 'system_admin', must: 'enrol-second-factor' });
		expect(await refusal(use(accounts, new Browser(accounts), token, { username: 'second' }))).toMatchObject({
			status: 410,
			code: 'no-link'
		});
		expect((await deeds(db)).map(({ action, actor_name }) => [action, actor_name])).toEqual([
			['setup.link', 'Sise'],
			['setup.use', '陈静'],
			['sign-in', '陈静']
		]);
		expect(JSON.stringify(await deeds(db))).not.toContain(token);
	});

	test('of two who open it at once one is made; one that is over, unknown or comes too late makes nobody', async () => {
		const db = await open();
		const accounts = await accountsOn(db);
		const token = tokenOf(await makeSetupLink(db, SYSTEM, ORIGIN, { recovers: false }));
		const late = tokenOf(await makeSetupLink(db, SYSTEM, ORIGIN, { recovers: false }));
		const over = tokenOf(await makeSetupLink(db, SYSTEM, ORIGIN, { recovers: true }));
		await db.query('update setup_link set expires_at = now() where recovers');
		for (const none of [over, 'A'.repeat(43)]) {
			expect(await refusal(use(accounts, new Browser(accounts), none))).toMatchObject({ status: 410 });
		}
		const both = await Promise.allSettled(
			['first', 'second'].map((username) => use(accounts, new Browser(accounts), token, { username }))
		);
		expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
		expect(await refusal(use(accounts, new Browser(accounts), late, { username: 'third' }))).toMatchObject({
			status: 410
		});
		expect((await db.query('select from person')).count).toBe(1);
	});

	test('one of the command line makes an administrator also where there is one', async () => {
		const db = await open();
		const accounts = await accountsOn(db);
		await person(db, 'admin', 'system_admin');
		const token = tokenOf(await makeSetupLink(db, OPERATOR, ORIGIN, { recovers: true }));
		expect(await use(accounts, new Browser(accounts), token)).toBe('enter');
	});

	test('is printed when real data lands, and at the start of a server that is not on loopback', async () => {
		const db = await open();
		const told: string[] = [];
		const events = await openEvents(db);
		const offer = async (accounts: Accounts) => offerSetup(accounts, events, ({ en }) => told.push(en));
		const settled = () => new Promise((resolve) => setTimeout(resolve, 300));
		await district(db, '000001', true);
		const stop = await offer(await accountsOn(db));
		await settled();
		expect(told).toEqual([]);
		await district(db, '420198', false);
		events.tell({ type: 'data', district: '420198', version: 1 });
		events.tell({ type: 'data', district: '420198', version: 2 });
		await expect.poll(() => told.length).toBe(1);
		await settled();
		expect(told).toHaveLength(1);
		const token = tokenOf(/http\S+/.exec(told[0])![0]);
		stop();
		const open4all = await accountsOn(db, { HOST: '0.0.0.0', ORIGIN: 'https://sise.example.gov.cn' });
		(await offer(open4all))();
		await expect.poll(() => told.length).toBe(2);
		expect(told[1]).toContain('https://sise.example.gov.cn/setup#');
		const accounts = await accountsOn(db);
		await use(accounts, new Browser(accounts), token);
		(await offer(accounts))();
		await settled();
		expect(told).toHaveLength(2);
	});
});

describeBoth('the demo’s persons', (open) => {
	test('come in by one click, and are out at the moment when a real district lands', async () => {
		const db = await open();
		const accounts = await accountsOn(db);
		await district(db, '000001', true);
		const browser = new Browser(accounts);
		const click = async () => browser.keep((await enterDemo(accounts, await browser.visitor(), 'planner')).cookies);
		await click();
		await click();
		expect(await browser.who()).toMatchObject({ role: 'planner', demo: true, must: null });
		expect((await db.query('select from session')).count).toBe(1);
		await district(db, '420198', false);
		expect((await browser.who()).kind).toBe('nobody');
		expect(await refusal(click())).toMatchObject({ status: 403, code: 'no-demo' });
		await db.query(`delete from district where code = '420198'`);
		expect((await browser.who()).kind).toBe('person');
		await db.query(`update district set fictional = false`);
		// Their names have no password: nobody signs in by them.
		expect(await refusal(browser.signIn('demo.planner', ''))).toMatchObject({ status: 401 });
	});

	test('are out once there is an administrator who is not disabled, and where the server is not on loopback', async () => {
		const db = await open();
		const accounts = await accountsOn(db);
		const browser = new Browser(accounts);
		browser.keep((await enterDemo(accounts, await browser.visitor(), 'leader')).cookies);
		expect((await browser.who()).kind).toBe('person');
		const admin = await person(db, 'admin', 'system_admin');
		expect((await browser.who()).kind).toBe('nobody');
		expect(await accounts.isDemoOpen()).toBe(false);
		await db.query('update person set disabled_at = now() where id = $1', [admin.id]);
		expect(await accounts.isDemoOpen()).toBe(true);
		for (const env of [{ HOST: '0.0.0.0' }, { ORIGIN: 'https://sise.example.gov.cn' }]) {
			expect(await (await accountsOn(db, env)).isDemoOpen()).toBe(false);
		}
		expect(await refusal(editPerson(db, acting(admin), (await browser.who()).id, { disabled: true }))).toMatchObject({
			status: 404
		});
	});
});
