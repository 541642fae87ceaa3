import * as v from 'valibot';
import type { Needs } from '$lib/access/roles.ts';
import { app } from '$lib/server/app.ts';
import { answer, integerText, readQuery } from '$lib/server/http.ts';
import { compareRuns, runsToCompare } from '$lib/server/runs/compare.ts';
import { districtCode } from '$lib/server/schemas.ts';
import type { RequestHandler } from './$types';

export const _needs = { GET: 'runs.read' } satisfies Needs;

const Query = v.object({
	district: districtCode,
	a: v.optional(integerText(1, Number.MAX_SAFE_INTEGER)),
	b: v.optional(integerText(1, Number.MAX_SAFE_INTEGER))
});

/** What two runs differ in; `b` is the newest unless named, `a` the one before it. */
export const GET: RequestHandler = ({ url, locals }) =>
	answer(async () => {
		const { district, ...named } = readQuery(url, Query);
		const [a, b] = await runsToCompare(app().db, district, named.a, named.b);
		return compareRuns(app().db, locals.who.sight, district, a, b);
	});
