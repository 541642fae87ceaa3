import * as v from 'valibot';
import type { Needs } from '$lib/access/roles.ts';
import type { SignInWays } from '$lib/access/api.ts';
import { DEMO_ROLES } from '$lib/server/accounts/demo-persons.ts';
import { hasAdministrator } from '$lib/server/accounts/persons.ts';
import { password, tried } from '$lib/server/accounts/schemas.ts';
import { signIn } from '$lib/server/accounts/sign-in.ts';
import { app } from '$lib/server/app.ts';
import { answer, carry, readBody } from '$lib/server/http.ts';
import type { RequestHandler } from './$types';

export const _needs = { GET: 'open', POST: 'open' } satisfies Needs;

/** By what ways one can come in here. */
export const GET: RequestHandler = () =>
	answer(async (): Promise<SignInWays> => {
		const { db, accounts } = app();
		return {
			demo: (await accounts.isDemoOpen()) ? [...DEMO_ROLES] : null,
			oidc: accounts.oidc?.name ?? null,
			setUp: await hasAdministrator(db)
		};
	});

const Body = v.strictObject({ username: tried, password });

/** Signs in by name and password. */
export const POST: RequestHandler = ({ request, locals }) =>
	answer(async ({ headers }) => {
		const given = await readBody(request, Body);
		const { accounts } = app();
		const { next, cookies } = await signIn(accounts, accounts.visitorOf(request, locals.who), given);
		carry(headers, cookies);
		return { next };
	});
