import * as v from 'valibot';
import type { Needs } from '$lib/access/roles.ts';
import { app } from '$lib/server/app.ts';
import { answer, integerText, parse, readQuery } from '$lib/server/http.ts';
import { districtCode } from '$lib/server/schemas.ts';
import { withdrawAbsence } from '$lib/server/siting/absences.ts';
import type { RequestHandler } from './$types';

export const _needs = { DELETE: 'siting.confirm' } satisfies Needs;

const Query = v.object({ district: districtCode });

export const DELETE: RequestHandler = ({ params, url, locals }) =>
	answer(async () => {
		const { district } = readQuery(url, Query);
		return withdrawAbsence(app().db, locals.who, district, parse(integerText(1, 1e15), params.id));
	});
