import { error } from '@sveltejs/kit';
import type { Needs } from '$lib/access/roles.ts';
import { fetchBasemapTile } from '$lib/server/tiles/basemap.ts';
import { readTileAddress } from '$lib/server/tiles/address.ts';
import type { RequestHandler } from './$types';

export const _needs = { GET: 'map.read' } satisfies Needs;

export const GET: RequestHandler = async ({ params }) => {
	const { z, x, y } = readTileAddress(params);
	const tile = await fetchBasemapTile(z, x, y).catch(() => new Response(null, { status: 502 }));
	return tile ?? error(404, 'No basemap is configured.');
};
