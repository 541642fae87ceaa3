import * as v from 'valibot';
import type { Needs } from '$lib/access/roles.ts';
import type { FeatureChange } from '$lib/api.ts';
import { changeFeature } from '$lib/server/amend/change.ts';
import { app } from '$lib/server/app.ts';
import { noteFeature } from '$lib/server/audit/watched.ts';
import { readFeature } from '$lib/server/features/detail.ts';
import { AnswerError, answer, parse, readBody, readQuery } from '$lib/server/http.ts';
import { districtCode, featureId } from '$lib/server/schemas.ts';
import type { RequestHandler } from './$types';

export const _needs = { GET: 'map.read', PATCH: 'features.change' } satisfies Needs;

const Query = v.object({ district: districtCode });

const Change = v.object({
	updatedAt: v.pipe(v.string(), v.isoTimestamp()),
	name: v.optional(v.nullable(v.string())),
	attributes: v.optional(v.record(v.string(), v.unknown())),
	geometry: v.optional(v.looseObject({ type: v.string() }))
});

export const GET: RequestHandler = ({ params, url, locals }) =>
	answer(async () => {
		const { district } = readQuery(url, Query);
		const feature = await readFeature(app().db, district, parse(featureId, params.id));
		if (feature !== null) {
			await noteFeature(app().db, locals.who, district, feature);
			return feature;
		}
		throw new AnswerError(404, 'no-feature', {
			zh: '没有这个要素：它可能已随一批导入被撤销。请回到列表重新选择。',
			en: 'There is no such feature: its import may have been undone. Go back to the list and choose again.'
		});
	});

/** Changes one feature and answers when everything it touches is computed. */
export const PATCH: RequestHandler = ({ params, url, request, locals }) =>
	answer(async () => {
		const { district } = readQuery(url, Query);
		const change = (await readBody(request, Change)) as FeatureChange;
		return changeFeature(app().db, locals.who, district, parse(featureId, params.id), change);
	});
