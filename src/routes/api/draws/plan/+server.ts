import * as v from 'valibot';
import type { Needs } from '$lib/access/roles.ts';
import { app } from '$lib/server/app.ts';
import { readPlan } from '$lib/server/draws/plan.ts';
import { answer, readQuery } from '$lib/server/http.ts';
import { districtCode } from '$lib/server/schemas.ts';
import type { RequestHandler } from './$types';

export const _needs = { GET: 'lists.read' } satisfies Needs;

const Query = v.object({ district: districtCode });

export const GET: RequestHandler = ({ url, locals }) =>
	answer(() => readPlan(app().db, locals.who.sight, readQuery(url, Query).district));
