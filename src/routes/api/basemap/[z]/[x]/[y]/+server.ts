import { error } from '@sveltejs/kit';
import { fetchBasemapTile } from '$lib/server/tiles/basemap.ts';
import { readTileAddress } from '$lib/server/tiles/address.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async ({ params }) => {
	const { z, x, y } = readTileAddress(params);
	const tile = await fetchBasemapTile(z, x, y).catch(() => new Response(null, { status: 502 }));
	return tile ?? error(404, 'No basemap is configured.');
};
