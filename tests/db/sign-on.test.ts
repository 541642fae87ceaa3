import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Accounts } from '../../src/lib/server/accounts/accounts.ts';
import { editPerson } from '../../src/lib/server/accounts/change-person.ts';
import { enterDemo } from '../../src/lib/server/accounts/demo-persons.ts';
import { beginSignOn, endSignOn } from '../../src/lib/server/accounts/sign-on.ts';
import { accountsOn, acting, Browser, deeds, ORIGIN, person, refusal } from './access.ts';
import { describeBoth } from './both.ts';
import { OIDC_ENV, startProvider, type Provider } from './oidc-provider.ts';

let provider: Provider;
beforeAll(async () => {
	provider = await startProvider();
});
afterAll(() => provider.close());

/** Goes through the government sign-on and back; gives where the browser ends. */
async function signOn(accounts: Accounts, browser: Browser, next: string | null = '/lists'): Promise<string> {
	const begun = await beginSignOn(accounts, await browser.visitor(), next);
	browser.keep(begun.cookies);
	const back = await provider.visit(begun.url);
	expect(back.origin + back.pathname).toBe(`${ORIGIN}/api/sign-in/oidc/callback/oidc`);
	const { location, cookies } = await endSignOn(accounts, await browser.visitor(), back);
	browser.keep(cookies);
	return location;
}

const REFUSED = '/sign-in?refused=oidc';

describeBoth('the government sign-on', (open) => {
	test('lets in whom it names and who has an account here, and goes on to where they wanted', async () => {
		const db = await open();
		const accounts = await accountsOn(db, OIDC_ENV(provider.address));
		await person(db, 'li.wei', 'planner');
		provider.subject = { sub: 'u-1', preferred_username: 'Li.Wei', name: '别的名字' };
		const browser = new Browser(accounts);
		expect(await signOn(accounts, browser)).toBe('/lists');
		expect(await browser.who()).toMatchObject({ kind: 'person', name: 'li.wei先生', role: 'planner' });
		expect((await deeds(db)).at(-1)).toMatchObject({ action: 'sign-in', object: 'li.wei', result: 'done' });
		// Again, now bound; and no other site is where it goes on to.
		for (const elsewhere of ['https://evil.example/', '//evil.example', '/\\evil.example', null]) {
			expect(await signOn(accounts, browser, elsewhere)).toBe('/');
		}
		expect((await db.query('select from session')).count).toBe(1);
		const { rows } = await db.query(
			`select access_token, refresh_token, id_token from credential where provider_id = 'oidc'`
		);
		expect(rows).toEqual([{ access_token: null, refresh_token: null, id_token: null }]);
	});

	test('makes no account, and lets in nobody who is disabled, has a second factor here, or is a demo person', async () => {
		const db = await open();
		const accounts = await accountsOn(db, OIDC_ENV(provider.address));
		const admin = acting(await person(db, 'admin', 'system_admin'));
		const browser = new Browser(accounts);
		const refused = async () => {
			expect(await signOn(accounts, browser)).toBe(REFUSED);
			expect((await browser.who()).kind).toBe('nobody');
			expect((await deeds(db)).at(-1)).toMatchObject({ action: 'sign-in', result: 'refused', actor_kind: 'nobody' });
		};
		provider.subject = { sub: 'u-2', preferred_username: 'stranger' };
		await refused();
		expect((await db.query('select from person')).count).toBe(1);

		const li = await person(db, 'li.wei', 'planner');
		provider.subject = { sub: 'u-1', preferred_username: 'li.wei' };
		expect(await signOn(accounts, browser)).toBe('/lists');
		await editPerson(db, admin, li.id, { disabled: true });
		await refused();
		await editPerson(db, admin, li.id, { disabled: false });
		await db.query('update person set two_factor_enabled = true where id = $1', [li.id]);
		await refused();
		await db.query('update person set two_factor_enabled = false where id = $1', [li.id]);
		expect(await signOn(accounts, browser)).toBe('/lists');
		browser.cookies.clear();

		await db.query('update person set disabled_at = now() where id = $1', [admin.id]);
		const demo = new Browser(accounts);
		await enterDemo(accounts, await demo.visitor(), 'leader');
		provider.subject = { sub: 'u-3', preferred_username: 'demo.leader' };
		await refused();
	});

	test('a name that was given to somebody else there is not theirs here', async () => {
		const db = await open();
		const accounts = await accountsOn(db, OIDC_ENV(provider.address));
		await person(db, 'li.wei', 'planner');
		await person(db, 'zhang', 'leader');
		provider.subject = { sub: 'u-1', preferred_username: 'li.wei' };
		const browser = new Browser(accounts);
		expect(await signOn(accounts, browser)).toBe('/lists');
		provider.subject = { sub: 'u-9', preferred_username: 'li.wei' };
		expect(await signOn(accounts, new Browser(accounts))).toBe(REFUSED);
		provider.subject = { sub: 'u-1', preferred_username: 'zhang' };
		expect(await signOn(accounts, new Browser(accounts))).toBe(REFUSED);
	});

	test('an answer that another browser began, one used twice, and a token of another key let nobody in', async () => {
		const db = await open();
		const accounts = await accountsOn(db, OIDC_ENV(provider.address));
		await person(db, 'li.wei', 'planner');
		provider.subject = { sub: 'u-1', preferred_username: 'li.wei' };
		const [browser, other] = [new Browser(accounts), new Browser(accounts)];
		const begun = await beginSignOn(accounts, await browser.visitor(), '/');
		browser.keep(begun.cookies);
		const back = await provider.visit(begun.url);
		expect((await endSignOn(accounts, await other.visitor(), back)).location).toBe(REFUSED);
		expect((await endSignOn(accounts, await browser.visitor(), back)).location).toBe('/');
		expect((await endSignOn(accounts, await browser.visitor(), back)).location).toBe(REFUSED);
		const nothing = new URL(`${ORIGIN}/api/sign-in/oidc/callback/oidc`);
		expect((await endSignOn(accounts, await other.visitor(), nothing)).location).toBe(REFUSED);
		provider.forge = true;
		expect(await signOn(accounts, new Browser(accounts))).toBe(REFUSED);
		provider.forge = false;
	});

	test('without one, or with one that does not answer, the words say so', async () => {
		const db = await open();
		const none = await accountsOn(db);
		const visitor = await new Browser(none).visitor();
		expect(none.oidc).toBeNull();
		expect(await refusal(beginSignOn(none, visitor, '/'))).toMatchObject({ status: 404, code: 'no-oidc' });
		const gone = await accountsOn(db, OIDC_ENV('http://127.0.0.1:9'));
		expect(await refusal(beginSignOn(gone, visitor, '/'))).toMatchObject({ status: 502, code: 'no-oidc' });
		await expect(accountsOn(db, { OIDC_CLIENT_ID: 'sise' })).rejects.toThrow('OIDC_DISCOVERY_URL is missing');
	});
});
