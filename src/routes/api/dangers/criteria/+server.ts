import * as v from 'valibot';
import type { Needs } from '$lib/access/roles.ts';
import { app } from '$lib/server/app.ts';
import { readCriteria } from '$lib/server/dangers/criteria.ts';
import { answer, readQuery } from '$lib/server/http.ts';
import { day, districtCode, featureId } from '$lib/server/schemas.ts';
import type { RequestHandler } from './$types';

export const _needs = { GET: 'lists.read' } satisfies Needs;

const Query = v.object({ district: districtCode, feature: featureId, day });

export const GET: RequestHandler = ({ url, locals }) =>
	answer(() => readCriteria(app().db, locals.who.sight, readQuery(url, Query)));
