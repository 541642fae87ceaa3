import * as v from 'valibot';
import type { Needs } from '$lib/access/roles.ts';
import { app } from '$lib/server/app.ts';
import { answer, integerText, readBody, readQuery } from '$lib/server/http.ts';
import { listRuns } from '$lib/server/runs/list.ts';
import { districtCode } from '$lib/server/schemas.ts';
import type { RequestHandler } from './$types';

export const _needs = { GET: 'runs.read', POST: 'runs.start' } satisfies Needs;

const Query = v.object({ district: districtCode, limit: v.optional(integerText(1, 1000), '200') });

const Body = v.object({
	district: districtCode,
	method: v.optional(v.picklist(['rings', 'field']), 'rings'),
	cellM: v.optional(v.pipe(v.number(), v.minValue(20), v.maxValue(1000)))
});

export const GET: RequestHandler = ({ url }) =>
	answer(() => {
		const { district, limit } = readQuery(url, Query);
		return listRuns(app().db, district, limit);
	});

/** Starts a run and answers when it is stored; its progress is told by /api/events meanwhile. */
export const POST: RequestHandler = ({ request, locals }) =>
	answer(async () => {
		const { district, method, cellM } = await readBody(request, Body);
		return app().runs.start(locals.who, district, { method, cellM });
	});
