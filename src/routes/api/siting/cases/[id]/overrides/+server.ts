import type { Needs } from '$lib/access/roles.ts';
import { app } from '$lib/server/app.ts';
import { answer, integerText, parse, readBody } from '$lib/server/http.ts';
import { findingOverrideOrder, setFindingOverride } from '$lib/server/siting/set-finding-override.ts';
import type { RequestHandler } from './$types';

export const _needs = { POST: 'siting.ask' } satisfies Needs;

/** Sets how a finding counts; what the rules give is kept beside it. */
export const POST: RequestHandler = ({ params, request, locals }) =>
	answer(async () => {
		const id = parse(integerText(1, 1e15), params.id);
		return setFindingOverride(app().db, locals.who, id, await readBody(request, findingOverrideOrder));
	});
