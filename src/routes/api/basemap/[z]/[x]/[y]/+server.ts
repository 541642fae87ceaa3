import type { Needs } from '$lib/access/roles.ts';
import { AnswerError, failure } from '$lib/server/http.ts';
import { fetchBasemapTile } from '$lib/server/tiles/basemap.ts';
import { readTileAddress } from '$lib/server/tiles/address.ts';
import type { RequestHandler } from './$types';

export const _needs = { GET: 'map.read' } satisfies Needs;

export const GET: RequestHandler = async ({ params }) => {
	try {
		const { z, x, y } = readTileAddress(params);
		const tile = await fetchBasemapTile(z, x, y).catch(() => new Response(null, { status: 502 }));
		if (tile !== null) return tile;
		throw new AnswerError(404, 'no-basemap', { zh: '没有配置底图。', en: 'No basemap is configured.' });
	} catch (error) {
		return failure(error);
	}
};
