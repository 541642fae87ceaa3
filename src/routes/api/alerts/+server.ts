import * as v from 'valibot';
import type { Needs } from '$lib/access/roles.ts';
import { listAlerts } from '$lib/server/alerts/list.ts';
import { alertKind } from '$lib/server/alerts/schemas.ts';
import { app } from '$lib/server/app.ts';
import { answer, integerText, readQuery } from '$lib/server/http.ts';
import { districtCode } from '$lib/server/schemas.ts';
import type { RequestHandler } from './$types';

export const _needs = { GET: 'map.read' } satisfies Needs;

const Query = v.object({
	district: districtCode,
	state: v.optional(v.picklist(['open', 'all']), 'open'),
	kind: v.optional(alertKind),
	of: v.optional(integerText(1, 1e15)),
	limit: v.optional(integerText(1, 500), '100'),
	after: v.optional(integerText(1, 1e15))
});

export const GET: RequestHandler = ({ url, locals }) =>
	answer(() => listAlerts(app().db, locals.who.sight, readQuery(url, Query)));
