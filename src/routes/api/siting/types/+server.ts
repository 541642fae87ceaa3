import * as v from 'valibot';
import type { Needs } from '$lib/access/roles.ts';
import { app } from '$lib/server/app.ts';
import { answer, readQuery } from '$lib/server/http.ts';
import { districtCode } from '$lib/server/schemas.ts';
import { readProjectTypes } from '$lib/server/siting/types.ts';
import type { RequestHandler } from './$types';

export const _needs = { GET: 'siting.ask' } satisfies Needs;

const Query = v.object({ district: districtCode });

export const GET: RequestHandler = ({ url }) =>
	answer(() => readProjectTypes(app().db, readQuery(url, Query).district));
