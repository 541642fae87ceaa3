import type { Needs } from '$lib/access/roles.ts';
import type { SignInWays } from '$lib/access/api.ts';
import { DEMO_ROLES } from '$lib/server/accounts/demo-persons.ts';
import { hasAdministrator } from '$lib/server/accounts/persons.ts';
import { app } from '$lib/server/app.ts';
import { answer } from '$lib/server/http.ts';
import type { RequestHandler } from './$types';

export const _needs = { GET: 'open' } satisfies Needs;

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
