import * as v from 'valibot';
import type { Needs } from '$lib/access/roles.ts';
import { acknowledgeAlert } from '$lib/server/alerts/acknowledge.ts';
import { alertNote } from '$lib/server/alerts/schemas.ts';
import { app } from '$lib/server/app.ts';
import { answer, integerText, parse, readBody } from '$lib/server/http.ts';
import { districtCode } from '$lib/server/schemas.ts';
import type { RequestHandler } from './$types';

export const _needs = { POST: 'alerts.acknowledge' } satisfies Needs;

const Body = v.object({ district: districtCode, note: v.optional(v.nullable(alertNote)) });

export const POST: RequestHandler = ({ request, params, locals }) =>
	answer(async () => {
		const { district, note } = await readBody(request, Body);
		const id = parse(integerText(1, 1e15), params.id);
		return acknowledgeAlert(app().db, locals.who, { district, id, note: note || null });
	});
