import * as v from 'valibot';
import type { Needs } from '$lib/access/roles.ts';
import { app } from '$lib/server/app.ts';
import { answer, readBody, readQuery } from '$lib/server/http.ts';
import { districtCode } from '$lib/server/schemas.ts';
import { caseOrder, listCases, makeCase } from '$lib/server/siting/cases.ts';
import type { RequestHandler } from './$types';

export const _needs = { GET: 'siting.ask', POST: 'siting.ask' } satisfies Needs;

const Query = v.object({ district: districtCode });

export const GET: RequestHandler = ({ url }) => answer(() => listCases(app().db, readQuery(url, Query).district));

/** Saves a case and asks it. */
export const POST: RequestHandler = ({ request, locals }) =>
	answer(async () => makeCase(app().db, locals.who, await readBody(request, caseOrder)));
