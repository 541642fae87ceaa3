import * as v from 'valibot';
import type { Needs } from '$lib/access/roles.ts';
import { app } from '$lib/server/app.ts';
import { answer, readQuery } from '$lib/server/http.ts';
import { placesOf } from '$lib/server/inspect/list.ts';
import { askedOf } from '$lib/server/inspect/query.ts';
import { districtCode } from '$lib/server/schemas.ts';
import type { RequestHandler } from './$types';

export const _needs = { GET: 'lists.read' } satisfies Needs;

const Query = v.object({ district: districtCode });

export const GET: RequestHandler = ({ url, locals }) =>
	answer(() => {
		const { district } = readQuery(url, Query);
		return placesOf(app().db, locals.who.sight, district, askedOf(url));
	});
