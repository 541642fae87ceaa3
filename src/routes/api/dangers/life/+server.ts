import * as v from 'valibot';
import type { Needs } from '$lib/access/roles.ts';
import type { DangerRules } from '$lib/dangers/api.ts';
import { dangerLifeOf } from '$lib/risk/dangers/life.ts';
import { app } from '$lib/server/app.ts';
import { answer, readQuery } from '$lib/server/http.ts';
import { currentRuleSet } from '$lib/server/rules/rule-sets.ts';
import { districtCode } from '$lib/server/schemas.ts';
import type { RequestHandler } from './$types';

export const _needs = { GET: 'lists.read' } satisfies Needs;

const Query = v.object({ district: districtCode });

/** States, steps and fields of a danger's life, by the rules that the district has in force. */
export const GET: RequestHandler = ({ url }) =>
	answer(async () => {
		const rules = await currentRuleSet(app().db, readQuery(url, Query).district);
		const subjectFields = rules.tables.subjectFields.rows.map(({ no, name }) => ({ no, name }));
		return { ...dangerLifeOf(rules), subjectFields } satisfies DangerRules;
	});
