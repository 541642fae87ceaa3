import * as v from 'valibot';
import type { Needs } from '$lib/access/roles.ts';
import { code, password } from '$lib/server/accounts/schemas.ts';
import { beginSecondFactor, dropSecondFactor, proveSecondFactor } from '$lib/server/accounts/second-factor.ts';
import { app } from '$lib/server/app.ts';
import { answer, carry, readBody } from '$lib/server/http.ts';
import type { RequestHandler } from './$types';

export const _needs = { POST: 'person', PUT: 'person', DELETE: 'person' } satisfies Needs;

const ByPassword = v.strictObject({ password });

/** Makes a second factor that is not yet on. */
export const POST: RequestHandler = ({ request, locals }) =>
	answer(async () => {
		const given = await readBody(request, ByPassword);
		const { accounts } = app();
		return beginSecondFactor(accounts, accounts.visitorOf(request, locals.who), given.password);
	});

/** Switches it on by a code of it. */
export const PUT: RequestHandler = ({ request, locals }) =>
	answer(async ({ headers }) => {
		const given = await readBody(request, v.strictObject({ code }));
		const { accounts } = app();
		carry(headers, await proveSecondFactor(accounts, accounts.visitorOf(request, locals.who), given.code));
		return {};
	});

/** Switches it off. */
export const DELETE: RequestHandler = ({ request, locals }) =>
	answer(async ({ headers }) => {
		const given = await readBody(request, ByPassword);
		const { accounts } = app();
		carry(headers, await dropSecondFactor(accounts, accounts.visitorOf(request, locals.who), given.password));
		return {};
	});
