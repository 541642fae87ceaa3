import * as v from 'valibot';
import type { Needs } from '$lib/access/roles.ts';
import { listPersonItems, personItem } from '$lib/server/accounts/list-persons.ts';
import { makePerson } from '$lib/server/accounts/make-person.ts';
import { name, role, username } from '$lib/server/accounts/schemas.ts';
import { app } from '$lib/server/app.ts';
import { answer, readBody } from '$lib/server/http.ts';
import type { RequestHandler } from './$types';

export const _needs = { GET: 'persons.read', POST: 'persons.manage' } satisfies Needs;

/** Every person who has an account. */
export const GET: RequestHandler = () => answer(() => listPersonItems(app().db, app().accounts.idleMinutes));

const Body = v.strictObject({ name, username, role: v.optional(v.nullable(role)) });

/** Makes a person; the initial password is shown here, once. */
export const POST: RequestHandler = ({ request, locals }) =>
	answer(async () => {
		const given = await readBody(request, Body);
		const { db, accounts } = app();
		const { person, password } = await makePerson(db, locals.who, given);
		return { person: await personItem(db, person.id, accounts.idleMinutes), password };
	});
