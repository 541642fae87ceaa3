import * as v from 'valibot';
import type { Needs } from '$lib/access/roles.ts';
import { DEMO_ROLES, enterDemo } from '$lib/server/accounts/demo-persons.ts';
import { app } from '$lib/server/app.ts';
import { answer, carry, readBody } from '$lib/server/http.ts';
import type { RequestHandler } from './$types';

export const _needs = { POST: 'open' } satisfies Needs;

const Body = v.strictObject({ role: v.picklist(DEMO_ROLES) });

/** Lets one of the demo persons in, while all that is stored is made up. */
export const POST: RequestHandler = ({ request, locals }) =>
	answer(async ({ headers }) => {
		const { role } = await readBody(request, Body);
		const { accounts } = app();
		const { next, cookies } = await enterDemo(accounts, accounts.visitorOf(request, locals.who), role);
		carry(headers, cookies);
		return { next };
	});
