import * as v from 'valibot';
import type { Needs } from '$lib/access/roles.ts';
import { resetPassword } from '$lib/server/accounts/change-person.ts';
import { app } from '$lib/server/app.ts';
import { answer, readBody } from '$lib/server/http.ts';
import type { RequestHandler } from './$types';

export const _needs = { POST: 'persons.manage' } satisfies Needs;

/** Gives a person a new initial password; it is shown here, once. */
export const POST: RequestHandler = ({ request, params, locals }) =>
	answer(async () => {
		await readBody(request, v.strictObject({}));
		return { password: await resetPassword(app().db, locals.who, params.id) };
	});
