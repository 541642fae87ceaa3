import type { Needs } from '$lib/access/roles.ts';
import { listPasses, makePass } from '$lib/server/accounts/make-pass.ts';
import { passOrder } from '$lib/server/accounts/schemas.ts';
import { app } from '$lib/server/app.ts';
import { answer, readBody } from '$lib/server/http.ts';
import type { RequestHandler } from './$types';

export const _needs = { GET: 'passes.manage', POST: 'passes.manage' } satisfies Needs;

/** Every pass there was. */
export const GET: RequestHandler = () => answer(() => listPasses(app().db));

/** Makes a pass; its secret is shown here, once. */
export const POST: RequestHandler = ({ request, locals }) =>
	answer(async () => makePass(app().db, locals.who, await readBody(request, passOrder)));
