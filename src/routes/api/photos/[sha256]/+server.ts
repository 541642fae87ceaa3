import * as v from 'valibot';
import type { Needs } from '$lib/access/roles.ts';
import { app } from '$lib/server/app.ts';
import { answer, failure, parse, readBytes, readQuery } from '$lib/server/http.ts';
import { districtCode } from '$lib/server/schemas.ts';
import { sha256 } from '$lib/server/visits/order.ts';
import { keepPhoto, readPhoto } from '$lib/server/visits/photos.ts';
import type { RequestHandler } from './$types';

export const _needs = { GET: 'inspections.read', PUT: 'inspections.record' } satisfies Needs;

const Query = v.object({ district: districtCode });

/** Shown as the photo that its bytes are, and as nothing else (nosniff stands on every answer). */
export const GET: RequestHandler = async ({ params, url, locals }) => {
	try {
		const { district } = readQuery(url, Query);
		const hash = parse(sha256, params.sha256);
		const { type, bytes } = await readPhoto(app().db, locals.who.sight, district, hash);
		return new Response(Uint8Array.from(bytes), {
			headers: {
				'cache-control': 'no-store',
				'content-type': type,
				'content-disposition': `inline; filename="${hash.slice(0, 16)}.${type.split('/')[1]}"`
			}
		});
	} catch (error) {
		return failure(error);
	}
};

/** Keeps the photo that is the body; sent twice, it is kept once. */
export const PUT: RequestHandler = ({ params, url, request, locals }) =>
	answer(async () => {
		const { district } = readQuery(url, Query);
		const hash = parse(sha256, params.sha256);
		return keepPhoto(app().db, locals.who, district, hash, await readBytes(request));
	});
