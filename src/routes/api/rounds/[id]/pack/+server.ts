import * as v from 'valibot';
import type { Needs } from '$lib/access/roles.ts';
import { app } from '$lib/server/app.ts';
import { answer, parse, readQuery } from '$lib/server/http.ts';
import { roundId } from '$lib/server/rounds/order.ts';
import { packRound } from '$lib/server/rounds/pack.ts';
import { districtCode } from '$lib/server/schemas.ts';
import type { RequestHandler } from './$types';

export const _needs = { GET: 'inspections.read' } satisfies Needs;

const Query = v.object({ district: districtCode });

/** What a phone takes along. */
export const GET: RequestHandler = ({ params, url, locals }) =>
	answer(async () => {
		const { district } = readQuery(url, Query);
		return packRound(app().db, locals.who, district, parse(roundId, params.id));
	});
