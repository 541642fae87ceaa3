import * as v from 'valibot';
import type { Needs } from '$lib/access/roles.ts';
import { grant } from '$lib/server/accounts/grant.ts';
import { personItem } from '$lib/server/accounts/list-persons.ts';
import { role, subdistricts } from '$lib/server/accounts/schemas.ts';
import { app } from '$lib/server/app.ts';
import { answer, readBody } from '$lib/server/http.ts';
import type { RequestHandler } from './$types';

export const _needs = { PUT: 'access.grant' } satisfies Needs;

const Body = v.strictObject({ role: v.nullable(role), subdistricts });

/** Gives a person a role, and the subdistricts of one that sees only its own. */
export const PUT: RequestHandler = ({ request, params, locals }) =>
	answer(async () => {
		const given = await readBody(request, Body);
		const { db, accounts } = app();
		await grant(db, locals.who, params.id, given);
		return personItem(db, params.id, accounts.idleMinutes);
	});
