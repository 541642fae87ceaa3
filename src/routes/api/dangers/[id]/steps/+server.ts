import type { Needs } from '$lib/access/roles.ts';
import { app } from '$lib/server/app.ts';
import { makeStep } from '$lib/server/dangers/move.ts';
import { dangerId, dangerMove } from '$lib/server/dangers/order.ts';
import { answer, parse, readBody } from '$lib/server/http.ts';
import type { RequestHandler } from './$types';

/** Each step asks a right of its own, which the rules name: data/rules/danger-life.json. */
export const _needs = { POST: 'lists.read' } satisfies Needs;

/** Answers when the level of the unit has followed. */
export const POST: RequestHandler = ({ params, request, locals }) =>
	answer(async () => {
		const id = parse(dangerId, params.id);
		return makeStep(app().db, locals.who, id, await readBody(request, dangerMove));
	});
