import { betterAuth } from 'better-auth';
import { genericOAuth, twoFactor, username } from 'better-auth/plugins';
import { CamelCasePlugin, Kysely } from 'kysely';
import { ACCESS_LIMITS } from '../../access/limits.ts';
import type { Database } from '../db/database.ts';
import { dialectOf } from './dialect.ts';
import { enterAs } from './enter-as.ts';
import { OIDC, refuseBySignOn, type OidcSettings } from './oidc.ts';
import { hashPassword, isPassword } from './password.ts';
import { isEnabled } from './persons.ts';
import { keyFor } from './secret.ts';

export interface AuthSettings {
	db: Database;
	/** The secret of this installation. */
	secret: string;
	/** The address that browsers see. */
	origin: string;
	/** A government sign-on; null: none. */
	oidc: OidcSettings | null;
}

/** In which header the hook hands the address of a request on; one that came from outside is overwritten there. */
export const ADDRESS_HEADER = 'x-sise-address';
/** No password that is asked about is longer, in units of UTF-16. */
export const LONGEST_PASSWORD = 1000;

const NO_TOKENS = { accessToken: null, refreshToken: null, idToken: null };

/**
 * better-auth on our tables. None of its endpoints is reachable from outside but the provider's callback: our routes call
 * them, so that each asks what it needs, and leaves its trace in the audit.
 */
export function openAuth({ db, secret, origin, oidc }: AuthSettings) {
	const kysely = new Kysely<unknown>({
		dialect: dialectOf(db),
		plugins: [new CamelCasePlugin({ maintainNestedObjectKeys: true })]
	});
	const { password, session } = ACCESS_LIMITS;
	return betterAuth({
		appName: '四色 Sise',
		baseURL: origin,
		basePath: '/api/sign-in/oidc',
		secret: keyFor('sessions', secret),
		database: { db: kysely, type: 'postgres', transaction: false },
		user: {
			modelName: 'person',
			validateUserInfo: async ({ user, source: { method, action } }) =>
				method === 'oauth' ? refuseBySignOn(db, user, action === 'link-account') : undefined
		},
		account: {
			modelName: 'credential',
			accountLinking: { enabled: true, trustedProviders: [OIDC] },
			updateAccountOnSignIn: false
		},
		databaseHooks: {
			// Whatever way somebody comes in, a disabled person gets no session.
			session: { create: { before: async ({ userId }) => isEnabled(db, userId) } },
			// Nothing is asked of the provider later: what it gives is not kept.
			account: { create: { before: async () => ({ data: NO_TOKENS }) } }
		},
		session: { expiresIn: session.absoluteHours * 3600, disableSessionRefresh: true },
		emailAndPassword: {
			enabled: true,
			disableSignUp: true,
			minPasswordLength: password.minLength,
			// A bound only: checkPassword counts characters, this the units of UTF-16.
			maxPasswordLength: LONGEST_PASSWORD,
			password: { hash: hashPassword, verify: ({ password: given, hash }) => isPassword(given, hash) }
		},
		plugins: [
			username({ minUsernameLength: 2, maxUsernameLength: 40, usernameValidator: isUsername }),
			twoFactor({
				issuer: '四色 Sise',
				twoFactorCookieMaxAge: session.secondFactorMinutes * 60,
				// The lock of the name counts codes too (lock.ts): there is one count.
				accountLockout: { enabled: false }
			}),
			enterAs(),
			genericOAuth({ config: oidc === null ? [] : [oidc.provider] })
		],
		advanced: {
			cookiePrefix: 'sise',
			useSecureCookies: origin.startsWith('https://'),
			ipAddress: { ipAddressHeaders: [ADDRESS_HEADER] }
		},
		onAPIError: { errorURL: `${origin}/sign-in` },
		// The hook limits rates, for all routes alike.
		rateLimit: { enabled: false },
		telemetry: { enabled: false },
		logger: { disabled: true }
	});
}
export type Auth = ReturnType<typeof openAuth>;

/** Letters of any script, digits, dot, dash and underscore. */
export function isUsername(text: string): boolean {
	return /^[\p{L}\p{N}_.-]{2,40}$/u.test(text);
}
