import type { Status } from '../../api.ts';

/**
 * A tile source of one's own. SISE_BASEMAP is the address of raster tiles with {z}, {x} and {y} and, after a space, the
 * attribution they ask for. Pages fetch the tiles through this server, so that the content policy stays closed and a
 * key in the address stays here.
 */
interface Basemap {
	address: string;
	attribution: string;
}

function readBasemap(): Basemap | null {
	const [address, ...attribution] = (process.env.SISE_BASEMAP ?? '').trim().split(/\s+/);
	if (address === '') return null;
	for (const part of ['{z}', '{x}', '{y}']) {
		if (!address.includes(part))
			throw new Error(`SISE_BASEMAP has no ${part}: give an address such as http://host/{z}/{x}/{y}.png.`);
	}
	return { address, attribution: attribution.join(' ') };
}

/** The source as pages see it; `null` where none is configured. */
export function basemapSource(): Status['basemap'] {
	const basemap = readBasemap();
	if (basemap === null) return null;
	return { tiles: ['/api/basemap/{z}/{x}/{y}'], attribution: basemap.attribution, tileSize: 256 };
}

/** One tile of it; `null` where none is configured. Throws when the source does not answer within ten seconds. */
export async function fetchBasemapTile(z: number, x: number, y: number): Promise<Response | null> {
	const basemap = readBasemap();
	if (basemap === null) return null;
	const address = basemap.address.replace('{z}', String(z)).replace('{x}', String(x)).replace('{y}', String(y));
	const answer = await fetch(address, { signal: AbortSignal.timeout(10_000) });
	if (!answer.ok) return new Response(null, { status: answer.status === 404 ? 404 : 502 });
	// A page or an SVG of theirs would run as ours.
	const type = answer.headers.get('content-type') ?? 'image/png';
	if (!/^image\/(png|jpeg|webp|avif)$/.test(type)) return new Response(null, { status: 502 });
	return new Response(answer.body, { headers: { 'content-type': type, 'cache-control': 'private, max-age=86400' } });
}
