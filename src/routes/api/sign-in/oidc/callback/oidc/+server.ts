import type { Needs } from '$lib/access/roles.ts';
import { endSignOn } from '$lib/server/accounts/sign-on.ts';
import { app } from '$lib/server/app.ts';
import { carry, failure } from '$lib/server/http.ts';
import type { RequestHandler } from './$types';

export const _needs = { GET: 'open' } satisfies Needs;

/** Where the government sign-on sends the browser back to. */
export const GET: RequestHandler = async ({ request, url, locals }) => {
	const { accounts } = app();
	try {
		const { location, cookies } = await endSignOn(accounts, accounts.visitorOf(request, locals.who), url);
		const headers = new Headers({ location, 'cache-control': 'no-store' });
		carry(headers, cookies);
		return new Response(null, { status: 303, headers });
	} catch (error) {
		return failure(error);
	}
};
