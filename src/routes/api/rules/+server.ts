import * as v from 'valibot';
import type { Needs } from '$lib/access/roles.ts';
import { app } from '$lib/server/app.ts';
import { answer, readBody, readQuery } from '$lib/server/http.ts';
import { makeRuleSet } from '$lib/server/rules/make.ts';
import { readOrder, rulesVersion } from '$lib/server/rules/order.ts';
import { readRulesPage } from '$lib/server/rules/page.ts';
import { districtCode } from '$lib/server/schemas.ts';
import type { RequestHandler } from './$types';

export const _needs = { GET: 'rules.read', POST: 'rules.make' } satisfies Needs;

const Query = v.object({ district: districtCode, version: v.optional(rulesVersion) });

export const GET: RequestHandler = ({ url }) =>
	answer(() => {
		const { district, version } = readQuery(url, Query);
		return readRulesPage(app().db, district, version);
	});

/** Makes a version; nothing asks it before it is switched on. */
export const POST: RequestHandler = ({ request, locals }) =>
	answer(async () => makeRuleSet(app().db, locals.who, readOrder(await readBody(request, v.unknown()))));
