import type { Needs } from '$lib/access/roles.ts';
import { app } from '$lib/server/app.ts';
import { answer, readBody } from '$lib/server/http.ts';
import { showDraft } from '$lib/server/rounds/draft.ts';
import { roundWish } from '$lib/server/rounds/order.ts';
import type { RequestHandler } from './$types';

export const _needs = { POST: 'inspections.record' } satisfies Needs;

/** A round as it would be planned; nothing is stored. */
export const POST: RequestHandler = ({ request, locals }) =>
	answer(async () => showDraft(app().db, locals.who.sight, await readBody(request, roundWish)));
