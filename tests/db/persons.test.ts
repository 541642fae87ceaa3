import { expect, test } from 'vitest';
import type { RoleId } from '../../src/lib/access/roles.ts';
import {
	editPerson,
	resetPassword,
	revokeSessions,
	takeSecondFactor,
	unlock
} from '../../src/lib/server/accounts/change-person.ts';
import { enterDemo } from '../../src/lib/server/accounts/demo-persons.ts';
import { grant } from '../../src/lib/server/accounts/grant.ts';
import { listPersonItems, personItem } from '../../src/lib/server/accounts/list-persons.ts';
import { makePerson } from '../../src/lib/server/accounts/make-person.ts';
import { changeOwnPassword } from '../../src/lib/server/accounts/own-password.ts';
import { accountsOn, acting, Browser, deeds, PASSWORD, person, refusal } from './access.ts';
import { describeBoth } from './both.ts';
import { AREAS, draw } from './small-district.ts';

const SUBDISTRICT = 'area/subdistrict';

describeBoth('persons', (open) => {
	test('a new person gets a password that is shown once and must be changed; then the other sessions end', async () => {
		const db = await open();
		const accounts = await accountsOn(db);
		const admin = acting(await person(db, 'admin', 'system_admin'));
		const made = await makePerson(db, admin, { name: '王强', username: 'Wang.Qiang' });
		expect(made.password).toMatch(/^[a-z]{6}-[a-z]{6}-[a-z]{6}$/);
		expect(made.person).toMatchObject({ username: 'wang.qiang', role: null });
		const [desk, phone] = [new Browser(accounts), new Browser(accounts)];
		await desk.signIn('wang.qiang', made.password);
		await phone.signIn('wang.qiang', made.password);
		expect((await desk.who()).must).toBe('change-password');
		const change = async (current: string, next: string) =>
			changeOwnPassword(accounts, await desk.visitor(), { current, next });
		for (const [current, next, code] of [
			[made.password, made.password, 'bad-password'],
			[made.password, 'short', 'bad-password'],
			[made.password, 'wang.qiang-2026-x', 'bad-password'],
			['wrong', 'Violet-Harbour-19', 'wrong-password']
		]) {
			expect(await refusal(change(current, next))).toMatchObject({ status: 400, code });
		}
		const before = desk.header;
		desk.keep(await change(made.password, 'Violet-Harbour-19'));
		expect(desk.header).not.toBe(before);
		expect(await desk.who()).toMatchObject({ kind: 'person', must: null });
		expect((await phone.who()).kind).toBe('nobody');
		expect(await new Browser(accounts).signIn('wang.qiang', 'Violet-Harbour-19')).toBe('enter');
		await db.query(`update person set password_changed_at = now() - interval '181 days'`);
		expect((await desk.who()).must).toBe('change-password');
	});

	test('guessing the current password in a session that was left open locks as signing in does', async () => {
		const db = await open();
		const accounts = await accountsOn(db);
		await person(db, 'li.wei');
		const browser = new Browser(accounts);
		await browser.signIn('li.wei');
		const guess = async () =>
			refusal(changeOwnPassword(accounts, await browser.visitor(), { current: 'wrong', next: 'Violet-Harbour-19' }));
		for (let i = 1; i <= 4; i++) expect(await guess()).toMatchObject({ status: 400 });
		expect(await guess()).toMatchObject({ status: 423, code: 'locked' });
		expect(await refusal(new Browser(accounts).signIn('li.wei'))).toMatchObject({ status: 423 });
	});

	test('names are taken once, in any case, and none looks like a demo person’s', async () => {
		const db = await open();
		const admin = acting(await person(db, 'admin', 'system_admin'));
		const make = (username: string) => refusal(makePerson(db, admin, { name: '某人', username }));
		expect(await make('ADMIN')).toMatchObject({ status: 409, code: 'username-taken' });
		for (const bad of ['demo.leader', 'a', 'with space', 'x'.repeat(41), '<script>']) {
			expect(await make(bad)).toMatchObject({ status: 400, code: 'bad-username' });
		}
	});

	test('the first administrator makes one of each other kind, and no second one', async () => {
		const db = await open();
		const admin = acting(await person(db, 'admin', 'system_admin'));
		const make = (username: string, role: RoleId) => makePerson(db, admin, { name: username, username, role });
		expect((await make('wu', 'security_admin')).person.role).toBe('security_admin');
		expect((await make('shen', 'audit_admin')).person.role).toBe('audit_admin');
		for (const role of ['security_admin', 'audit_admin', 'system_admin', 'leader'] as const) {
			expect(await refusal(make('more', role))).toMatchObject({ status: 409, code: 'not-yours-to-give' });
		}
	});

	test('the security administrator gives a role and subdistricts that there are; the sessions end', async () => {
		const db = await open();
		await draw(db, AREAS);
		const accounts = await accountsOn(db);
		const security = acting(await person(db, 'wu', 'security_admin'));
		const li = await person(db, 'li.wei', 'leader');
		const browser = new Browser(accounts);
		await browser.enter(li);
		const give = (subdistricts: Record<string, string[]>) =>
			grant(db, security, li.id, { role: 'inspector', subdistricts });
		for (const wrong of [{ '420198': ['area/none'] }, { '999999': [SUBDISTRICT] }, { '420198': ['area/district'] }]) {
			expect(await refusal(give(wrong))).toMatchObject({ status: 400, code: 'no-subdistrict' });
		}
		expect((await browser.who()).kind).toBe('person');
		await give({ '420198': [SUBDISTRICT, SUBDISTRICT] });
		expect((await browser.who()).kind).toBe('nobody');
		await browser.enter(li);
		const who = await browser.who();
		expect(who.role).toBe('inspector');
		expect(who.sight.rows).toEqual(new Map([['420198', [SUBDISTRICT]]]));
		const [given] = (await deeds(db)).filter(({ action }) => action === 'person.grant');
		expect(JSON.parse(given.before!)).toEqual({ role: 'leader', subdistricts: {} });
		expect(JSON.parse(given.after!)).toEqual({ role: 'inspector', subdistricts: { '420198': [SUBDISTRICT] } });
		// A role that sees all keeps no list of its own.
		await grant(db, security, li.id, { role: 'planner', subdistricts: { '420198': [SUBDISTRICT] } });
		expect((await personItem(db, li.id, 15)).subdistricts).toEqual({});
	});

	test('nobody changes their own account', async () => {
		const db = await open();
		const admin = acting(await person(db, 'admin', 'system_admin'));
		await person(db, 'second', 'system_admin');
		for (const attempt of [
			() => editPerson(db, admin, admin.id, { disabled: true }),
			() => editPerson(db, admin, admin.id, { name: '别名' }),
			() => grant(db, admin, admin.id, { role: 'leader', subdistricts: {} }),
			() => resetPassword(db, admin, admin.id),
			() => unlock(db, admin, admin.id),
			() => takeSecondFactor(db, admin, admin.id),
			() => revokeSessions(db, admin, admin.id)
		]) {
			expect(await refusal(attempt())).toMatchObject({ status: 409, code: 'own-account' });
		}
	});

	for (const role of ['system_admin', 'security_admin', 'audit_admin'] as const) {
		test(`the last ${role} is neither disabled nor given another role`, async () => {
			const db = await open();
			const other = acting(await person(db, 'other', role === 'system_admin' ? 'security_admin' : 'system_admin'));
			const last = await person(db, 'last', role);
			const disable = (id: string) => editPerson(db, other, id, { disabled: true });
			const demote = (id: string) => grant(db, other, id, { role: 'leader', subdistricts: {} });
			expect(await refusal(disable(last.id))).toMatchObject({ status: 409, code: 'last-administrator' });
			expect(await refusal(demote(last.id))).toMatchObject({ status: 409, code: 'last-administrator' });
			const second = await person(db, 'second', role);
			await disable(second.id);
			// A disabled one does not count.
			expect(await refusal(demote(last.id))).toMatchObject({ status: 409 });
			await editPerson(db, other, second.id, { disabled: false });
			// Of two that go at once, one stays.
			const outcomes = await Promise.allSettled([disable(last.id), demote(second.id)]);
			expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
		});
	}

	test('a reset password holds until it is changed; the old one and the sessions are over', async () => {
		const db = await open();
		const accounts = await accountsOn(db);
		const admin = acting(await person(db, 'admin', 'system_admin'));
		const li = await person(db, 'li.wei');
		const browser = new Browser(accounts);
		await browser.signIn('li.wei');
		const password = await resetPassword(db, admin, li.id);
		expect((await browser.who()).kind).toBe('nobody');
		expect(await refusal(browser.signIn('li.wei', PASSWORD))).toMatchObject({ status: 401 });
		await browser.signIn('li.wei', password);
		expect((await browser.who()).must).toBe('change-password');
	});

	test('a list has everybody but the demo’s persons: locked, disabled, with their sessions', async () => {
		const db = await open();
		const accounts = await accountsOn(db);
		const demo = new Browser(accounts);
		demo.keep((await enterDemo(accounts, await demo.visitor(), 'leader')).cookies);
		const demoId = (await demo.who()).id;
		const admin = acting(await person(db, 'admin', 'system_admin'));
		const li = await person(db, 'li.wei');
		await new Browser(accounts).signIn('li.wei');
		for (let i = 0; i < 5; i++) await refusal(new Browser(accounts).signIn('admin', 'wrong'));
		expect(await listPersonItems(db, 15)).toEqual([
			expect.objectContaining({ username: 'admin', lockedUntil: expect.any(String), sessions: 0, lastActiveAt: null }),
			expect.objectContaining({ username: 'li.wei', lockedUntil: null, sessions: 1, disabled: false })
		]);
		await editPerson(db, admin, li.id, { disabled: true });
		expect(await personItem(db, li.id, 15)).toMatchObject({ disabled: true, sessions: 0 });
		const security = acting(await person(db, 'wu', 'security_admin'));
		await unlock(db, security, admin.id);
		expect(await new Browser(accounts).signIn('admin')).toBe('enter');
		expect(await refusal(personItem(db, demoId, 15))).toMatchObject({ status: 404 });
		expect(await refusal(editPerson(db, admin, demoId, { name: 'x' }))).toMatchObject({ status: 404 });
	});

	test('no secret stands in the audit', async () => {
		const db = await open();
		const accounts = await accountsOn(db);
		const admin = acting(await person(db, 'admin', 'system_admin'));
		const { person: made, password } = await makePerson(db, admin, { name: '王强', username: 'wang' });
		const browser = new Browser(accounts);
		await browser.signIn('wang', password);
		browser.keep(await changeOwnPassword(accounts, await browser.visitor(), { current: password, next: PASSWORD }));
		const { secret, codes } = await browser.enrol();
		await refusal(new Browser(accounts).signIn('wang', 'Not-The-Password-7'));
		const reset = await resetPassword(db, admin, made.id);
		const { rows: tokens } = await db.query<{ token: string }>('select token from session');
		const written = JSON.stringify((await db.query('select * from audit')).rows);
		expect(written).toContain('second-factor.on');
		for (const hidden of [
			password,
			PASSWORD,
			secret,
			codes[0],
			'Not-The-Password-7',
			reset,
			...tokens.map((t) => t.token)
		]) {
			expect(written).not.toContain(hidden);
		}
	});
});
