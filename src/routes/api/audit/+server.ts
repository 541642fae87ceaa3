import * as v from 'valibot';
import type { Needs } from '$lib/access/roles.ts';
import { app } from '$lib/server/app.ts';
import { auditFilter } from '$lib/server/audit/filter.ts';
import { listAudit } from '$lib/server/audit/list.ts';
import { answer, integerText, readQuery } from '$lib/server/http.ts';
import type { RequestHandler } from './$types';

export const _needs = { GET: 'audit.read' } satisfies Needs;

const Query = v.object({
	...auditFilter,
	limit: v.optional(integerText(1, 500), '100'),
	before: v.optional(integerText(1, 1e15))
});

export const GET: RequestHandler = ({ url }) => answer(() => listAudit(app().db, readQuery(url, Query)));
