import * as v from 'valibot';
import type { Needs } from '$lib/access/roles.ts';
import { app } from '$lib/server/app.ts';
import { failure, readBody, readQuery } from '$lib/server/http.ts';
import { reportQuery, reportResponse } from '$lib/server/reports/reply.ts';
import { orderSchema } from '$lib/server/siting/order.ts';
import { orderReport } from '$lib/server/siting/report.ts';
import type { RequestHandler } from './$types';

export const _needs = { POST: 'siting.ask' } satisfies Needs;

const Query = v.object(reportQuery);

/** The report on an order, answered anew; nothing is stored. */
export const POST: RequestHandler = async ({ url, request, locals }) => {
	try {
		const { as, language } = readQuery(url, Query);
		const order = await readBody(request, orderSchema);
		const { bytes, name } = await orderReport(app().db, locals.who, order, as, language);
		return reportResponse(bytes, name, as);
	} catch (error) {
		return failure(error);
	}
};
