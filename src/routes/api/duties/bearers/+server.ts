import * as v from 'valibot';
import type { Needs } from '$lib/access/roles.ts';
import { app } from '$lib/server/app.ts';
import { listBearers, putBearer } from '$lib/server/duties/bearers.ts';
import { bearerOrder } from '$lib/server/duties/order.ts';
import { answer, readBody, readQuery } from '$lib/server/http.ts';
import { districtCode } from '$lib/server/schemas.ts';
import type { RequestHandler } from './$types';

export const _needs = { GET: 'duties.read', PUT: 'duties.keep' } satisfies Needs;

const Query = v.object({ district: districtCode });

export const GET: RequestHandler = ({ url, locals }) =>
	answer(() => listBearers(app().db, locals.who, readQuery(url, Query).district));

export const PUT: RequestHandler = ({ request, locals }) =>
	answer(async () => putBearer(app().db, locals.who, await readBody(request, bearerOrder)));
