import * as v from 'valibot';
import type { Needs } from '$lib/access/roles.ts';
import { signOut } from '$lib/server/accounts/sessions.ts';
import { app } from '$lib/server/app.ts';
import { answer, carry, readBody } from '$lib/server/http.ts';
import type { RequestHandler } from './$types';

// Whoever was signed out meanwhile is answered the same.
export const _needs = { POST: 'open' } satisfies Needs;

/** Ends the session. What the browser keeps of it goes too. */
export const POST: RequestHandler = ({ request, locals }) =>
	answer(async ({ headers }) => {
		await readBody(request, v.strictObject({}));
		const { accounts } = app();
		carry(headers, await signOut(accounts, accounts.visitorOf(request, locals.who)));
		headers.set('clear-site-data', '"cache"');
		return {};
	});
