import * as v from 'valibot';
import type { Needs } from '$lib/access/roles.ts';
import { app } from '$lib/server/app.ts';
import { answer, integerText, parse, readBody, readQuery } from '$lib/server/http.ts';
import { districtCode } from '$lib/server/schemas.ts';
import { caseOrder, changeCase, readCase, removeCase } from '$lib/server/siting/cases.ts';
import type { RequestHandler } from './$types';

export const _needs = { GET: 'siting.ask', PUT: 'siting.ask', DELETE: 'siting.ask' } satisfies Needs;

const Query = v.object({ district: districtCode });
const caseId = (text: string) => parse(integerText(1, 1e15), text);

export const GET: RequestHandler = ({ params, url }) =>
	answer(() => readCase(app().db, readQuery(url, Query).district, caseId(params.id)));

/** Changes a case and asks it again. */
export const PUT: RequestHandler = ({ params, request, locals }) =>
	answer(async () => changeCase(app().db, locals.who, caseId(params.id), await readBody(request, caseOrder)));

export const DELETE: RequestHandler = ({ params, url, locals }) =>
	answer(async () => {
		await removeCase(app().db, locals.who, readQuery(url, Query).district, caseId(params.id));
		return {};
	});
