import * as v from 'valibot';
import type { Needs } from '$lib/access/roles.ts';
import { app } from '$lib/server/app.ts';
import { answer, numberText, readQuery } from '$lib/server/http.ts';
import { districtCode } from '$lib/server/schemas.ts';
import { explainPlace } from '$lib/server/zones/why.ts';
import type { RequestHandler } from './$types';

export const _needs = { GET: 'map.read' } satisfies Needs;

const Query = v.object({ district: districtCode, lng: numberText(-180, 180), lat: numberText(-90, 90) });

export const GET: RequestHandler = ({ url, locals }) =>
	answer(async () => {
		const { district, lng, lat } = readQuery(url, Query);
		return explainPlace(app().db, locals.who.sight, district, [lng, lat]);
	});
