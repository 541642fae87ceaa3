import * as v from 'valibot';
import type { Needs } from '$lib/access/roles.ts';
import { app } from '$lib/server/app.ts';
import { quarterText } from '$lib/server/duties/order.ts';
import { readDutyRanking } from '$lib/server/duties/ranking.ts';
import { answer, readQuery } from '$lib/server/http.ts';
import { districtCode } from '$lib/server/schemas.ts';
import type { RequestHandler } from './$types';

export const _needs = { GET: 'duties.read' } satisfies Needs;

const Query = v.object({ district: districtCode, quarter: v.optional(quarterText) });

export const GET: RequestHandler = ({ url, locals }) =>
	answer(() => {
		const { district, quarter } = readQuery(url, Query);
		return readDutyRanking(app().db, locals.who.sight, district, quarter);
	});
