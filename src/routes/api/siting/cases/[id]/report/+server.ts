import * as v from 'valibot';
import type { Needs } from '$lib/access/roles.ts';
import { app } from '$lib/server/app.ts';
import { failure, integerText, parse, readQuery } from '$lib/server/http.ts';
import { reportQuery, reportResponse } from '$lib/server/reports/reply.ts';
import { districtCode } from '$lib/server/schemas.ts';
import { caseReport } from '$lib/server/siting/report.ts';
import type { RequestHandler } from './$types';

export const _needs = { GET: 'siting.ask' } satisfies Needs;

const Query = v.object({ ...reportQuery, district: districtCode, variant: v.optional(integerText(0, 2), '0') });

/** The report on what was said last of a variant of a case. */
export const GET: RequestHandler = async ({ params, url, locals }) => {
	try {
		const { as, language, district, variant } = readQuery(url, Query);
		const which = { id: parse(integerText(1, 1e15), params.id), variant };
		const { bytes, name } = await caseReport(app().db, locals.who, district, which, as, language);
		return reportResponse(bytes, name, as);
	} catch (error) {
		return failure(error);
	}
};
