import * as v from 'valibot';
import type { Needs } from '$lib/access/roles.ts';
import { app } from '$lib/server/app.ts';
import { dutyId } from '$lib/server/duties/order.ts';
import { withdrawDuty } from '$lib/server/duties/records.ts';
import { answer, parse, readQuery } from '$lib/server/http.ts';
import { districtCode } from '$lib/server/schemas.ts';
import type { RequestHandler } from './$types';

export const _needs = { DELETE: 'duties.record' } satisfies Needs;

const Query = v.object({ district: districtCode });

/** Withdraws a record: it stays on record and no longer counts. */
export const DELETE: RequestHandler = ({ params, url, locals }) =>
	answer(async () => {
		const { district } = readQuery(url, Query);
		await withdrawDuty(app().db, locals.who, district, parse(dutyId, params.id));
		return {};
	});
