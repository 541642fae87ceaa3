import { resolve } from '$app/paths';
import type { Status } from '$lib/api.ts';
import { addressOf, ask, Failure } from '$lib/map/answer.svelte.ts';
import { loadMap } from '$lib/map/chart.ts';
import { tilesOf } from '$lib/map/sources.svelte.ts';
import { keepPage, KEPT_FOR, OF_ROUND } from '$lib/offline/keep.ts';
import { m } from '$lib/paraglide/messages.js';
import type { RoundPack } from '$lib/rounds/api.ts';
import type { KeptMap, KeptRound } from './kept.ts';
import { tilesOfBox } from './tiles.ts';

/** Asked at one time: the server draws a tile in some milliseconds, the line takes longer. */
const AT_ONCE = 4;

export interface Progress {
	done: number;
	of: number;
	bytes: number;
}

/**
 * Takes a round along: what is known of its sites, and the map around it, kept by the browser. `told` hears how far it is.
 * Throws a Failure; then what was kept before stays.
 */
export async function takeAlong(
	district: string,
	round: string,
	person: string,
	told: (progress: Progress) => void
): Promise<KeptRound> {
	const pack = await ask<RoundPack>(addressOf(`rounds/${encodeURIComponent(round)}/pack`, { district }));
	const status = await ask<Status>(addressOf('status', { district }));
	await keepGo();
	const map = await keepMap(pack, status, told);
	return { person, pack, map, takenAt: new Date().toISOString() };
}

/** The map's tiles and zones, under the addresses by which the map asks for them. */
async function keepMap(pack: RoundPack, status: Status, told: (progress: Progress) => void): Promise<KeptMap | null> {
	const { round, box } = pack;
	const district = status.districts.find(({ code }) => code === round.district) ?? null;
	const run = status.run?.district === round.district ? status.run : null;
	const template = tilesOf({ district, run });
	if (template === null || !('caches' in globalThis)) return null;
	const { tiles, min, max } = tilesOfBox(box);
	const ours = `${template}?${KEPT_FOR}=${round.id}`;
	const addresses = tiles.map(({ z, x, y }) =>
		ours.replace('{z}', String(z)).replace('{x}', String(x)).replace('{y}', String(y))
	);
	const asked = { district: round.district, run: run?.id, version: district?.version, [KEPT_FOR]: round.id };
	const zones = run === null ? null : new URL(addressOf('zones', asked), location.href).href;
	if (zones !== null) addresses.push(zones);
	const cache = await caches.open(OF_ROUND + round.id);
	const waiting = [...addresses];
	let bytes = 0;
	const work = async () => {
		for (let address = waiting.shift(); address !== undefined; address = waiting.shift()) {
			bytes += await keepAnswer(cache, address);
			told({ done: addresses.length - waiting.length, of: addresses.length, bytes });
		}
	};
	await Promise.all(Array.from({ length: AT_ONCE }, work));
	await dropOthers(cache, new Set(addresses));
	return { tiles: ours, zones, min, max, bytes };
}

/** Keeps what an address answers; returns its bytes. */
async function keepAnswer(cache: Cache, address: string): Promise<number> {
	const known = await cache.match(address);
	if (known !== undefined) return (await known.arrayBuffer()).byteLength;
	const answer = await fetch(address).catch(() => null);
	if (answer === null) throw new Failure(m.error_lost(), true);
	if (!answer.ok) throw new Failure(m.error_status({ status: answer.status }), false, answer.status);
	const body = await answer.arrayBuffer();
	// Without the headers of the way here: the body is not packed any more, and nobody else reads it.
	const type = answer.headers.get('content-type') ?? 'application/octet-stream';
	await cache.put(address, new Response(body, { headers: { 'content-type': type } }));
	return body.byteLength;
}

/** Tiles of an older version of the district are of no use any more. */
async function dropOthers(cache: Cache, wanted: ReadonlySet<string>): Promise<void> {
	for (const { url } of await cache.keys()) if (!wanted.has(url)) await cache.delete(url);
}

/** Entries that a page of its own makes no end of are no longer named after the first 250. */
const MANY_ENTRIES = 2000;

/** Keeps the page with all that it is made of; the script of its map too, which else comes when a map is opened. Throws a Failure. */
export async function keepGo(): Promise<void> {
	performance.setResourceTimingBufferSize(MANY_ENTRIES);
	await loadMap();
	const isKept = await keepPage(resolve('/inspect/go').replace(/\/go$/, ''), `${resolve('/')}service-worker.js`).catch(
		() => false
	);
	if (!isKept) throw new Failure(m.go_not_kept(), false);
}
