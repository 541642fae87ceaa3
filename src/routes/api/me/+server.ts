import type { Needs } from '$lib/access/roles.ts';
import { meOf } from '$lib/server/accounts/me.ts';
import { app } from '$lib/server/app.ts';
import { answer } from '$lib/server/http.ts';
import type { RequestHandler } from './$types';

export const _needs = { GET: 'known' } satisfies Needs;

/** Whoever asks. */
export const GET: RequestHandler = ({ locals }) => answer(async () => meOf(locals.who, app().accounts));
