import * as v from 'valibot';
import type { Needs } from '$lib/access/roles.ts';
import { app } from '$lib/server/app.ts';
import { answer, integerText, parse, readBody } from '$lib/server/http.ts';
import { districtCode } from '$lib/server/schemas.ts';
import { checkCase } from '$lib/server/siting/cases.ts';
import type { RequestHandler } from './$types';

export const _needs = { POST: 'siting.ask' } satisfies Needs;

const Body = v.object({ district: districtCode });

/** Asks a case again, by the rules and data of now. */
export const POST: RequestHandler = ({ params, request, locals }) =>
	answer(async () => {
		const { district } = await readBody(request, Body);
		return checkCase(app().db, locals.who, district, parse(integerText(1, 1e15), params.id));
	});
