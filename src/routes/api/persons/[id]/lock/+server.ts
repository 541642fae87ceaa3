import type { Needs } from '$lib/access/roles.ts';
import { unlock } from '$lib/server/accounts/change-person.ts';
import { personItem } from '$lib/server/accounts/list-persons.ts';
import { app } from '$lib/server/app.ts';
import { answer } from '$lib/server/http.ts';
import type { RequestHandler } from './$types';

export const _needs = { DELETE: 'access.grant' } satisfies Needs;

/** Lets a locked name try again. */
export const DELETE: RequestHandler = ({ params, locals }) =>
	answer(async () => {
		const { db, accounts } = app();
		await unlock(db, locals.who, params.id);
		return personItem(db, params.id, accounts.idleMinutes);
	});
