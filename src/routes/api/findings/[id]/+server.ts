import * as v from 'valibot';
import type { Needs } from '$lib/access/roles.ts';
import { app } from '$lib/server/app.ts';
import { drawFinding } from '$lib/server/findings/drawing.ts';
import { AnswerError, answer, integerText, parse, readQuery } from '$lib/server/http.ts';
import { districtCode } from '$lib/server/schemas.ts';
import type { RequestHandler } from './$types';

export const _needs = { GET: 'map.read' } satisfies Needs;

const Query = v.object({ district: districtCode });

/** What a finding looks like on the map: the strip that must be kept clear, and what lies in it. */
export const GET: RequestHandler = ({ params, url, locals }) =>
	answer(async () => {
		const { district } = readQuery(url, Query);
		const drawing = await drawFinding(app().db, locals.who.sight, district, parse(integerText(0, 1e9), params.id));
		if (drawing !== null) return drawing;
		throw new AnswerError(404, 'no-finding', {
			zh: '没有这条核查结果：新的评估可能已取代它。请刷新列表。',
			en: 'There is no such finding: a newer run may have replaced it. Refresh the list.'
		});
	});
