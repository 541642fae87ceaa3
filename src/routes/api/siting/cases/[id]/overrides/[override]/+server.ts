import * as v from 'valibot';
import type { Needs } from '$lib/access/roles.ts';
import { app } from '$lib/server/app.ts';
import { answer, integerText, parse, readQuery } from '$lib/server/http.ts';
import { districtCode } from '$lib/server/schemas.ts';
import { withdrawFindingOverride } from '$lib/server/siting/set-finding-override.ts';
import type { RequestHandler } from './$types';

export const _needs = { DELETE: 'siting.ask' } satisfies Needs;

const Query = v.object({ district: districtCode });

export const DELETE: RequestHandler = ({ params, url, locals }) =>
	answer(async () => {
		const { district } = readQuery(url, Query);
		const [id, override] = [params.id, params.override].map((text) => parse(integerText(1, 1e15), text));
		return withdrawFindingOverride(app().db, locals.who, district, id, override);
	});
