import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import type { PersonItem, SecondFactor } from '../../src/lib/access/api.ts';
import roles from '../../data/access/roles.json' with { type: 'json' };
import { totp } from './totp.ts';
import { freePort, start } from './started.ts';

export type PersonRole = Exclude<keyof typeof roles.roles, 'wall' | 'machine'>;
export const PERSON_ROLES = Object.entries(roles.roles)
	.filter(([, role]) => role.for === 'person')
	.map(([id]) => id as PersonRole);

export const DISTRICT = '420112';
const UNITS = '名称,经度,纬度,类型\n甲加油站,114.05,30.65,加油站\n乙加油站,114.06,30.66,加油站\n';
const PASSWORD = 'Orange-Kettle-42-moon';
const ADMINISTRATORS: readonly PersonRole[] = ['system_admin', 'security_admin', 'audit_admin'];

/** What somebody shows at each request. */
export type Shown = Record<string, string>;

/** A server of its own without the demo, set up from its printed link, with a person of every role, a wall and a machine. */
export interface Installation {
	address: string;
	/** What each person shows; `must`: one of the data keepers, who has not changed the initial password. */
	persons: Record<PersonRole | 'must', Shown>;
	wall: Shown;
	/** A machine with the right to see lists, and no other. */
	machine: Shown;
	operator: Shown;
	/** All that the server has printed. */
	said(): string;
	/** Runs the command line on its folder. Rejects with what it said where it fails. */
	sise(...words: string[]): Promise<string>;
	stop(): Promise<void>;
}

export async function install(): Promise<Installation> {
	const data = mkdtempSync(join(tmpdir(), 'sise-installation-'));
	const port = await freePort();
	// Rates are counted by address; here each who comes has one of their own, as behind a proxy.
	const server = start(port, data, { ADDRESS_HEADER: 'x-forwarded-for' });
	const address = `http://localhost:${port}`;
	const stop = async () => {
		server.child.kill('SIGTERM');
		await server.code;
		rmSync(data, { recursive: true, force: true });
	};
	try {
		await expect.poll(server.said, { timeout: 100_000 }).toContain(address);
		// Real data closes the demo, and then the link is printed.
		const units = join(data, 'units.csv');
		writeFileSync(units, UNITS);
		await sise(data, ['import', units, '--layer', 'enterprise', '--district', DISTRICT]);
		await expect.poll(server.said).toMatch(/\/setup#\S+/);
		const token = /\/setup#(\S+)/.exec(server.said())![1];
		const post = poster(address);

		const setUp = { token, name: '系统', username: 'system_admin', password: PASSWORD };
		const system = await enrol(post, (await post('POST', '/api/setup', setUp)).shown);
		const made = new Map<string, { person: PersonItem; password: string }>();
		for (const role of [...PERSON_ROLES.filter((role) => role !== 'system_admin'), 'must'] as const) {
			const given = ADMINISTRATORS.includes(role as PersonRole) ? { role } : {};
			const order = { name: `某${role}`, username: role, ...given };
			made.set(role, (await post('POST', '/api/persons', order, system)).body as never);
		}
		const enter = async (role: string) => {
			const { password } = made.get(role)!;
			const { shown } = await post('POST', '/api/sign-in', { username: role, password });
			return (await post('POST', '/api/me/password', { current: password, next: PASSWORD }, shown)).shown;
		};
		const security = await enrol(post, await enter('security_admin'));
		for (const [role, { person }] of made) {
			if (ADMINISTRATORS.includes(role as PersonRole)) continue;
			const granted = { role: role === 'must' ? 'data_keeper' : role, subdistricts: {} };
			await post('PUT', `/api/persons/${person.id}/role`, granted, security);
		}
		const persons = { system_admin: system, security_admin: security } as Installation['persons'];
		persons.audit_admin = await enrol(post, await enter('audit_admin'));
		for (const role of PERSON_ROLES) persons[role] ??= await enter(role);
		const initial = { username: 'must', password: made.get('must')!.password };
		persons.must = (await post('POST', '/api/sign-in', initial)).shown;

		const passOf = async (order: object) =>
			((await post('POST', '/api/passes', { days: 1, ...order }, security)).body as { secret: string }).secret;
		const secret = await passOf({ kind: 'wall', name: '大屏' });
		const wall = (await post('POST', '/api/wall', { secret })).shown;
		const key = await passOf({ kind: 'machine', name: '接口', rights: ['lists.read'], tiers: ['general'] });
		const lock = JSON.parse(readFileSync(join(data, 'lock.json'), 'utf8')) as { secret: string };
		return {
			address,
			persons,
			wall,
			machine: { authorization: `Bearer ${key}`, 'x-forwarded-for': '10.1.0.1' },
			operator: { authorization: `Bearer ${lock.secret}`, 'x-forwarded-for': '10.1.0.2' },
			said: server.said,
			sise: (...words) => sise(data, words),
			stop
		};
	} catch (error) {
		await stop();
		throw error;
	}
}

/** Signs a person of an installation in anew: whoever is granted something else is signed out. */
export async function enterAgain({ address }: Installation, role: PersonRole): Promise<Shown> {
	return (await poster(address)('POST', '/api/sign-in', { username: role, password: PASSWORD })).shown;
}

interface Posted {
	/** What is to be shown from now on. */
	shown: Shown;
	body: unknown;
}
type Post = (method: string, path: string, body: object, shown?: Shown) => Promise<Posted>;

function poster(address: string): Post {
	let comers = 0;
	return async (method, path, body, shown = { 'x-forwarded-for': `10.0.0.${++comers}` }) => {
		const answer = await fetch(address + path, {
			method,
			headers: { 'content-type': 'application/json', ...shown },
			body: JSON.stringify(body)
		});
		if (!answer.ok) throw new Error(`${method} ${path} answered ${answer.status}: ${await answer.text()}`);
		const cookies = new Map((shown.cookie ?? '').split('; ').map((text) => [text.split('=')[0], text]));
		for (const text of answer.headers.getSetCookie()) cookies.set(text.split('=')[0], text.split(';')[0]);
		const cookie = [...cookies.values()].filter((text) => text !== '').join('; ');
		return { shown: { ...shown, cookie }, body: await answer.json() };
	};
}

async function enrol(post: Post, shown: Shown): Promise<Shown> {
	const { secret } = (await post('POST', '/api/me/second-factor', { password: PASSWORD }, shown)).body as SecondFactor;
	return (await post('PUT', '/api/me/second-factor', { code: totp(secret) }, shown)).shown;
}

function sise(data: string, words: readonly string[]): Promise<string> {
	return new Promise((resolve, reject) => {
		execFile(
			process.execPath,
			['src/cli/sise.ts', ...words],
			{ env: { ...process.env, SISE_DATA: data, DATABASE_URL: '' }, timeout: 100_000 },
			(error, out, err) => (error === null ? resolve(out) : reject(new Error(err || error.message)))
		);
	});
}
