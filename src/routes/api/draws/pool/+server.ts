import type { Needs } from '$lib/access/roles.ts';
import { app } from '$lib/server/app.ts';
import { poolQuery } from '$lib/server/draws/order.ts';
import { describePool } from '$lib/server/draws/pool.ts';
import { answer, readQuery } from '$lib/server/http.ts';
import type { RequestHandler } from './$types';

export const _needs = { GET: 'draws.make' } satisfies Needs;

export const GET: RequestHandler = ({ url }) => answer(() => describePool(app().db, readQuery(url, poolQuery)));
