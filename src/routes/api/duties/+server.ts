import * as v from 'valibot';
import type { Needs } from '$lib/access/roles.ts';
import { app } from '$lib/server/app.ts';
import { dutyId, monthText } from '$lib/server/duties/order.ts';
import { readDuties } from '$lib/server/duties/read.ts';
import { answer, readQuery } from '$lib/server/http.ts';
import { districtCode } from '$lib/server/schemas.ts';
import type { RequestHandler } from './$types';

/** One's own; anybody's for who sees the whole district. */
export const _needs = { GET: 'duties.read' } satisfies Needs;

const Query = v.object({ district: districtCode, bearer: v.optional(dutyId), month: v.optional(monthText) });

export const GET: RequestHandler = ({ url, locals }) =>
	answer(() => readDuties(app().db, locals.who, readQuery(url, Query)));
