import * as v from 'valibot';
import type { Needs } from '$lib/access/roles.ts';
import { app } from '$lib/server/app.ts';
import { answer, readQuery } from '$lib/server/http.ts';
import { diffRuleSets } from '$lib/server/rules/diff.ts';
import { rulesVersion } from '$lib/server/rules/order.ts';
import { districtCode } from '$lib/server/schemas.ts';
import type { RequestHandler } from './$types';

export const _needs = { GET: 'rules.read' } satisfies Needs;

const Query = v.object({ district: districtCode, a: rulesVersion, b: rulesVersion });

/** What the data of today would give by two rule sets; computed when asked, nothing stored. */
export const GET: RequestHandler = ({ url, locals }) =>
	answer(() => {
		const { district, a, b } = readQuery(url, Query);
		return diffRuleSets(app().db, locals.who.sight, district, a, b);
	});
