import * as v from 'valibot';
import type { Needs } from '$lib/access/roles.ts';
import { app } from '$lib/server/app.ts';
import { readHead } from '$lib/server/draws/head.ts';
import { readPlan } from '$lib/server/draws/plan.ts';
import { listDraws } from '$lib/server/draws/read.ts';
import { drawsSheet, planSheet } from '$lib/server/draws/sheets.ts';
import { failure, readQuery } from '$lib/server/http.ts';
import { districtCode } from '$lib/server/schemas.ts';
import { sendSheet, sheetQuery } from '$lib/server/sheets/send-sheet.ts';
import type { RequestHandler } from './$types';

export const _needs = { GET: 'lists.export' } satisfies Needs;

const Query = v.object({ district: districtCode, list: v.picklist(['draws', 'plan']), ...sheetQuery });

export const GET: RequestHandler = async ({ url, locals: { who } }) => {
	try {
		const { district, list, format, language } = readQuery(url, Query);
		const { db } = app();
		const head = await readHead(db, district, language);
		const sheet =
			list === 'draws'
				? drawsSheet(await listDraws(db, who, district), head)
				: planSheet(await readPlan(db, who.sight, district), head);
		return await sendSheet(db, who, { district, list: `draws.${list}`, format }, sheet, head.day);
	} catch (error) {
		return failure(error);
	}
};
