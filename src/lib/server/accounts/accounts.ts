import { idleMinutes } from '../../access/limits.ts';
import { nobody, operatorOf, type Who } from '../access/who.ts';
import type { Database } from '../db/database.ts';
import type { Sise } from '../sise.ts';
import { ADDRESS_HEADER, openAuth, type Auth } from './auth.ts';
import { isDemoOpen } from './demo-persons.ts';
import { readOidc, type OidcSettings } from './oidc.ts';
import { whoHolds } from './passes.ts';
import { keyFor, readSecret } from './secret.ts';
import { cookieIn, tokenIn, withoutCookie } from './session-cookie.ts';
import { whoComes } from './who-comes.ts';

/** The cookie in which a wall keeps its pass. */
export const WALL_COOKIE = 'sise.wall';

/** What a request shows of whoever sent it. */
export interface Shown {
	authorization: string | null;
	/** A cookie by its name. */
	cookie(name: string): string | undefined;
	operator: string | null;
	address: string | null;
	/** Whether it is a sign of life of a person, and not something that an open page asks by itself. */
	alive: boolean;
}

/** Whoever asks something of the accounts. */
export interface Visitor {
	who: Who;
	/** What better-auth needs of the request: its cookies, its address, what browser it is. */
	headers: Headers;
}

/** Who may come in, and who comes. */
export interface Accounts {
	db: Database;
	auth: Auth;
	oidc: OidcSettings | null;
	origin: string;
	/** Minutes without a sign of life after which a person is signed out. */
	idleMinutes: number;
	/** The name of the cookie that carries a session. */
	sessionCookie: string;
	/** Whether cookies are sent by https only. */
	secureCookies: boolean;
	isDemoOpen(): Promise<boolean>;
	identify(shown: Shown): Promise<Who>;
	visitorOf(request: Request, who: Who): Visitor;
	/** The same visitor without the session they have: what follows opens one of its own. */
	withoutSession(visitor: Visitor): Visitor;
	/** The value of a cookie of a Cookie header that this installation signed; null: none, or somebody else made it. */
	signedCookie(header: string | null, name: string): string | null;
}

type Env = Readonly<Record<string, string | undefined>>;

/** Opens the accounts of a running server. Throws an Error for a setting that cannot be read. */
export async function openAccounts(
	{ db, folder }: Pick<Sise, 'db' | 'folder'>,
	env: Env,
	isOwner: (authorization: string) => boolean
): Promise<Accounts> {
	const secret = readSecret(folder, env.SISE_SECRET);
	const origin = originOf(env);
	const oidc = readOidc(env);
	const auth = openAuth({ db, secret, origin, oidc });
	const idle = idleMinutes(env.SISE_IDLE_MINUTES);
	const { authCookies } = await auth.$context;
	const key = keyFor('sessions', secret);
	const loopback = isLoopback(env.HOST ?? '127.0.0.1') && isLoopback(new URL(origin).hostname);
	return {
		db,
		auth,
		oidc,
		origin,
		idleMinutes: idle,
		sessionCookie: authCookies.sessionToken.name,
		secureCookies: origin.startsWith('https://'),
		isDemoOpen: () => isDemoOpen(db, loopback),
		visitorOf(request, who) {
			const headers = new Headers();
			for (const name of ['cookie', 'user-agent']) {
				const value = request.headers.get(name);
				if (value !== null) headers.set(name, value);
			}
			if (who.address !== null) headers.set(ADDRESS_HEADER, who.address);
			return { who, headers };
		},
		withoutSession({ who, headers: given }) {
			const headers = new Headers(given);
			headers.set('cookie', withoutCookie(given.get('cookie'), authCookies.sessionToken.name));
			return { who, headers };
		},
		signedCookie: (header, name) => tokenIn(cookieIn(header, name), key),
		async identify({ authorization, cookie, operator: named, address, alive }) {
			if (authorization !== null) {
				if (isOwner(authorization)) return operatorOf(named);
				const [, secret] = /^Bearer (\S+)$/.exec(authorization) ?? [];
				return (secret && (await whoHolds(db, 'machine', secret, address))) || nobody(address);
			}
			const token = tokenIn(cookie(authCookies.sessionToken.name), key);
			const person = token && (await whoComes(db, token, { idleMinutes: idle, address, alive }));
			if (person) return person;
			const pass = cookie(WALL_COOKIE);
			return (pass && (await whoHolds(db, 'wall', pass, address))) || nobody(address);
		}
	};
}

/** Whether a host is this machine alone. */
export function isLoopback(host: string): boolean {
	return host === 'localhost' || host === '[::1]' || host === '::1' || /^127(\.\d{1,3}){3}$/.test(host);
}

/** The address that browsers see: ORIGIN, else the one at which this server listens. */
export function originOf({ ORIGIN, HOST, PORT }: Env): string {
	if (ORIGIN) return ORIGIN;
	const host = HOST === undefined || HOST === '127.0.0.1' || HOST === '0.0.0.0' || HOST === '::' ? 'localhost' : HOST;
	return `http://${host.includes(':') ? `[${host}]` : host}:${PORT ?? '3000'}`;
}
