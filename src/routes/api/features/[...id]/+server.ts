import * as v from 'valibot';
import { app } from '$lib/server/app.ts';
import { readFeature } from '$lib/server/features/detail.ts';
import { AnswerError, answer, parse, readQuery } from '$lib/server/http.ts';
import { districtCode, featureId } from '$lib/server/schemas.ts';
import type { RequestHandler } from './$types';

const Query = v.object({ district: districtCode });

export const GET: RequestHandler = ({ params, url }) =>
	answer(async () => {
		const { district } = readQuery(url, Query);
		const feature = await readFeature(app().db, district, parse(featureId, params.id));
		if (feature !== null) return feature;
		throw new AnswerError(404, 'no-feature', {
			zh: '没有这个要素：它可能已随一批导入被撤销。请回到列表重新选择。',
			en: 'There is no such feature: its import may have been undone. Go back to the list and choose again.'
		});
	});
