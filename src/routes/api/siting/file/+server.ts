import * as v from 'valibot';
import type { Needs } from '$lib/access/roles.ts';
import { app } from '$lib/server/app.ts';
import { answer, parse, readBytes, readQuery } from '$lib/server/http.ts';
import { districtCode } from '$lib/server/schemas.ts';
import { readParcelFile } from '$lib/server/siting/read-file.ts';
import type { RequestHandler } from './$types';

export const _needs = { POST: 'siting.ask' } satisfies Needs;

const Query = v.object({
	district: districtCode,
	crs: v.optional(v.pipe(v.string(), v.regex(/^[A-Za-z0-9:_-]{1,40}$/)))
});
/** The header `x-file-name`, percent-encoded: headers hold no Chinese. */
const fileName = v.pipe(
	v.string(),
	v.maxLength(1000),
	v.check((text) => {
		try {
			decodeURIComponent(text);
			return true;
		} catch {
			return false;
		}
	}, 'percent-encoded text'),
	v.transform(decodeURIComponent),
	v.minLength(1),
	v.maxLength(255)
);

/** The parcels of a file; nothing is stored. */
export const POST: RequestHandler = ({ url, request }) =>
	answer(async () => {
		const { district, crs } = readQuery(url, Query);
		const name = parse(fileName, request.headers.get('x-file-name') ?? '');
		return readParcelFile(app().db, district, name, await readBytes(request), crs ?? null);
	});
