import * as v from 'valibot';
import type { Needs } from '$lib/access/roles.ts';
import { app } from '$lib/server/app.ts';
import { answer, readBody } from '$lib/server/http.ts';
import { verifyRun } from '$lib/server/runs/verify-run.ts';
import { districtCode } from '$lib/server/schemas.ts';
import type { RequestHandler } from './$types';

export const _needs = { POST: 'runs.verify' } satisfies Needs;

const Body = v.object({ district: districtCode, run: v.pipe(v.number(), v.integer(), v.minValue(1)) });

/** Computes a stored run again from its snapshot; answers when it is compared. */
export const POST: RequestHandler = ({ request, locals }) =>
	answer(async () => {
		const { district, run } = await readBody(request, Body);
		return verifyRun(app().db, locals.who, district, run, () => {});
	});
