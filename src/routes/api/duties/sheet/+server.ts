import * as v from 'valibot';
import type { Needs } from '$lib/access/roles.ts';
import { app } from '$lib/server/app.ts';
import { monthText } from '$lib/server/duties/order.ts';
import { readDutySheet } from '$lib/server/duties/ranking.ts';
import { answer, readQuery } from '$lib/server/http.ts';
import { districtCode } from '$lib/server/schemas.ts';
import type { RequestHandler } from './$types';

export const _needs = { GET: 'duties.read' } satisfies Needs;

const Query = v.object({ district: districtCode, month: v.optional(monthText) });

export const GET: RequestHandler = ({ url, locals }) =>
	answer(() => {
		const { district, month } = readQuery(url, Query);
		return readDutySheet(app().db, locals.who.sight, district, month);
	});
