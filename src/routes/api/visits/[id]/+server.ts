import * as v from 'valibot';
import type { Needs } from '$lib/access/roles.ts';
import { app } from '$lib/server/app.ts';
import { answer, AnswerError, parse, readBody, readQuery } from '$lib/server/http.ts';
import { districtCode } from '$lib/server/schemas.ts';
import { visitId, visitOrder } from '$lib/server/visits/order.ts';
import { readVisit } from '$lib/server/visits/read.ts';
import { recordVisit } from '$lib/server/visits/record.ts';
import type { RequestHandler } from './$types';

export const _needs = { GET: 'inspections.read', PUT: 'inspections.record' } satisfies Needs;

const Query = v.object({ district: districtCode });

export const GET: RequestHandler = ({ params, url, locals }) =>
	answer(async () => {
		const { district } = readQuery(url, Query);
		return readVisit(app().db, locals.who.sight, district, parse(visitId, params.id));
	});

/** Keeps a visit as it is sent; the same sending again is answered as before. */
export const PUT: RequestHandler = ({ params, request, locals }) =>
	answer(async () => {
		const id = parse(visitId, params.id);
		const order = await readBody(request, visitOrder);
		if (order.id !== id) {
			throw new AnswerError(422, 'other-id', {
				zh: 'id：与地址中的编号不符。',
				en: 'id: it is not the one of the address.'
			});
		}
		return recordVisit(app().db, locals.who, order);
	});
