import type { Needs } from '$lib/access/roles.ts';
import { app } from '$lib/server/app.ts';
import { dutyRecordOrder } from '$lib/server/duties/order.ts';
import { recordDuty } from '$lib/server/duties/records.ts';
import { answer, readBody } from '$lib/server/http.ts';
import type { RequestHandler } from './$types';

export const _needs = { POST: 'duties.record' } satisfies Needs;

/** Records what was done; the same again changes nothing. */
export const POST: RequestHandler = ({ request, locals }) =>
	answer(async () => {
		await recordDuty(app().db, locals.who, await readBody(request, dutyRecordOrder));
		return {};
	});
