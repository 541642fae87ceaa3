import * as v from 'valibot';
import type { Needs } from '$lib/access/roles.ts';
import { name, password, secret, username } from '$lib/server/accounts/schemas.ts';
import { setUp } from '$lib/server/accounts/setup.ts';
import { app } from '$lib/server/app.ts';
import { answer, carry, readBody } from '$lib/server/http.ts';
import type { RequestHandler } from './$types';

export const _needs = { POST: 'open' } satisfies Needs;

const Body = v.strictObject({ token: secret, name, username, password });

/** Makes the first administrator by the link that was printed, and signs them in. */
export const POST: RequestHandler = ({ request, locals }) =>
	answer(async ({ headers }) => {
		const given = await readBody(request, Body);
		const { accounts } = app();
		const { next, cookies } = await setUp(accounts, accounts.visitorOf(request, locals.who), given);
		carry(headers, cookies);
		return { next };
	});
