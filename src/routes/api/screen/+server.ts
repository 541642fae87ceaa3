import * as v from 'valibot';
import type { Needs } from '$lib/access/roles.ts';
import { app } from '$lib/server/app.ts';
import { answer, readQuery } from '$lib/server/http.ts';
import { districtCode } from '$lib/server/schemas.ts';
import { wallOf } from '$lib/server/wall/wall-of.ts';
import type { RequestHandler } from './$types';

export const _needs = { GET: 'runs.read' } satisfies Needs;

const Query = v.object({ district: v.optional(districtCode) });

/** All that the command wall shows, as it is stored now; of the district last imported into where none is named. */
export const GET: RequestHandler = ({ url, locals }) =>
	answer(() => wallOf(app().db, locals.who.sight, readQuery(url, Query).district ?? null, new Date()));
