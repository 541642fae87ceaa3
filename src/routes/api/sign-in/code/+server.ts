import * as v from 'valibot';
import type { Needs } from '$lib/access/roles.ts';
import { backupCode, code } from '$lib/server/accounts/schemas.ts';
import { signInByCode } from '$lib/server/accounts/sign-in.ts';
import { app } from '$lib/server/app.ts';
import { answer, carry, readBody } from '$lib/server/http.ts';
import type { RequestHandler } from './$types';

export const _needs = { POST: 'open' } satisfies Needs;

const Body = v.union([v.strictObject({ code }), v.strictObject({ backupCode })]);

/** The second step of a sign-in: a code of the telephone, or one of those that let in once. */
export const POST: RequestHandler = ({ request, locals }) =>
	answer(async ({ headers }) => {
		const given = await readBody(request, Body);
		const { accounts } = app();
		const { next, cookies } = await signInByCode(accounts, accounts.visitorOf(request, locals.who), given);
		carry(headers, cookies);
		return { next };
	});
