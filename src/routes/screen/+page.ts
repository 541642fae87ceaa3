import type { Needs } from '$lib/access/roles.ts';
import { addressOf, ask, Failure } from '$lib/map/answer.svelte.ts';
import { readStanding } from '$lib/pages/standing.ts';
import { m } from '$lib/paraglide/messages.js';
import type { Wall } from '$lib/wall/api.ts';
import type { PageLoad } from './$types';

export const _needs = { GET: 'map.read' } satisfies Needs;

/** The numbers come with the page, so that a wall shows them before its script runs; what fails is asked again by the page. */
export const load: PageLoad = async ({ fetch, url }) => {
	const address = addressOf('screen', { district: url.searchParams.get('district') });
	const wall = ask<Wall>(new URL(address, url).href, {}, fetch).then(
		(data) => ({ data, refused: null }),
		(error: unknown) => ({
			data: null,
			refused: error instanceof Failure && error.status === 403 ? m.screen_refused_next() : null
		})
	);
	const [{ status }, { data, refused }] = await Promise.all([readStanding({ fetch, url }), wall]);
	return { status, wall: data, refused };
};
