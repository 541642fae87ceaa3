import { redirect } from '@sveltejs/kit';
import { resolve } from '$app/paths';
import { firstPageOf } from '$lib/accounts/me.ts';
import type { Needs } from '$lib/access/roles.ts';
import type { PageLoad } from './$types';

export const _needs = { GET: 'person' } satisfies Needs;

/** Who opens the address of Sise itself and may not see the map is looking for the first page of their role. */
export const load: PageLoad = async ({ url, parent, data }) => {
	const { me } = await parent();
	const isHome = url.searchParams.get('refused') === resolve('/');
	if (isHome && me && firstPageOf(me) !== '/account') redirect(307, resolve(firstPageOf(me)));
	return data;
};
