import * as v from 'valibot';
import type { Needs } from '$lib/access/roles.ts';
import { DANGER_LISTS } from '$lib/dangers/api.ts';
import { app } from '$lib/server/app.ts';
import { readDangerList } from '$lib/server/dangers/three-lists.ts';
import { answer, readQuery } from '$lib/server/http.ts';
import { districtCode, featureId } from '$lib/server/schemas.ts';
import type { RequestHandler } from './$types';

export const _needs = { GET: 'lists.read' } satisfies Needs;

const Query = v.object({ district: districtCode, kind: v.picklist(DANGER_LISTS), feature: v.optional(featureId) });

export const GET: RequestHandler = ({ url, locals }) =>
	answer(() => readDangerList(app().db, locals.who.sight, readQuery(url, Query)));
