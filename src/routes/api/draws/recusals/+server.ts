import * as v from 'valibot';
import type { Needs } from '$lib/access/roles.ts';
import { app } from '$lib/server/app.ts';
import { recusalOrder } from '$lib/server/draws/order.ts';
import { declareRecusal, listRecusals } from '$lib/server/draws/recusals.ts';
import { answer, readBody, readQuery } from '$lib/server/http.ts';
import { districtCode } from '$lib/server/schemas.ts';
import type { RequestHandler } from './$types';

/** Of oneself: whoever can be sent declares where they may not be sent. */
export const _needs = { GET: 'inspections.record', POST: 'inspections.record' } satisfies Needs;

const Query = v.object({ district: districtCode });

export const GET: RequestHandler = ({ url, locals }) =>
	answer(() => listRecusals(app().db, locals.who, readQuery(url, Query).district));

export const POST: RequestHandler = ({ request, locals }) =>
	answer(async () => declareRecusal(app().db, locals.who, await readBody(request, recusalOrder)));
