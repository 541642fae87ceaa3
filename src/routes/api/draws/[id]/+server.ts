import * as v from 'valibot';
import type { Needs } from '$lib/access/roles.ts';
import { app } from '$lib/server/app.ts';
import { drawId } from '$lib/server/draws/order.ts';
import { readDraw } from '$lib/server/draws/read.ts';
import { answer, parse, readQuery } from '$lib/server/http.ts';
import { districtCode } from '$lib/server/schemas.ts';
import type { RequestHandler } from './$types';

export const _needs = { GET: 'map.read' } satisfies Needs;

const Query = v.object({ district: districtCode });

export const GET: RequestHandler = ({ params, url, locals }) =>
	answer(async () => {
		const { district } = readQuery(url, Query);
		return readDraw(app().db, locals.who, district, parse(drawId, params.id));
	});
