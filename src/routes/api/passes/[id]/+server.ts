import type { Needs } from '$lib/access/roles.ts';
import { revokePass } from '$lib/server/accounts/make-pass.ts';
import { app } from '$lib/server/app.ts';
import { answer } from '$lib/server/http.ts';
import type { RequestHandler } from './$types';

export const _needs = { DELETE: 'passes.manage' } satisfies Needs;

/** Revokes a pass. */
export const DELETE: RequestHandler = ({ params, locals }) => answer(() => revokePass(app().db, locals.who, params.id));
