import type { GenericOAuthConfig } from 'better-auth/plugins';
import type { Queryable } from '../db/database.ts';
import { emailOf } from './persons.ts';

/** The name of the provider in credentials. */
export const OIDC = 'oidc';

/** A government sign-on, by configuration: OpenID Connect. */
export interface OidcSettings {
	/** What the button says. */
	name: string;
	provider: GenericOAuthConfig;
}

/**
 * Reads OIDC_DISCOVERY_URL, OIDC_CLIENT_ID, OIDC_CLIENT_SECRET and OIDC_NAME; null where none is set. Throws an Error that
 * names what is missing. It lets in persons who have an account here under the same name, and makes none.
 */
export function readOidc(env: Readonly<Record<string, string | undefined>>): OidcSettings | null {
	const { OIDC_DISCOVERY_URL: discoveryUrl, OIDC_CLIENT_ID: clientId, OIDC_CLIENT_SECRET: clientSecret } = env;
	if (!discoveryUrl && !clientId && !clientSecret) return null;
	for (const [name, value] of Object.entries({ OIDC_DISCOVERY_URL: discoveryUrl, OIDC_CLIENT_ID: clientId })) {
		if (!value) throw new Error(`OpenID Connect is set up in part only: ${name} is missing.`);
	}
	return {
		name: env.OIDC_NAME || '统一身份认证 Single sign-on',
		provider: {
			providerId: OIDC,
			discoveryUrl: discoveryUrl!,
			clientId: clientId!,
			clientSecret,
			scopes: ['openid', 'profile'],
			pkce: true,
			requireIdTokenVerification: true,
			disableSignUp: true,
			disableImplicitSignUp: true,
			mapProfileToUser: (profile) => ({
				email: emailOf(String(profile.preferred_username ?? '')),
				emailVerified: true,
				name: String(profile.name ?? profile.preferred_username ?? '')
			})
		}
	};
}

/**
 * Why somebody whom the provider names is not let in: better-auth takes them for the person to whom they were bound
 * before, or binds them to the one of that name. A second factor is asked with the password only, so who has one signs in
 * with that.
 */
export async function refuseBySignOn(
	db: Queryable,
	{ id, email }: { id?: string; email?: string | null },
	binds: boolean
): Promise<{ error: string } | undefined> {
	const { rows } = await db.query<{ email: string; demo: boolean; two_factor_enabled: boolean; bound: boolean }>(
		`select email, demo, two_factor_enabled,
			exists (select from credential c where c.user_id = p.id and c.provider_id = $2) as bound
		from person p where id = $1 and disabled_at is null`,
		[id ?? '', OIDC]
	);
	const [person] = rows;
	if (person === undefined || person.demo) return { error: 'unknown' };
	// A name that was given to somebody else there is not theirs here, and the other way round.
	if (person.email !== email || (binds && person.bound)) return { error: 'other-person' };
	return person.two_factor_enabled ? { error: 'second-factor' } : undefined;
}
