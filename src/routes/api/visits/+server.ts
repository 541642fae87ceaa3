import type { Needs } from '$lib/access/roles.ts';
import { app } from '$lib/server/app.ts';
import { answer, readQuery } from '$lib/server/http.ts';
import { visitsQuery } from '$lib/server/visits/order.ts';
import { listVisits } from '$lib/server/visits/read.ts';
import type { RequestHandler } from './$types';

export const _needs = { GET: 'inspections.read' } satisfies Needs;

export const GET: RequestHandler = ({ url, locals }) =>
	answer(() => listVisits(app().db, locals.who.sight, readQuery(url, visitsQuery)));
