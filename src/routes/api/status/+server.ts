import * as v from 'valibot';
import type { Needs } from '$lib/access/roles.ts';
import { app } from '$lib/server/app.ts';
import { answer, readQuery } from '$lib/server/http.ts';
import { districtCode } from '$lib/server/schemas.ts';
import { readStatus } from '$lib/server/status.ts';
import type { RequestHandler } from './$types';

export const _needs = { GET: 'map.read' } satisfies Needs;

const Query = v.object({ district: v.optional(districtCode) });

export const GET: RequestHandler = ({ url, locals }) =>
	answer(async () => {
		const { district } = readQuery(url, Query);
		return readStatus(app(), locals.who.sight, district);
	});
