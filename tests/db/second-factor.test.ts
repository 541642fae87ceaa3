import { expect, test } from 'vitest';
import { takeSecondFactor } from '../../src/lib/server/accounts/change-person.ts';
import { beginSecondFactor, dropSecondFactor, proveSecondFactor } from '../../src/lib/server/accounts/second-factor.ts';
import { signInByCode } from '../../src/lib/server/accounts/sign-in.ts';
import type { Accounts } from '../../src/lib/server/accounts/accounts.ts';
import { accountsOn, acting, Browser, deeds, PASSWORD, person, refusal, totp } from './access.ts';
import { describeBoth } from './both.ts';

async function enter(accounts: Accounts, browser: Browser, given: { code: string } | { backupCode: string }) {
	const { next, cookies } = await signInByCode(accounts, await browser.visitor(), given);
	browser.keep(cookies);
	return next;
}

/** A code that is of none of the half minutes around now. */
function wrongCode(secret: string): string {
	const right = [-2, -1, 0, 1, 2].map((steps) => totp(secret, steps));
	return ['000000', '111111', '222222', '333333', '444444', '555555'].find((code) => !right.includes(code))!;
}

describeBoth('the second factor', (open) => {
	test('an administrator must enrol one, and then signs in in two steps', async () => {
		const db = await open();
		const accounts = await accountsOn(db);
		await person(db, 'chen', 'system_admin');
		const browser = new Browser(accounts);
		expect(await browser.signIn('chen')).toBe('enter');
		expect((await browser.who()).must).toBe('enrol-second-factor');
		const before = browser.header;
		const { uri, secret, qr, codes } = await browser.enrol();
		expect(decodeURIComponent(uri)).toMatch(/^otpauth:\/\/totp\/四色 Sise:chen\?secret=/);
		expect(uri).not.toContain('sise.invalid');
		expect(new URL(uri).searchParams.get('secret')).toBe(secret);
		expect(qr.length).toBeGreaterThan(20);
		expect(qr.every((row) => row.length === qr.length)).toBe(true);
		expect(codes).toHaveLength(10);
		// The session is another one since.
		expect(browser.header).not.toBe(before);
		expect((await db.query('select from session')).count).toBe(1);
		expect((await browser.who()).must).toBeNull();

		const again = new Browser(accounts);
		expect(await again.signIn('chen')).toBe('code');
		expect((await again.who()).kind).toBe('nobody');
		expect(await enter(accounts, again, { code: totp(secret, 1) })).toBe('enter');
		expect(await again.who()).toMatchObject({ kind: 'person', must: null });
		expect((await deeds(db)).map(({ action }) => action)).toEqual(['sign-in', 'second-factor.on', 'sign-in']);
	});

	test('a code lets in once, and a backup code once', async () => {
		const db = await open();
		const accounts = await accountsOn(db);
		const chen = await person(db, 'chen', 'system_admin');
		const browser = new Browser(accounts);
		await browser.enter(chen);
		const { secret, codes } = await browser.enrol();
		const code = totp(secret, 1);
		const [first, second, third] = [new Browser(accounts), new Browser(accounts), new Browser(accounts)];
		await first.signIn('chen');
		expect(await enter(accounts, first, { code })).toBe('enter');
		await second.signIn('chen');
		expect(await refusal(enter(accounts, second, { code }))).toMatchObject({ status: 401, code: 'wrong' });
		expect(await enter(accounts, second, { backupCode: codes[3] })).toBe('enter');
		await third.signIn('chen');
		expect(await refusal(enter(accounts, third, { backupCode: codes[3] }))).toMatchObject({ status: 401 });
		expect(await enter(accounts, third, { backupCode: codes[4] })).toBe('enter');
	});

	test('wrong codes lock the name, and the right password between them does not help', async () => {
		const db = await open();
		const accounts = await accountsOn(db);
		const chen = await person(db, 'chen', 'system_admin');
		const owner = new Browser(accounts);
		await owner.enter(chen);
		const { secret } = await owner.enrol();
		const wrong = wrongCode(secret);
		for (let i = 1; i <= 4; i++) {
			const thief = new Browser(accounts);
			expect(await thief.signIn('chen')).toBe('code');
			expect(await refusal(enter(accounts, thief, { code: wrong }))).toMatchObject({ status: 401 });
			// Another wrong one each time: the same would be refused unasked.
			await db.query(`delete from verification where identifier like 'used-code-%'`);
		}
		const thief = new Browser(accounts);
		await thief.signIn('chen');
		expect(await refusal(enter(accounts, thief, { code: wrong }))).toMatchObject({ status: 423, code: 'locked' });
		expect(await refusal(enter(accounts, thief, { code: totp(secret, 1) }))).toMatchObject({ status: 423 });
		expect(await refusal(new Browser(accounts).signIn('chen'))).toMatchObject({ status: 423 });
		// Who is in stays in.
		expect((await owner.who()).kind).toBe('person');
	});

	test('twenty codes at once are no more than five tries', async () => {
		const db = await open();
		const accounts = await accountsOn(db);
		const chen = await person(db, 'chen', 'system_admin');
		const owner = new Browser(accounts);
		await owner.enter(chen);
		const { secret } = await owner.enrol();
		const thief = new Browser(accounts);
		await thief.signIn('chen');
		const right = [-1, 0, 1].map((steps) => totp(secret, steps));
		const guesses = Array.from({ length: 22 }, (_, i) => String(i).padStart(6, '0'))
			.filter((code) => !right.includes(code))
			.slice(0, 19);
		const answers = await Promise.all(guesses.map((code) => refusal(enter(accounts, thief, { code }))));
		expect(answers.filter(({ status }) => status === 401).length).toBe(4);
		expect(answers.filter(({ status }) => status === 423).length).toBe(15);
	});

	test('a code without a password before it, or too long after, lets nobody in', async () => {
		const db = await open();
		const accounts = await accountsOn(db);
		const chen = await person(db, 'chen', 'system_admin');
		const owner = new Browser(accounts);
		await owner.enter(chen);
		const { secret } = await owner.enrol();
		const browser = new Browser(accounts);
		expect(await refusal(enter(accounts, browser, { code: totp(secret, 1) }))).toMatchObject({
			status: 401,
			code: 'over'
		});
		await browser.signIn('chen');
		await db.query(`update verification set expires_at = now() where identifier like '2fa-%'`);
		expect(await refusal(enter(accounts, browser, { code: totp(secret, 1) }))).toMatchObject({
			status: 401,
			code: 'over'
		});
	});

	test('it is switched off by its owner with the password, but never by an administrator', async () => {
		const db = await open();
		const accounts = await accountsOn(db);
		const chen = await person(db, 'chen', 'audit_admin');
		const li = await person(db, 'li.wei', 'leader');
		const admin = new Browser(accounts);
		await admin.enter(chen);
		await admin.enrol();
		expect(await refusal(dropSecondFactor(accounts, await admin.visitor(), PASSWORD))).toMatchObject({ status: 409 });
		const leader = new Browser(accounts);
		await leader.enter(li);
		expect((await leader.who()).must).toBeNull();
		await leader.enrol();
		expect(await refusal(beginSecondFactor(accounts, await leader.visitor(), PASSWORD))).toMatchObject({ status: 409 });
		expect(await refusal(dropSecondFactor(accounts, await leader.visitor(), 'wrong'))).toMatchObject({
			status: 400,
			code: 'wrong-password'
		});
		const before = leader.header;
		leader.keep(await dropSecondFactor(accounts, await leader.visitor(), PASSWORD));
		expect(leader.header).not.toBe(before);
		expect(await new Browser(accounts).signIn('li.wei')).toBe('enter');
	});

	test('nothing is on before it was proved, and a wrong code proves nothing', async () => {
		const db = await open();
		const accounts = await accountsOn(db);
		await person(db, 'li.wei', 'leader');
		const browser = new Browser(accounts);
		await browser.signIn('li.wei');
		const { secret } = await beginSecondFactor(accounts, await browser.visitor(), PASSWORD);
		expect(await refusal(proveSecondFactor(accounts, await browser.visitor(), wrongCode(secret)))).toMatchObject({
			status: 400,
			code: 'wrong-code'
		});
		expect(await new Browser(accounts).signIn('li.wei')).toBe('enter');
	});

	test('one that was lost is taken away by the security administrator; the sessions end', async () => {
		const db = await open();
		const accounts = await accountsOn(db);
		const chen = await person(db, 'chen', 'system_admin');
		const security = acting(await person(db, 'wu', 'security_admin'));
		const browser = new Browser(accounts);
		await browser.enter(chen);
		await browser.enrol();
		await takeSecondFactor(db, security, chen.id);
		expect((await browser.who()).kind).toBe('nobody');
		expect(await browser.signIn('chen')).toBe('enter');
		expect((await browser.who()).must).toBe('enrol-second-factor');
	});
});
