import * as v from 'valibot';
import type { Needs } from '$lib/access/roles.ts';
import { changeOwnPassword } from '$lib/server/accounts/own-password.ts';
import { password } from '$lib/server/accounts/schemas.ts';
import { app } from '$lib/server/app.ts';
import { answer, carry, readBody } from '$lib/server/http.ts';
import type { RequestHandler } from './$types';

export const _needs = { POST: 'person' } satisfies Needs;

const Body = v.strictObject({ current: password, next: password });

/** Changes one's own password. */
export const POST: RequestHandler = ({ request, locals }) =>
	answer(async ({ headers }) => {
		const given = await readBody(request, Body);
		const { accounts } = app();
		carry(headers, await changeOwnPassword(accounts, accounts.visitorOf(request, locals.who), given));
		return {};
	});
