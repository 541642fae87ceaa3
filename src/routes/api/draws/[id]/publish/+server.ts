import type { Needs } from '$lib/access/roles.ts';
import { app } from '$lib/server/app.ts';
import { drawId, drawPublication } from '$lib/server/draws/order.ts';
import { publishDraw } from '$lib/server/draws/publish.ts';
import { answer, parse, readBody } from '$lib/server/http.ts';
import type { RequestHandler } from './$types';

export const _needs = { POST: 'draws.make' } satisfies Needs;

export const POST: RequestHandler = ({ params, request, locals }) =>
	answer(async () => {
		const id = parse(drawId, params.id);
		const { district } = await readBody(request, drawPublication);
		return publishDraw(app().db, locals.who, district, id);
	});
