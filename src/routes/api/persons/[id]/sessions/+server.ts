import type { Needs } from '$lib/access/roles.ts';
import { personThere, revokeSessions } from '$lib/server/accounts/change-person.ts';
import { personItem } from '$lib/server/accounts/list-persons.ts';
import { listSessions } from '$lib/server/accounts/sessions.ts';
import { app } from '$lib/server/app.ts';
import { answer } from '$lib/server/http.ts';
import type { RequestHandler } from './$types';

export const _needs = { GET: 'sessions.revoke', DELETE: 'sessions.revoke' } satisfies Needs;

/** The sessions of a person. */
export const GET: RequestHandler = ({ params, locals }) =>
	answer(async () => {
		const { db, accounts } = app();
		const person = await personThere(db, params.id);
		return listSessions(db, person.id, locals.who, accounts.idleMinutes);
	});

/** Ends them all. */
export const DELETE: RequestHandler = ({ params, locals }) =>
	answer(async () => {
		const { db, accounts } = app();
		await revokeSessions(db, locals.who, params.id);
		return personItem(db, params.id, accounts.idleMinutes);
	});
