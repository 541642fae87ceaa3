import * as v from 'valibot';
import { app } from '$lib/server/app.ts';
import { answer, readBody } from '$lib/server/http.ts';
import { districtCode } from '$lib/server/schemas.ts';
import type { RequestHandler } from './$types';

const Body = v.object({
	district: districtCode,
	method: v.optional(v.picklist(['rings', 'field']), 'rings'),
	cellM: v.optional(v.pipe(v.number(), v.minValue(20), v.maxValue(1000)))
});

/** Starts a run and answers when it is stored; its progress is told by /api/events meanwhile. */
export const POST: RequestHandler = ({ request }) =>
	answer(async () => {
		const { district, method, cellM } = await readBody(request, Body);
		return app().runs.start(district, { method, cellM });
	});
