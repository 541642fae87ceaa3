import type { LoadEvent } from '@sveltejs/kit';
import type { Status } from '$lib/api.ts';
import { addressOf, ask, Failure } from '$lib/map/answer.svelte.ts';
import { m } from '$lib/paraglide/messages.js';

/** How things stand, or why that cannot be said: a page shows either. */
export interface Standing {
	status: Status | null;
	failure: Failure | null;
}

/** Asks how things stand, for the district that the address names. */
export async function readStanding({ fetch, url }: Pick<LoadEvent, 'fetch' | 'url'>): Promise<Standing> {
	const address = addressOf('status', { district: url.searchParams.get('district') });
	try {
		return { status: await ask<Status>(new URL(address, url).href, {}, fetch), failure: null };
	} catch (error) {
		return { status: null, failure: error instanceof Failure ? error : new Failure(m.error_lost(), true) };
	}
}
