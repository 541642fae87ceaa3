import * as v from 'valibot';
import type { Needs } from '$lib/access/roles.ts';
import { app } from '$lib/server/app.ts';
import { answer, readBody, readQuery } from '$lib/server/http.ts';
import { listOverrides } from '$lib/server/overrides/list.ts';
import { overrideOrder } from '$lib/server/overrides/order.ts';
import { setOverride } from '$lib/server/overrides/set.ts';
import { districtCode, featureId } from '$lib/server/schemas.ts';
import type { RequestHandler } from './$types';

export const _needs = { GET: 'map.read', POST: 'overrides.set' } satisfies Needs;

const Query = v.object({ district: districtCode, feature: v.optional(featureId) });

export const GET: RequestHandler = ({ url }) => answer(() => listOverrides(app().db, readQuery(url, Query)));

/** Answers when the newest run has followed. */
export const POST: RequestHandler = ({ request, locals }) =>
	answer(async () => setOverride(app().db, locals.who, await readBody(request, overrideOrder)));
