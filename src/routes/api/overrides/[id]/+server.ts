import * as v from 'valibot';
import type { Needs } from '$lib/access/roles.ts';
import { app } from '$lib/server/app.ts';
import { answer, integerText, parse, readQuery } from '$lib/server/http.ts';
import { withdrawOverride } from '$lib/server/overrides/withdraw.ts';
import { districtCode } from '$lib/server/schemas.ts';
import type { RequestHandler } from './$types';

export const _needs = { DELETE: 'overrides.set' } satisfies Needs;

const Query = v.object({ district: districtCode });

export const DELETE: RequestHandler = ({ params, url, locals }) =>
	answer(async () => {
		const { district } = readQuery(url, Query);
		return withdrawOverride(app().db, locals.who, district, parse(integerText(1, 1e15), params.id));
	});
