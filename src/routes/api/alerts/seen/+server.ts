import * as v from 'valibot';
import type { Needs } from '$lib/access/roles.ts';
import { markSeen } from '$lib/server/alerts/mark-seen.ts';
import { alertId } from '$lib/server/alerts/schemas.ts';
import { app } from '$lib/server/app.ts';
import { answer, readBody } from '$lib/server/http.ts';
import { districtCode } from '$lib/server/schemas.ts';
import type { RequestHandler } from './$types';

/** Whoever may look may say that they did: a wall too. */
export const _needs = { POST: 'map.read' } satisfies Needs;

const Body = v.object({ district: districtCode, ids: v.pipe(v.array(alertId), v.maxLength(500)) });

/** Says that alerts are shown on a screen. */
export const POST: RequestHandler = ({ request, locals }) =>
	answer(async () => {
		const { district, ids } = await readBody(request, Body);
		return { seen: await markSeen(app().db, locals.who, district, ids) };
	});
