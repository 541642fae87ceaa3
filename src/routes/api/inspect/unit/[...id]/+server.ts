import * as v from 'valibot';
import type { Needs } from '$lib/access/roles.ts';
import { app } from '$lib/server/app.ts';
import { answer, parse, readQuery } from '$lib/server/http.ts';
import { readUnit } from '$lib/server/inspect/unit.ts';
import { districtCode, featureId } from '$lib/server/schemas.ts';
import type { RequestHandler } from './$types';

export const _needs = { GET: 'lists.read' } satisfies Needs;

const Query = v.object({ district: districtCode });

export const GET: RequestHandler = ({ params, url, locals }) =>
	answer(() => {
		const { district } = readQuery(url, Query);
		return readUnit(app().db, locals.who.sight, district, parse(featureId, params.id));
	});
