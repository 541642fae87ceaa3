import * as v from 'valibot';
import type { Needs } from '$lib/access/roles.ts';
import { app } from '$lib/server/app.ts';
import { listFindings } from '$lib/server/findings/list.ts';
import { answer, boxText, integerText, readQuery } from '$lib/server/http.ts';
import { districtCode, featureId, layerId, ruleId, state } from '$lib/server/schemas.ts';
import type { RequestHandler } from './$types';

export const _needs = { GET: 'map.read' } satisfies Needs;

const Query = v.object({
	district: districtCode,
	state: v.optional(state),
	rule: v.optional(ruleId),
	layer: v.optional(layerId),
	feature: v.optional(featureId),
	bbox: v.optional(boxText),
	subdistrict: v.optional(featureId),
	limit: v.optional(integerText(1, 5000), '100'),
	after: v.optional(integerText(0, 1e9))
});

export const GET: RequestHandler = ({ url, locals }) =>
	answer(() => listFindings(app().db, locals.who.sight, readQuery(url, Query)));
