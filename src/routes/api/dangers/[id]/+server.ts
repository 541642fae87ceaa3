import * as v from 'valibot';
import type { Needs } from '$lib/access/roles.ts';
import { app } from '$lib/server/app.ts';
import { changeFields } from '$lib/server/dangers/change.ts';
import { dangerChange, dangerId } from '$lib/server/dangers/order.ts';
import { readDanger } from '$lib/server/dangers/read.ts';
import { answer, parse, readBody, readQuery } from '$lib/server/http.ts';
import { districtCode } from '$lib/server/schemas.ts';
import type { RequestHandler } from './$types';

/** Which fields somebody may set hangs on the state of the danger: the rules say so, field by field. */
export const _needs = { GET: 'lists.read', PATCH: 'lists.read' } satisfies Needs;

const Query = v.object({ district: districtCode });

export const GET: RequestHandler = ({ params, url, locals }) =>
	answer(async () => {
		const { district } = readQuery(url, Query);
		return readDanger(app().db, locals.who, district, parse(dangerId, params.id));
	});

export const PATCH: RequestHandler = ({ params, request, locals }) =>
	answer(async () => {
		const id = parse(dangerId, params.id);
		return changeFields(app().db, locals.who, id, await readBody(request, dangerChange));
	});
