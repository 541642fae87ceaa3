import * as v from 'valibot';
import type { Needs } from '$lib/access/roles.ts';
import { app } from '$lib/server/app.ts';
import type { Who } from '$lib/server/access/who.ts';
import type { Database } from '$lib/server/db/database.ts';
import { readHead } from '$lib/server/draws/head.ts';
import { dutyId, monthText, quarterText } from '$lib/server/duties/order.ts';
import { readDutyRanking, readDutySheet } from '$lib/server/duties/ranking.ts';
import { readDuties } from '$lib/server/duties/read.ts';
import { calendarSheet, monthSheet, rankingSheet } from '$lib/server/duties/sheets.ts';
import { failure, readQuery } from '$lib/server/http.ts';
import { districtCode } from '$lib/server/schemas.ts';
import { sendSheet, sheetQuery } from '$lib/server/sheets/send-sheet.ts';
import type { RequestHandler } from './$types';

export const _needs = { GET: 'lists.export' } satisfies Needs;

const Query = v.object({
	district: districtCode,
	list: v.picklist(['calendar', 'sheet', 'ranking']),
	bearer: v.optional(dutyId),
	month: v.optional(monthText),
	quarter: v.optional(quarterText),
	...sheetQuery
});
type Asked = v.InferOutput<typeof Query>;

export const GET: RequestHandler = async ({ url, locals: { who } }) => {
	try {
		const asked = readQuery(url, Query);
		const { district, list, format, language, bearer, month, quarter } = asked;
		const { db } = app();
		const head = await readHead(db, district, language);
		const taken = { district, list: `duties.${list}`, format, filter: { bearer, month, quarter } };
		return await sendSheet(db, who, taken, await sheetOf(db, who, asked, head), head.day);
	} catch (error) {
		return failure(error);
	}
};

async function sheetOf(db: Database, who: Who, asked: Asked, head: Awaited<ReturnType<typeof readHead>>) {
	const { district, list, month, quarter } = asked;
	if (list === 'calendar') return calendarSheet(await readDuties(db, who, asked), head);
	if (list === 'sheet') return monthSheet(await readDutySheet(db, who.sight, district, month), head);
	return rankingSheet(await readDutyRanking(db, who.sight, district, quarter), head);
}
