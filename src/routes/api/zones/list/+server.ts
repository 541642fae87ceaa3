import * as v from 'valibot';
import type { Needs } from '$lib/access/roles.ts';
import { app } from '$lib/server/app.ts';
import { answer, integerText, readQuery } from '$lib/server/http.ts';
import { districtCode, levelOrNone } from '$lib/server/schemas.ts';
import { listZones } from '$lib/server/zones/list.ts';
import type { RequestHandler } from './$types';

export const _needs = { GET: 'map.read' } satisfies Needs;

const Query = v.object({
	district: districtCode,
	level: v.optional(levelOrNone),
	limit: v.optional(integerText(1, 5000), '100'),
	after: v.optional(integerText(0, 1e9))
});

export const GET: RequestHandler = ({ url, locals }) =>
	answer(() => listZones(app().db, locals.who.sight, readQuery(url, Query)));
