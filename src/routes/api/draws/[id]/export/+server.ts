import * as v from 'valibot';
import type { Needs } from '$lib/access/roles.ts';
import { app } from '$lib/server/app.ts';
import { readHead } from '$lib/server/draws/head.ts';
import { drawId } from '$lib/server/draws/order.ts';
import { readDraw } from '$lib/server/draws/read.ts';
import { drawSheet } from '$lib/server/draws/sheets.ts';
import { failure, parse, readQuery } from '$lib/server/http.ts';
import { districtCode } from '$lib/server/schemas.ts';
import { sendSheet, sheetQuery } from '$lib/server/sheets/send-sheet.ts';
import type { RequestHandler } from './$types';

export const _needs = { GET: 'lists.export' } satisfies Needs;

const Query = v.object({ district: districtCode, ...sheetQuery });

export const GET: RequestHandler = async ({ params, url, locals: { who } }) => {
	try {
		const { district, format, language } = readQuery(url, Query);
		const { db } = app();
		const draw = await readDraw(db, who, district, parse(drawId, params.id));
		const head = await readHead(db, district, language);
		const taken = { district, list: 'draw', format, filter: { draw: draw.id } };
		return await sendSheet(db, who, taken, drawSheet(draw, head), head.day);
	} catch (error) {
		return failure(error);
	}
};
