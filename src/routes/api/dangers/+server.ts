import * as v from 'valibot';
import type { Needs } from '$lib/access/roles.ts';
import { app } from '$lib/server/app.ts';
import { listDangers } from '$lib/server/dangers/list.ts';
import { dangerOrder, dangerQuery } from '$lib/server/dangers/order.ts';
import { recordDanger } from '$lib/server/dangers/record.ts';
import { answer, integerText, readBody, readQuery } from '$lib/server/http.ts';
import type { RequestHandler } from './$types';

export const _needs = { GET: 'lists.read', POST: 'dangers.record' } satisfies Needs;

const Query = v.object({
	...dangerQuery.entries,
	limit: v.optional(integerText(1, 500), '100'),
	after: v.optional(v.pipe(v.string(), v.maxLength(100)))
});

export const GET: RequestHandler = ({ url, locals }) =>
	answer(() => {
		const { state: states, ...filter } = readQuery(url, Query);
		return listDangers(app().db, locals.who.sight, { states, ...filter });
	});

/** Records a danger; the same one again is answered as it stands. */
export const POST: RequestHandler = ({ request, locals }) =>
	answer(async () => recordDanger(app().db, locals.who, await readBody(request, dangerOrder)));
