import type { GenericOAuthConfig } from 'better-auth/plugins';
import { OIDC } from './auth.ts';
import { emailOf } from './persons.ts';

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
