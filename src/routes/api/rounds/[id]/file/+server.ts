import * as v from 'valibot';
import type { Needs } from '$lib/access/roles.ts';
import { app } from '$lib/server/app.ts';
import { failure, parse, readQuery } from '$lib/server/http.ts';
import { ROUND_FORMATS, roundFile } from '$lib/server/rounds/file.ts';
import { roundId } from '$lib/server/rounds/order.ts';
import { districtCode } from '$lib/server/schemas.ts';
import type { RequestHandler } from './$types';

export const _needs = { GET: 'lists.export' } satisfies Needs;

const Query = v.object({
	district: districtCode,
	format: v.picklist(ROUND_FORMATS),
	language: v.optional(v.picklist(['zh', 'en']), 'zh')
});

export const GET: RequestHandler = async ({ params, url, locals }) => {
	try {
		const { district, format, language } = readQuery(url, Query);
		return await roundFile(app().db, locals.who, { district, id: parse(roundId, params.id), format, language });
	} catch (error) {
		return failure(error);
	}
};
