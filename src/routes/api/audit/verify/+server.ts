import type { Needs } from '$lib/access/roles.ts';
import { app } from '$lib/server/app.ts';
import { verifyAudit } from '$lib/server/audit/verify.ts';
import { answer } from '$lib/server/http.ts';
import type { RequestHandler } from './$types';

export const _needs = { POST: 'audit.read' } satisfies Needs;

/** Walks the whole chain and names what was changed, removed or put in. */
export const POST: RequestHandler = () => answer(() => verifyAudit(app()));
