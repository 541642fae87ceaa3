import * as v from 'valibot';
import type { Needs } from '$lib/access/roles.ts';
import { app } from '$lib/server/app.ts';
import { answer, readBody } from '$lib/server/http.ts';
import { rulesVersion } from '$lib/server/rules/order.ts';
import { switchOn } from '$lib/server/rules/use.ts';
import { districtCode } from '$lib/server/schemas.ts';
import type { RequestHandler } from './$types';

export const _needs = { PUT: 'rules.use' } satisfies Needs;

const Body = v.strictObject({ district: districtCode, version: rulesVersion });

/** Switches a version on: the next run of the district asks it. */
export const PUT: RequestHandler = ({ request, locals }) =>
	answer(async () => {
		const { district, version } = await readBody(request, Body);
		return switchOn(app().db, locals.who, district, version);
	});
