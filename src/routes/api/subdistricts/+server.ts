import type { Needs } from '$lib/access/roles.ts';
import { listSubdistricts } from '$lib/server/accounts/subdistricts.ts';
import { app } from '$lib/server/app.ts';
import { answer } from '$lib/server/http.ts';
import type { RequestHandler } from './$types';

export const _needs = { GET: 'access.grant' } satisfies Needs;

/** What can be granted to who sees only their own. */
export const GET: RequestHandler = () => answer(() => listSubdistricts(app().db));
