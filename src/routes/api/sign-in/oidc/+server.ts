import * as v from 'valibot';
import type { Needs } from '$lib/access/roles.ts';
import { beginSignOn } from '$lib/server/accounts/sign-on.ts';
import { app } from '$lib/server/app.ts';
import { answer, carry, readBody } from '$lib/server/http.ts';
import type { RequestHandler } from './$types';

export const _needs = { POST: 'open' } satisfies Needs;

const Body = v.strictObject({ next: v.optional(v.nullable(v.pipe(v.string(), v.maxLength(2000)))) });

/** Begins a sign-in by the government sign-on: answers where the browser goes. */
export const POST: RequestHandler = ({ request, locals }) =>
	answer(async ({ headers }) => {
		const { next } = await readBody(request, Body);
		const { accounts } = app();
		const { url, cookies } = await beginSignOn(accounts, accounts.visitorOf(request, locals.who), next ?? null);
		carry(headers, cookies);
		return { url };
	});
