import * as v from 'valibot';
import type { Needs } from '$lib/access/roles.ts';
import { secret } from '$lib/server/accounts/schemas.ts';
import { openWall } from '$lib/server/accounts/wall.ts';
import { app } from '$lib/server/app.ts';
import { answer, carry, readBody } from '$lib/server/http.ts';
import type { RequestHandler } from './$types';

export const _needs = { POST: 'open' } satisfies Needs;

const Body = v.strictObject({ secret });

/** Opens a wall by its pass. */
export const POST: RequestHandler = ({ request, locals }) =>
	answer(async ({ headers }) => {
		const given = await readBody(request, Body);
		const { accounts } = app();
		const { name, cookies } = await openWall(accounts, accounts.visitorOf(request, locals.who), given.secret);
		carry(headers, cookies);
		return { name };
	});
