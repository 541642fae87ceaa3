import * as v from 'valibot';
import type { Needs } from '$lib/access/roles.ts';
import { app } from '$lib/server/app.ts';
import { answer, integerText, readQuery } from '$lib/server/http.ts';
import { districtCode, featureId, hcaClass } from '$lib/server/schemas.ts';
import { CURSOR, listSegments } from '$lib/server/segments/list.ts';
import type { RequestHandler } from './$types';

export const _needs = { GET: 'map.read' } satisfies Needs;

const Query = v.object({
	district: districtCode,
	pipeline: v.optional(featureId),
	class: v.optional(hcaClass),
	limit: v.optional(integerText(1, 5000), '100'),
	after: v.optional(v.pipe(v.string(), v.regex(CURSOR)))
});

export const GET: RequestHandler = ({ url, locals }) =>
	answer(() => listSegments(app().db, locals.who.sight, readQuery(url, Query)));
