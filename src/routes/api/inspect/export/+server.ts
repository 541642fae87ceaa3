import * as v from 'valibot';
import type { Needs } from '$lib/access/roles.ts';
import { app } from '$lib/server/app.ts';
import { failure, readQuery } from '$lib/server/http.ts';
import { exportUnits } from '$lib/server/inspect/export.ts';
import { askedOf } from '$lib/server/inspect/query.ts';
import { districtCode } from '$lib/server/schemas.ts';
import { SHEET_FORMATS, sheetResponse } from '$lib/server/sheets/sheet.ts';
import type { RequestHandler } from './$types';

export const _needs = { GET: 'lists.export' } satisfies Needs;

const Query = v.object({
	district: districtCode,
	format: v.picklist(SHEET_FORMATS),
	language: v.optional(v.picklist(['zh', 'en']), 'zh')
});

export const GET: RequestHandler = async ({ url, locals }) => {
	try {
		const { district, format, language } = readQuery(url, Query);
		const { sheet, day } = await exportUnits(app().db, locals.who, district, askedOf(url), { format, language });
		return await sheetResponse(sheet, format, day);
	} catch (error) {
		return failure(error);
	}
};
