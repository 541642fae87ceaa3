/**
 * Keeps pages that must never be white: the wall, and the inspector's page on a phone. It holds such a page as it was last
 * sent, the script it is made of, and what its map drew, and gives them only when the server cannot be reached. Registered
 * for the pages that ask for it.
 */
import { base, version } from '$service-worker';
import { KEPT_BY_PAGE, KEPT_FILE, KEPT_FOR, OF_GO, OF_ROUND, type Keep } from '$lib/offline/keep.ts';

const worker = globalThis.self as unknown as ServiceWorkerGlobalScope;
/** The page of the inspector, and what else stands under its scope. */
const GO = `${base}/inspect/go`;
const isOfGo = new URL(worker.registration.scope).pathname.startsWith(`${base}/inspect`);
const CACHE = `${isOfGo ? OF_GO : 'sise-'}${version}`;
/** Names of these files change with what is in them. */
const IMMUTABLE = `${base}/_app/immutable/`;
/** What the map draws and no page keeps itself. Their answers say from when they are. */
const DRAWN = new Set(['zones', 'units', 'findings'].map((name) => `${base}/api/${name}`));
const TILES = `${base}/api/tiles/`;
/** A server that does not answer for so long counts as not there. */
const PATIENCE_MS = 8_000;

worker.addEventListener('install', () => void worker.skipWaiting());

worker.addEventListener('activate', (event) => {
	const begin = async () => {
		// A phone that goes out of reach now has the page of the version before, until that of this one is kept.
		if (!isOfGo) await dropOlder();
		await worker.clients.claim();
	};
	event.waitUntil(begin());
});

/** What the page had loaded before this worker was there. */
worker.addEventListener('message', (event: ExtendableMessageEvent) => {
	const given = event.data as Keep;
	if (given.type !== KEPT_BY_PAGE) return;
	const ours = given.addresses.filter((address) => new URL(address).pathname.startsWith(IMMUTABLE));
	const keep = async () => {
		const kept = await Promise.all([keepPage(given.page), ...ours.map((address) => keepFile(address))]).catch(() => []);
		const isKept = kept[0] === true;
		if (isKept && isOfGo) await dropOlder();
		event.ports[0]?.postMessage(isKept);
	};
	event.waitUntil(keep());
});

worker.addEventListener('fetch', (event) => {
	const { request } = event;
	const url = new URL(request.url);
	if (request.method !== 'GET' || url.origin !== worker.location.origin) return;
	if (url.pathname.startsWith(IMMUTABLE)) event.respondWith(keepFile(request.url));
	else if (isOfGo) answerGo(event, url);
	else if (request.mode === 'navigate') event.respondWith(reach(request, url.pathname, unreachable));
	else if (DRAWN.has(url.pathname)) event.respondWith(reach(request, drawnKey(url), () => Response.error()));
});

/** One page is kept on a phone, whatever its address asks for, and the maps that were taken along. */
function answerGo(event: FetchEvent, url: URL): void {
	const { request } = event;
	const file = url.searchParams.get(KEPT_FILE) ?? '';
	if (url.pathname === GO && file.startsWith(IMMUTABLE)) event.respondWith(asHere(file));
	else if (url.searchParams.has(KEPT_FOR)) event.respondWith(takenAlong(request, url));
	else if (request.mode === 'navigate') {
		event.respondWith(url.pathname === GO ? reach(request, GO, unreachable) : fetch(request).catch(unreachable));
	}
}

/** A file as if it stood at the address that was asked for: a worker made of it belongs to this scope. */
async function asHere(file: string): Promise<Response> {
	const { ok, status, headers, body } = await keepFile(new URL(file, worker.location.origin).href);
	return ok
		? new Response(body, { headers: { 'content-type': headers.get('content-type') ?? '' } })
		: new Response(null, { status });
}

/** What was taken along of a round. Its address names the version, so it is never older than what is asked for. */
async function takenAlong(request: Request, url: URL): Promise<Response> {
	const cache = await caches.open(OF_ROUND + url.searchParams.get(KEPT_FOR));
	const known = await cache.match(request.url);
	if (known) return known;
	return fetch(request).catch(() => {
		// Beyond what was taken along the map is empty; an empty tile is a tile.
		return url.pathname.startsWith(TILES) ? new Response(new Uint8Array()) : Response.error();
	});
}

async function keepFile(address: string): Promise<Response> {
	const cache = await caches.open(CACHE);
	const known = await keptAs(cache, address);
	if (known) return known;
	const answer = await fetch(address);
	if (answer.ok) await cache.put(address, answer.clone());
	return answer;
}

/** Is the page kept now? */
async function keepPage(address: string): Promise<boolean> {
	const cache = await caches.open(CACHE);
	const answer = await fetch(address);
	if (!answer.ok || answer.redirected) return false;
	await cache.put(new URL(address).pathname, answer);
	return true;
}

/** What the server answers, kept under `key`; what is kept when the server cannot be reached; else what `none` makes. */
async function reach(request: Request, key: string, none: () => Response): Promise<Response> {
	// Opened before the answer comes: what is dropped meanwhile, because somebody leaves, is not made anew by it.
	const cache = await caches.open(CACHE);
	try {
		const answer = await fetch(request, { signal: AbortSignal.timeout(PATIENCE_MS) });
		// A proxy answers for a server that is gone.
		if (answer.status >= 502 && answer.status <= 504) throw new Error(`The server is not there: ${answer.status}.`);
		if (answer.ok && !answer.redirected) await cache.put(key, answer.clone());
		return answer;
	} catch {
		return (await keptAs(cache, key)) ?? none();
	}
}

/** What is kept under a key, by this version or by one before. */
async function keptAs(cache: Cache, key: string): Promise<Response | undefined> {
	const known = await cache.match(key);
	if (known) return known;
	for (const name of await older()) {
		const before = await (await caches.open(name)).match(key);
		if (before) return before;
	}
	return undefined;
}

/** Caches of versions before this one. The wall and the phone each have their own; maps of rounds are nobody's version. */
async function older(): Promise<string[]> {
	const names = await caches.keys();
	return names.filter(
		(name) =>
			name !== CACHE && name.startsWith('sise-') && !name.startsWith(OF_ROUND) && name.startsWith(OF_GO) === isOfGo
	);
}

async function dropOlder(): Promise<void> {
	await Promise.all((await older()).map((name) => caches.delete(name)));
}

/** One state of each is kept, not one for each version: the version of an amended run counts up with every change. */
function drawnKey(url: URL): string {
	const query = new URLSearchParams(url.search);
	query.delete('version');
	query.sort();
	return `${url.pathname}?${query}`;
}

/** Nothing is kept of this page yet: it says so and tries again by itself. */
function unreachable(): Response {
	const go = isOfGo ? `<p><a href="${GO}">打开已带走的检查任务 Open the rounds on this phone</a>` : '';
	const page = `<!doctype html><meta charset="utf-8"><meta http-equiv="refresh" content="5"><title>四色</title>
		<meta name="viewport" content="width=device-width"><body bgcolor="#0b0f14" text="#ffffff" link="#9cc4ff" vlink="#9cc4ff">
		<center><h1>连接不上服务器</h1><p>每 5 秒自动重试。
		<p lang="en">The server cannot be reached; trying again each 5 s.${go}`;
	return new Response(page, { status: 503, headers: { 'content-type': 'text/html; charset=utf-8' } });
}
