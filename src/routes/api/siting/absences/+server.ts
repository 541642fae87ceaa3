import * as v from 'valibot';
import type { Needs } from '$lib/access/roles.ts';
import { app } from '$lib/server/app.ts';
import { answer, readBody, readQuery } from '$lib/server/http.ts';
import { districtCode } from '$lib/server/schemas.ts';
import { absenceOrder, confirmAbsence, listAbsences } from '$lib/server/siting/absences.ts';
import type { RequestHandler } from './$types';

export const _needs = { GET: 'siting.ask', POST: 'siting.confirm' } satisfies Needs;

const Query = v.object({ district: districtCode });

export const GET: RequestHandler = ({ url }) => answer(() => listAbsences(app().db, readQuery(url, Query).district));

export const POST: RequestHandler = ({ request, locals }) =>
	answer(async () => confirmAbsence(app().db, locals.who, await readBody(request, absenceOrder)));
