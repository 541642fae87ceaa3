import * as v from 'valibot';
import type { Needs } from '$lib/access/roles.ts';
import { DANGER_LISTS } from '$lib/dangers/api.ts';
import { app } from '$lib/server/app.ts';
import { exportDangerList } from '$lib/server/dangers/export.ts';
import { failure, readQuery } from '$lib/server/http.ts';
import { districtCode, featureId } from '$lib/server/schemas.ts';
import { SHEET_FORMATS, sheetResponse } from '$lib/server/sheets/sheet.ts';
import type { RequestHandler } from './$types';

export const _needs = { GET: 'lists.export' } satisfies Needs;

const Query = v.object({
	district: districtCode,
	kind: v.picklist(DANGER_LISTS),
	feature: v.optional(featureId),
	format: v.picklist(SHEET_FORMATS),
	language: v.optional(v.picklist(['zh', 'en']), 'zh')
});

/** One of the 三个清单 as a file. */
export const GET: RequestHandler = async ({ url, locals }) => {
	try {
		const { format, language, ...asked } = readQuery(url, Query);
		const { sheet, day } = await exportDangerList(app().db, locals.who, asked, { format, language });
		return await sheetResponse(sheet, format, day);
	} catch (error) {
		return failure(error);
	}
};
