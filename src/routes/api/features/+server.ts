import * as v from 'valibot';
import type { Needs } from '$lib/access/roles.ts';
import { app } from '$lib/server/app.ts';
import { DANGER_STATES } from '$lib/server/features/danger.ts';
import { listFeatures } from '$lib/server/features/list.ts';
import { answer, boxText, integerText, readQuery } from '$lib/server/http.ts';
import { districtCode, featureId, layerIds, levelOrNone, searchText } from '$lib/server/schemas.ts';
import type { RequestHandler } from './$types';

export const _needs = { GET: 'map.read' } satisfies Needs;

const Query = v.object({
	district: districtCode,
	layer: v.optional(layerIds),
	level: v.optional(levelOrNone),
	q: v.optional(searchText),
	bbox: v.optional(boxText),
	subdistrict: v.optional(featureId),
	graded: v.optional(v.literal('1')),
	grade: v.optional(v.pipe(v.string(), v.maxLength(20))),
	danger: v.optional(v.picklist(DANGER_STATES)),
	field: v.optional(integerText(1, 999)),
	limit: v.optional(integerText(1, 500), '100'),
	after: v.optional(v.pipe(v.string(), v.regex(/^[1-5] ./), v.maxLength(310)))
});

export const GET: RequestHandler = ({ url, locals }) =>
	answer(() => {
		const { layer, graded, ...filter } = readQuery(url, Query);
		return listFeatures(app().db, locals.who.sight, { ...filter, layers: layer, graded: graded === '1' });
	});
