import type { Needs } from '$lib/access/roles.ts';
import { endOwnSession } from '$lib/server/accounts/sessions.ts';
import { app } from '$lib/server/app.ts';
import { answer } from '$lib/server/http.ts';
import type { RequestHandler } from './$types';

export const _needs = { DELETE: 'person' } satisfies Needs;

/** Ends one of one's own sessions. */
export const DELETE: RequestHandler = ({ params, locals }) =>
	answer(async () => {
		await endOwnSession(app().db, locals.who, params.id);
		return {};
	});
