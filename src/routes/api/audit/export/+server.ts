import * as v from 'valibot';
import type { Needs } from '$lib/access/roles.ts';
import { app } from '$lib/server/app.ts';
import { EXPORT_FORMATS, exportAudit } from '$lib/server/audit/export.ts';
import { auditFilter } from '$lib/server/audit/filter.ts';
import { failure, readQuery, streamOf } from '$lib/server/http.ts';
import { localDay } from '$lib/server/local-day.ts';
import type { RequestHandler } from './$types';

export const _needs = { GET: 'audit.export' } satisfies Needs;

const Query = v.object({ ...auditFilter, format: v.optional(v.picklist(EXPORT_FORMATS), 'csv') });
const TYPES = { csv: 'text/csv; charset=utf-8', ndjson: 'application/x-ndjson' };

/** Streamed as it is read: the audit of years is not held in memory. */
export const GET: RequestHandler = async ({ url, locals }) => {
	try {
		const { format, ...filter } = readQuery(url, Query);
		const text = await exportAudit(app().db, locals.who, format, filter);
		const file = `audit-${localDay(new Date())}.${format}`;
		return new Response(streamOf(text), {
			headers: {
				'cache-control': 'no-store',
				'content-type': TYPES[format],
				'content-disposition': `attachment; filename="${file}"`
			}
		});
	} catch (error) {
		return failure(error);
	}
};
