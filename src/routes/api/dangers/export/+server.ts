import * as v from 'valibot';
import type { Needs } from '$lib/access/roles.ts';
import { app } from '$lib/server/app.ts';
import { exportDangers } from '$lib/server/dangers/export.ts';
import { dangerQuery } from '$lib/server/dangers/order.ts';
import { failure, readQuery } from '$lib/server/http.ts';
import { SHEET_FORMATS, sheetResponse } from '$lib/server/sheets/sheet.ts';
import type { RequestHandler } from './$types';

export const _needs = { GET: 'lists.export' } satisfies Needs;

const Query = v.object({
	...dangerQuery.entries,
	format: v.picklist(SHEET_FORMATS),
	language: v.optional(v.picklist(['zh', 'en']), 'zh')
});

/** The register as its filter narrows it, all of it, as a file. */
export const GET: RequestHandler = async ({ url, locals }) => {
	try {
		const { format, language, state: states, ...filter } = readQuery(url, Query);
		const asked = { ...filter, ...(states && { states }) };
		const { sheet, day } = await exportDangers(app().db, locals.who, asked, { format, language });
		return await sheetResponse(sheet, format, day);
	} catch (error) {
		return failure(error);
	}
};
