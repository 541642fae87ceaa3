import type { Needs } from '$lib/access/roles.ts';
import { app } from '$lib/server/app.ts';
import { answer, readBody } from '$lib/server/http.ts';
import { askWhere, whereOrder } from '$lib/server/siting/where.ts';
import type { RequestHandler } from './$types';

export const _needs = { POST: 'siting.ask' } satisfies Needs;

/** Where could it stand? The map of the district for a footprint, and the nearest place that passes. */
export const POST: RequestHandler = ({ request, locals }) =>
	answer(async () => askWhere(app().db, locals.who, await readBody(request, whereOrder)));
