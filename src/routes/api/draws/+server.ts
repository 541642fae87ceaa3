import * as v from 'valibot';
import type { Needs } from '$lib/access/roles.ts';
import { app } from '$lib/server/app.ts';
import { makeDraw } from '$lib/server/draws/make.ts';
import { drawOrder } from '$lib/server/draws/order.ts';
import { listDraws } from '$lib/server/draws/read.ts';
import { answer, readBody, readQuery } from '$lib/server/http.ts';
import { districtCode } from '$lib/server/schemas.ts';
import type { RequestHandler } from './$types';

/** What is published is for everybody who sees a map; what is not, for whoever makes draws. */
export const _needs = { GET: 'map.read', POST: 'draws.make' } satisfies Needs;

const Query = v.object({ district: districtCode });

export const GET: RequestHandler = ({ url, locals }) =>
	answer(() => listDraws(app().db, locals.who, readQuery(url, Query).district));

/** Makes a draw; the same one again is answered as it stands. */
export const POST: RequestHandler = ({ request, locals }) =>
	answer(async () => makeDraw(app().db, locals.who, await readBody(request, drawOrder)));
