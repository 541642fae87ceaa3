import * as v from 'valibot';
import { app } from '$lib/server/app.ts';
import { answer, readBody, readQuery } from '$lib/server/http.ts';
import { listOverrides } from '$lib/server/overrides/list.ts';
import { overrideOrder } from '$lib/server/overrides/order.ts';
import { setOverride } from '$lib/server/overrides/set.ts';
import { districtCode, featureId } from '$lib/server/schemas.ts';
import type { RequestHandler } from './$types';

const Query = v.object({ district: districtCode, feature: v.optional(featureId) });

export const GET: RequestHandler = ({ url }) => answer(() => listOverrides(app().db, readQuery(url, Query)));

/** Answers when the newest run has followed. */
export const POST: RequestHandler = ({ request }) =>
	answer(async () => setOverride(app().db, await readBody(request, overrideOrder)));
