import * as v from 'valibot';
import { app } from '$lib/server/app.ts';
import { answer, readQuery } from '$lib/server/http.ts';
import { districtCode } from '$lib/server/schemas.ts';
import { readStatus } from '$lib/server/status.ts';
import type { RequestHandler } from './$types';

const Query = v.object({ district: v.optional(districtCode) });

export const GET: RequestHandler = ({ url }) =>
	answer(async () => {
		const { district } = readQuery(url, Query);
		return readStatus(app(), district);
	});
