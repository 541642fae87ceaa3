import * as v from 'valibot';
import type { Needs } from '$lib/access/roles.ts';
import { app } from '$lib/server/app.ts';
import { answer, integerText, readQuery } from '$lib/server/http.ts';
import { runsToCompare } from '$lib/server/runs/compare.ts';
import { differenceOf } from '$lib/server/runs/difference.ts';
import { districtCode } from '$lib/server/schemas.ts';
import type { RequestHandler } from './$types';

export const _needs = { GET: 'runs.read' } satisfies Needs;

const Query = v.object({
	district: districtCode,
	a: v.optional(integerText(1, Number.MAX_SAFE_INTEGER)),
	b: v.optional(integerText(1, Number.MAX_SAFE_INTEGER))
});

/** Where two runs gave a place another level; `b` is the newest unless named, `a` the one before it. */
export const GET: RequestHandler = ({ url, locals }) =>
	answer(async () => {
		const { district, ...named } = readQuery(url, Query);
		const { db } = app();
		const [a, b] = await runsToCompare(db, district, named.a, named.b);
		return differenceOf(db, locals.who.sight, district, a, b);
	});
