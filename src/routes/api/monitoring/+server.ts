import * as v from 'valibot';
import type { Needs } from '$lib/access/roles.ts';
import { app } from '$lib/server/app.ts';
import { answer, integerText, readBody, readQuery } from '$lib/server/http.ts';
import { listTags } from '$lib/server/monitoring/list.ts';
import { Messages } from '$lib/server/monitoring/message.ts';
import { postMessages } from '$lib/server/monitoring/post.ts';
import { districtCode } from '$lib/server/schemas.ts';
import type { RequestHandler } from './$types';

export const _needs = { GET: 'map.read', POST: 'monitoring.post' } satisfies Needs;

const Query = v.object({ district: districtCode, limit: v.optional(integerText(1, 5000), '500') });

/** The tags that are not in their normal state. */
export const GET: RequestHandler = ({ url, locals }) =>
	answer(() => {
		const { district, limit } = readQuery(url, Query);
		return listTags(app().db, locals.who.sight, district, limit);
	});

/** Readings and alarms of a monitoring system; docs/monitoring.md. */
export const POST: RequestHandler = ({ request, locals }) =>
	answer(async () => postMessages(app().db, locals.who, await readBody(request, Messages), new Date()));
