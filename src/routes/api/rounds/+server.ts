import type { Needs } from '$lib/access/roles.ts';
import { app } from '$lib/server/app.ts';
import { answer, readBody, readQuery } from '$lib/server/http.ts';
import { roundOrder, roundsQuery } from '$lib/server/rounds/order.ts';
import { planRound } from '$lib/server/rounds/plan.ts';
import { listRounds } from '$lib/server/rounds/read.ts';
import type { RequestHandler } from './$types';

export const _needs = { GET: 'inspections.read', POST: 'inspections.record' } satisfies Needs;

export const GET: RequestHandler = ({ url, locals }) =>
	answer(() => listRounds(app().db, locals.who, readQuery(url, roundsQuery)));

/** Plans a round; the same one again is answered as it stands. */
export const POST: RequestHandler = ({ request, locals }) =>
	answer(async () => planRound(app().db, locals.who, await readBody(request, roundOrder)));
