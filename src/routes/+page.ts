import { addressOf, ask, Failure } from '$lib/map/answer.svelte.ts';
import { m } from '$lib/paraglide/messages.js';
import type { Status } from '$lib/api.ts';
import type { PageLoad } from './$types';

/** How things stand, or why that cannot be said: the page shows either. */
export const load: PageLoad = async ({ fetch, url }) => {
	const address = addressOf('status', { district: url.searchParams.get('district') });
	try {
		return { status: await ask<Status>(new URL(address, url).href, {}, fetch), failure: null };
	} catch (error) {
		return { status: null, failure: error instanceof Failure ? error : new Failure(m.error_lost(), true) };
	}
};
