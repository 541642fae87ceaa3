import * as v from 'valibot';
import type { Needs } from '$lib/access/roles.ts';
import { answer, readBody } from '$lib/server/http.ts';
import type { RequestHandler } from './$types';

export const _needs = { POST: 'person' } satisfies Needs;

/** Tells that the person is there: the hook has written it down, as at each request that a person makes. */
export const POST: RequestHandler = ({ request }) => answer(() => readBody(request, v.strictObject({})));
