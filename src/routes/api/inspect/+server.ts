import * as v from 'valibot';
import type { Needs } from '$lib/access/roles.ts';
import { app } from '$lib/server/app.ts';
import { answer, integerText, readQuery } from '$lib/server/http.ts';
import { listUnits } from '$lib/server/inspect/list.ts';
import { askedOf } from '$lib/server/inspect/query.ts';
import { districtCode } from '$lib/server/schemas.ts';
import type { RequestHandler } from './$types';

export const _needs = { GET: 'lists.read' } satisfies Needs;

const Query = v.object({
	district: districtCode,
	offset: v.optional(integerText(0, 10_000_000), '0'),
	limit: v.optional(integerText(0, 500), '100'),
	counts: v.optional(v.picklist(['yes', 'no']), 'no')
});

export const GET: RequestHandler = ({ url, locals }) =>
	answer(() => {
		const { district, offset, limit, counts } = readQuery(url, Query);
		const part = { offset, limit, counts: counts === 'yes' };
		return listUnits(app().db, locals.who.sight, district, askedOf(url), part);
	});
