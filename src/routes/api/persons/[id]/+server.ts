import * as v from 'valibot';
import type { Needs } from '$lib/access/roles.ts';
import { editPerson } from '$lib/server/accounts/change-person.ts';
import { personItem } from '$lib/server/accounts/list-persons.ts';
import { name } from '$lib/server/accounts/schemas.ts';
import { app } from '$lib/server/app.ts';
import { answer, readBody } from '$lib/server/http.ts';
import type { RequestHandler } from './$types';

export const _needs = { PATCH: 'persons.manage' } satisfies Needs;

const Body = v.strictObject({ name: v.optional(name), disabled: v.optional(v.boolean()) });

/** Renames, disables or enables a person. */
export const PATCH: RequestHandler = ({ request, params, locals }) =>
	answer(async () => {
		const given = await readBody(request, Body);
		const { db, accounts } = app();
		await editPerson(db, locals.who, params.id, given);
		return personItem(db, params.id, accounts.idleMinutes);
	});
