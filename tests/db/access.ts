import { createHmac } from 'node:crypto';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { roleOf, type RoleId } from '../../src/lib/access/roles.ts';
import { nobody, operator, type Who } from '../../src/lib/server/access/who.ts';
import { openAccounts, type Accounts, type Visitor } from '../../src/lib/server/accounts/accounts.ts';
import { enter } from '../../src/lib/server/accounts/entered.ts';
import { insertPerson } from '../../src/lib/server/accounts/make-person.ts';
import { hashPassword } from '../../src/lib/server/accounts/password.ts';
import type { Person } from '../../src/lib/server/accounts/persons.ts';
import { proveSecondFactor, beginSecondFactor } from '../../src/lib/server/accounts/second-factor.ts';
import { cookieIn } from '../../src/lib/server/accounts/session-cookie.ts';
import { signIn } from '../../src/lib/server/accounts/sign-in.ts';
import type { Database } from '../../src/lib/server/db/database.ts';
import { AnswerError } from '../../src/lib/server/http.ts';

export const PASSWORD = 'Orange-Kettle-42-moon';
export const ORIGIN = 'http://localhost:3000';
/** scrypt is dear on purpose: one hash serves every person of these tests. */
const HASH = hashPassword(PASSWORD);
const FOLDER = mkdtempSync(join(tmpdir(), 'sise-accounts-'));

/** The accounts of a server that listens on loopback, unless `env` says otherwise. */
export function accountsOn(db: Database, env: Record<string, string> = {}): Promise<Accounts> {
	return openAccounts({ db, folder: FOLDER }, { ORIGIN, ...env }, () => false);
}

/** A person who has changed their password already. */
export async function person(db: Database, username: string, role: RoleId | null = 'leader'): Promise<Person> {
	const hash = await HASH;
	return db.transaction((tx) => insertPerson(tx, { name: `${username}先生`, username, role, hash, mustChange: false }));
}

/** A person as whoever acts, without a session. */
export function acting({ id, name, role }: Person): Who {
	return {
		...nobody('10.0.0.1'),
		kind: 'person',
		id,
		name,
		role,
		rights: new Set(role === null ? [] : roleOf(role).rights)
	};
}

/** A browser: it keeps cookies, and comes as whoever they make it. */
export class Browser {
	readonly cookies = new Map<string, string>();
	private readonly accounts: Accounts;
	constructor(accounts: Accounts) {
		this.accounts = accounts;
	}

	get header(): string {
		return [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
	}

	keep(cookies: readonly string[]): void {
		for (const cookie of cookies) {
			const [pair] = cookie.split(';', 1);
			const at = pair.indexOf('=');
			const [name, value] = [pair.slice(0, at), pair.slice(at + 1)];
			if (value === '' || /max-age=0/i.test(cookie)) this.cookies.delete(name);
			else this.cookies.set(name, value);
		}
	}

	who(alive = false): Promise<Who> {
		return this.accounts.identify({
			authorization: null,
			cookie: (name) => cookieIn(this.header, name),
			operator: null,
			address: '10.0.0.1',
			alive
		});
	}

	async visitor(): Promise<Visitor> {
		const request = new Request(ORIGIN, { headers: { cookie: this.header, 'user-agent': 'Chrome/130 Linux' } });
		return this.accounts.visitorOf(request, await this.who());
	}

	async signIn(username: string, password = PASSWORD): Promise<'enter' | 'code'> {
		const { next, cookies } = await signIn(this.accounts, await this.visitor(), { username, password });
		this.keep(cookies);
		return next;
	}

	/** Comes in where the password is not the point: a hash takes its time. */
	async enter(person: Person): Promise<void> {
		const { cookies } = await enter(this.accounts, await this.visitor(), person, { action: 'sign-in' });
		this.keep(cookies);
	}

	/** Enrols a second factor; gives its secret and the codes that let in once. */
	async enrol(): Promise<{ secret: string; codes: string[]; uri: string; qr: boolean[][] }> {
		const begun = await beginSecondFactor(this.accounts, await this.visitor(), PASSWORD);
		this.keep(await proveSecondFactor(this.accounts, await this.visitor(), totp(begun.secret)));
		return begun;
	}
}

/** The code of a secret, by RFC 6238; `steps` half minutes from now. */
export function totp(secret: string, steps = 0): string {
	const bits = [...secret].map((letter) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(letter));
	const bytes = Buffer.alloc(Math.floor((bits.length * 5) / 8));
	for (const [i, value] of bits.entries()) {
		for (let bit = 0; bit < 5; bit++) {
			const at = i * 5 + bit;
			if (at < bytes.length * 8 && value & (16 >> bit)) bytes[at >> 3] |= 128 >> (at & 7);
		}
	}
	const counter = Buffer.alloc(8);
	counter.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000) + steps));
	const mac = createHmac('sha1', bytes).update(counter).digest();
	return String((mac.readUInt32BE(mac[19] & 15) & 0x7fffffff) % 1_000_000).padStart(6, '0');
}

/** Counts the hashes that better-auth makes from now on, of whatever password. */
export async function countHashes(accounts: Accounts): Promise<() => number> {
	const { password } = await accounts.auth.$context;
	const { hash, verify } = password;
	let made = 0;
	password.hash = (given) => {
		made++;
		return hash(given);
	};
	password.verify = (data) => {
		made++;
		return verify(data);
	};
	return () => made;
}

/** Status, code and words of what is refused. */
export async function refusal(work: Promise<unknown>): Promise<{ status: number; code: string; en: string }> {
	const error: unknown = await work.then(
		() => new Error('It was not refused.'),
		(thrown: unknown) => thrown
	);
	if (!(error instanceof AnswerError)) throw error;
	return { status: error.status, code: error.code, en: error.text.en };
}

/** The audit, oldest first. */
export async function deeds(db: Database) {
	const { rows } = await db.query<{
		actor_kind: string;
		actor_name: string;
		action: string;
		object: string | null;
		before: string | null;
		after: string | null;
		result: string;
	}>('select actor_kind, actor_name, action, object, before, after, result from audit order by seq');
	return rows;
}

export const OPERATOR = operator('tester');
