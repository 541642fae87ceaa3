import * as v from 'valibot';
import type { Needs } from '$lib/access/roles.ts';
import { app } from '$lib/server/app.ts';
import { failure, readQuery } from '$lib/server/http.ts';
import { districtReportFile } from '$lib/server/reports/district-file.ts';
import { reportQuery, reportResponse } from '$lib/server/reports/reply.ts';
import { districtCode } from '$lib/server/schemas.ts';
import type { RequestHandler } from './$types';

export const _needs = { GET: 'lists.export' } satisfies Needs;

const Query = v.object({ ...reportQuery, district: districtCode });

/** The report on a district's newest run: the four-colour map with its lists, as it is seen. */
export const GET: RequestHandler = async ({ url, locals }) => {
	try {
		const { as, language, district } = readQuery(url, Query);
		const { bytes, name } = await districtReportFile(app().db, locals.who, district, as, language);
		return reportResponse(bytes, name, as);
	} catch (error) {
		return failure(error);
	}
};
