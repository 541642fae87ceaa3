import type { Needs } from '$lib/access/roles.ts';
import { app } from '$lib/server/app.ts';
import { answer, readBody } from '$lib/server/http.ts';
import { neighboursOrder, readNeighbours } from '$lib/server/siting/neighbours.ts';
import type { RequestHandler } from './$types';

export const _needs = { POST: 'siting.ask' } satisfies Needs;

/** What the page asks by itself while a shape is dragged. */
export const POST: RequestHandler = ({ request, locals }) =>
	answer(async () => readNeighbours(app().db, locals.who, await readBody(request, neighboursOrder)));
