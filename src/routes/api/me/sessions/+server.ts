import type { Needs } from '$lib/access/roles.ts';
import { listSessions } from '$lib/server/accounts/sessions.ts';
import { app } from '$lib/server/app.ts';
import { answer } from '$lib/server/http.ts';
import type { RequestHandler } from './$types';

export const _needs = { GET: 'person' } satisfies Needs;

/** One's own sessions. */
export const GET: RequestHandler = ({ locals: { who } }) =>
	answer(() => listSessions(app().db, who.id, who, app().accounts.idleMinutes));
