import type { Needs } from '$lib/access/roles.ts';
import { app } from '$lib/server/app.ts';
import { answer, readBody } from '$lib/server/http.ts';
import { askSiting } from '$lib/server/siting/ask.ts';
import { orderSchema } from '$lib/server/siting/order.ts';
import type { RequestHandler } from './$types';

export const _needs = { POST: 'siting.ask' } satisfies Needs;

/** May it stand there? Answers each parcel; nothing is stored. */
export const POST: RequestHandler = ({ request, locals }) =>
	answer(async () => askSiting(app().db, locals.who, await readBody(request, orderSchema)));
