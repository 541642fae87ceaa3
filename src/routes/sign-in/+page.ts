import type { SignInWays } from '$lib/access/api.ts';
import type { Needs } from '$lib/access/roles.ts';
import { addressOf, ask, Failure } from '$lib/map/answer.svelte.ts';
import { m } from '$lib/paraglide/messages.js';
import type { PageLoad } from './$types';

export const _needs = { GET: 'open' } satisfies Needs;

/** By what ways one can come in, or why that cannot be said. */
export const load: PageLoad = async ({ fetch, url }): Promise<{ ways: SignInWays | null; failure: string | null }> => {
	try {
		return { ways: await ask<SignInWays>(new URL(addressOf('sign-in'), url).href, {}, fetch), failure: null };
	} catch (error) {
		return { ways: null, failure: error instanceof Failure ? error.message : m.error_lost() };
	}
};
