import * as v from 'valibot';
import type { Needs } from '$lib/access/roles.ts';
import { app } from '$lib/server/app.ts';
import { AnswerError, failure, parse } from '$lib/server/http.ts';
import { districtCode } from '$lib/server/schemas.ts';
import { readTileAddress } from '$lib/server/tiles/address.ts';
import { readTile, tileVersion } from '$lib/server/tiles/cache.ts';
import type { RequestHandler } from './$types';

export const _needs = { GET: 'map.read' } satisfies Needs;

/** Version of the data and id of the run, `12-3`. */
const Version = v.pipe(v.string(), v.regex(/^\d{1,12}-\d{1,12}$/));

export const GET: RequestHandler = async ({ params, locals }) => {
	try {
		const { db } = app();
		const asked = parse(Version, params.version);
		const district = parse(districtCode, params.district);
		const version = await tileVersion(db, district);
		if (version === null) {
			throw new AnswerError(404, 'no-district', {
				zh: `没有辖区 ${district}。`,
				en: `There is no district ${district}.`
			});
		}
		const tile = await readTile(db, locals.who.sight, district, version, readTileAddress(params));
		return new Response(tile, {
			headers: {
				'content-type': 'application/vnd.mapbox-vector-tile',
				'content-encoding': 'gzip',
				// Another who signs in at the same browser may see other rows.
				vary: 'Cookie',
				// What is asked for under its own version never changes; under another it is only what there is now.
				'cache-control': asked === version ? 'private, max-age=31536000, immutable' : 'no-store'
			}
		});
	} catch (error) {
		return failure(error);
	}
};
