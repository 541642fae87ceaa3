import * as v from 'valibot';
import type { Needs } from '$lib/access/roles.ts';
import { app } from '$lib/server/app.ts';
import { answer, integerText, readQuery } from '$lib/server/http.ts';
import { latestRun } from '$lib/server/runs/latest.ts';
import { districtCode } from '$lib/server/schemas.ts';
import { readZones } from '$lib/server/zones/zones.ts';
import type { RequestHandler } from './$types';

export const _needs = { GET: 'map.read' } satisfies Needs;

const Query = v.object({ district: districtCode, run: v.optional(integerText(1, 1e15)) });

export const GET: RequestHandler = ({ url, locals }) =>
	answer(async () => {
		const { district, run } = readQuery(url, Query);
		const { db } = app();
		const shown = run ?? (await latestRun(db, district));
		return shown === null
			? { type: 'FeatureCollection', features: [] }
			: readZones(db, locals.who.sight, district, shown);
	});
