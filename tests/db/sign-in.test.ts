import { createHmac } from 'node:crypto';
import { expect, test } from 'vitest';
import { editPerson } from '../../src/lib/server/accounts/change-person.ts';
import { endOwnSession, listSessions, signOut } from '../../src/lib/server/accounts/sessions.ts';
import { tokenIn } from '../../src/lib/server/accounts/session-cookie.ts';
import { accountsOn, acting, Browser, countHashes, deeds, PASSWORD, person, refusal } from './access.ts';
import { describeBoth } from './both.ts';

describeBoth('signing in', (open) => {
	test('a name and a password let in, whatever the case of the name; the audit says who', async () => {
		const db = await open();
		const accounts = await accountsOn(db);
		await person(db, 'li.wei');
		const browser = new Browser(accounts);
		expect(await browser.signIn('Li.Wei')).toBe('enter');
		expect(await browser.who()).toMatchObject({ kind: 'person', name: 'li.wei先生', role: 'leader', must: null });
		expect(await deeds(db)).toEqual([
			expect.objectContaining({ actor_kind: 'person', action: 'sign-in', object: 'li.wei', result: 'done' })
		]);
	});

	test('an unknown name, a wrong password and a disabled person are answered alike, at the price of one hash', async () => {
		const db = await open();
		const accounts = await accountsOn(db);
		await person(db, 'li.wei');
		const gone = await person(db, 'gone');
		await editPerson(db, acting(await person(db, 'admin', 'system_admin')), gone.id, { disabled: true });
		const hashes = await countHashes(accounts);
		const answers = [];
		for (const [username, password] of [
			['nobody.here', PASSWORD],
			['li.wei', 'wrong'],
			['gone', PASSWORD]
		]) {
			answers.push(await refusal(new Browser(accounts).signIn(username, password)));
			// The time that an answer takes is that of one hash, whoever is asked for.
			expect(hashes()).toBe(answers.length);
		}
		// What can be nobody's name needs no hash to be nobody's.
		answers.push(await refusal(new Browser(accounts).signIn('名字 with spaces', 'x')));
		for (const answer of answers) expect(answer).toEqual(answers[0]);
		expect(answers[0]).toMatchObject({ status: 401, code: 'wrong' });
		expect((await db.query('select from session')).count).toBe(0);
	});

	for (const username of ['li.wei', 'nobody.here']) {
		test(`five failures lock ${username}, the right password too, until the quarter of an hour is over`, async () => {
			const db = await open();
			const accounts = await accountsOn(db);
			await person(db, 'li.wei');
			for (let i = 1; i <= 4; i++) {
				expect(await refusal(new Browser(accounts).signIn(username, 'wrong'))).toMatchObject({ status: 401 });
			}
			const fifth = await refusal(new Browser(accounts).signIn(username, 'wrong'));
			expect(fifth).toMatchObject({ status: 423, code: 'locked' });
			expect(fifth.en).toMatch(/15 min/);
			expect(await refusal(new Browser(accounts).signIn(username.toUpperCase()))).toMatchObject({ status: 423 });
			expect((await deeds(db)).map(({ action, after }) => [action, after && JSON.parse(after)])).toEqual([
				...Array.from({ length: 5 }, () => ['sign-in', { why: 'wrong' }]),
				['sign-in.lock', null],
				['sign-in', { why: 'locked' }]
			]);
			await db.query(`update sign_in_failure set locked_until = locked_until - interval '15 minutes',
				last_at = last_at - interval '15 minutes'`);
			if (username === 'li.wei') expect(await new Browser(accounts).signIn(username)).toBe('enter');
			else expect(await refusal(new Browser(accounts).signIn(username))).toMatchObject({ status: 401 });
		});
	}

	test('thirty tries at once are no more than five', async () => {
		const db = await open();
		const accounts = await accountsOn(db);
		await person(db, 'li.wei');
		const hashes = await countHashes(accounts);
		const answers = await Promise.all(
			Array.from({ length: 30 }, () => refusal(new Browser(accounts).signIn('li.wei', 'wrong')))
		);
		expect(hashes()).toBe(5);
		expect(answers.filter(({ status }) => status === 401)).toHaveLength(4);
		expect(answers.filter(({ status }) => status === 423)).toHaveLength(26);
	});

	test('a success forgets the failures before it', async () => {
		const db = await open();
		const accounts = await accountsOn(db);
		await person(db, 'li.wei');
		for (let round = 0; round < 2; round++) {
			for (let i = 0; i < 4; i++) await refusal(new Browser(accounts).signIn('li.wei', 'wrong'));
			expect(await new Browser(accounts).signIn('li.wei')).toBe('enter');
		}
	});

	test('a session that was there before is ended: nobody can have prepared it', async () => {
		const db = await open();
		const accounts = await accountsOn(db);
		await person(db, 'attacker');
		await person(db, 'victim');
		const attacker = new Browser(accounts);
		await attacker.signIn('attacker');
		// The attacker's cookie is planted in the victim's browser.
		const victim = new Browser(accounts);
		for (const [name, value] of attacker.cookies) victim.cookies.set(name, value);
		await victim.signIn('victim');
		expect(victim.header).not.toBe(attacker.header);
		expect(await victim.who()).toMatchObject({ name: 'victim先生' });
		expect(await attacker.who()).toMatchObject({ kind: 'nobody' });
		// A token that nobody was given opens nothing, and is not taken on.
		const planted = new Browser(accounts);
		planted.cookies.set(accounts.sessionCookie, 'mine.AAAA');
		await planted.signIn('victim');
		expect(planted.header).not.toContain('mine.AAAA');
	});

	test('a session ends when it is idle, when it is old, and when its person is disabled', async () => {
		const db = await open();
		const accounts = await accountsOn(db);
		const li = await person(db, 'li.wei');
		const browser = new Browser(accounts);
		const enter = async () => {
			await browser.enter(li);
			expect((await browser.who()).kind).toBe('person');
		};
		await enter();
		await db.query(`update session set last_active_at = now() - interval '14 minutes'`);
		expect((await browser.who(true)).kind).toBe('person');
		// That was a sign of life: the quarter of an hour begins again.
		await db.query(`update session set last_active_at = last_active_at - interval '14 minutes'`);
		expect((await browser.who()).kind).toBe('person');
		await db.query(`update session set last_active_at = last_active_at - interval '2 minutes'`);
		expect((await browser.who(true)).kind).toBe('nobody');

		await enter();
		const { rows } = await db.query<{ hours: number }>(
			`select max(extract(epoch from expires_at - created_at) / 3600)::float8 as hours from session`
		);
		expect(rows[0].hours).toBeCloseTo(12, 1);
		await db.query(`update session set expires_at = now()`);
		expect((await browser.who(true)).kind).toBe('nobody');

		await enter();
		await editPerson(db, acting(await person(db, 'admin', 'system_admin')), li.id, { disabled: true });
		expect((await browser.who()).kind).toBe('nobody');
		expect(await refusal(browser.signIn('li.wei'))).toMatchObject({ status: 401, code: 'wrong' });
	});

	test('one’s sessions are listed, and one that is revoked stops at once', async () => {
		const db = await open();
		const accounts = await accountsOn(db);
		const li = await person(db, 'li.wei');
		const [desk, phone, other] = [new Browser(accounts), new Browser(accounts), new Browser(accounts)];
		await desk.enter(li);
		await phone.enter(li);
		await other.enter(await person(db, 'zhang'));
		const who = await desk.who();
		const sessions = await listSessions(db, who.id, who, 15);
		expect(sessions).toHaveLength(2);
		expect(sessions.filter(({ own }) => own).map(({ id }) => id)).toEqual([who.session]);
		expect(sessions[0]).toMatchObject({ browser: 'Chrome, Linux', address: '10.0.0.1' });
		const foreign = (await other.who()).session!;
		expect(await refusal(endOwnSession(db, who, foreign))).toMatchObject({ status: 404 });
		await endOwnSession(db, who, (await phone.who()).session!);
		expect((await phone.who()).kind).toBe('nobody');
		expect((await desk.who()).kind).toBe('person');
		expect((await other.who()).kind).toBe('person');
	});

	test('signing out ends the session in the database, not in this browser only', async () => {
		const db = await open();
		const accounts = await accountsOn(db);
		await person(db, 'li.wei');
		const [browser, copy] = [new Browser(accounts), new Browser(accounts)];
		await browser.signIn('li.wei');
		for (const [name, value] of browser.cookies) copy.cookies.set(name, value);
		browser.keep(await signOut(accounts, await browser.visitor()));
		expect(browser.cookies.has(accounts.sessionCookie)).toBe(false);
		expect((await copy.who()).kind).toBe('nobody');
		expect((await deeds(db)).map(({ action }) => action)).toEqual(['sign-in', 'sign-out']);
		expect(await signOut(accounts, await browser.visitor())).toEqual(expect.any(Array));
	});

	test('tokenIn reads what better-auth signs, and nothing that was forged', async () => {
		const db = await open();
		const accounts = await accountsOn(db);
		await person(db, 'li.wei');
		const browser = new Browser(accounts);
		await browser.signIn('li.wei');
		const { rows } = await db.query<{ token: string }>('select token from session');
		expect(accounts.signedCookie(browser.header, accounts.sessionCookie)).toBe(rows[0].token);
		const { secret } = await accounts.auth.$context;
		const cookie = decodeURIComponent(browser.cookies.get(accounts.sessionCookie)!);
		expect(tokenIn(cookie, secret)).toBe(rows[0].token);
		const forged = (key: string) =>
			`${rows[0].token}.${createHmac('sha256', key).update(rows[0].token).digest('base64')}`;
		expect(tokenIn(forged(secret), secret)).toBe(rows[0].token);
		for (const wrong of [
			forged('another secret'),
			rows[0].token,
			`${rows[0].token}.`,
			`x${cookie}`,
			cookie.slice(0, -4),
			`.${cookie.split('.')[1]}`,
			''
		]) {
			expect(tokenIn(wrong, secret)).toBeNull();
		}
	});
});
