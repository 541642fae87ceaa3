/**
 * Keeps a page that must never be white: the wall. It holds the page as it was last sent, the script it is made of, and
 * what its map drew, and gives them only when the server cannot be reached. Registered for the pages that ask for it.
 */
import { base, version } from '$service-worker';
import { KEPT_BY_PAGE, type Keep } from '$lib/offline/keep.ts';

const worker = globalThis.self as unknown as ServiceWorkerGlobalScope;
const CACHE = `sise-${version}`;
/** Names of these files change with what is in them. */
const IMMUTABLE = `${base}/_app/immutable/`;
/** What the map draws and no page keeps itself. Their answers say from when they are. */
const DRAWN = new Set(['zones', 'units', 'findings'].map((name) => `${base}/api/${name}`));
/** A server that does not answer for so long counts as not there. */
const PATIENCE_MS = 8_000;

worker.addEventListener('install', () => void worker.skipWaiting());

worker.addEventListener('activate', (event) => {
	const begin = async () => {
		const names = await caches.keys();
		await Promise.all(
			names.filter((name) => name !== CACHE && name.startsWith('sise-')).map((name) => caches.delete(name))
		);
		await worker.clients.claim();
	};
	event.waitUntil(begin());
});

/** What the page had loaded before this worker was there. */
worker.addEventListener('message', (event: ExtendableMessageEvent) => {
	const given = event.data as Keep;
	if (given.type !== KEPT_BY_PAGE) return;
	const ours = given.addresses.filter((address) => new URL(address).pathname.startsWith(IMMUTABLE));
	event.waitUntil(Promise.all([keepPage(given.page), ...ours.map(keepFile)]));
});

worker.addEventListener('fetch', (event) => {
	const { request } = event;
	const url = new URL(request.url);
	if (request.method !== 'GET' || url.origin !== worker.location.origin) return;
	if (url.pathname.startsWith(IMMUTABLE)) event.respondWith(keepFile(request.url));
	else if (request.mode === 'navigate') event.respondWith(reach(request, url.pathname, unreachable));
	else if (DRAWN.has(url.pathname)) event.respondWith(reach(request, drawnKey(url), () => Response.error()));
});

async function keepFile(address: string): Promise<Response> {
	const cache = await caches.open(CACHE);
	const known = await cache.match(address);
	if (known) return known;
	const answer = await fetch(address);
	if (answer.ok) await cache.put(address, answer.clone());
	return answer;
}

async function keepPage(address: string): Promise<void> {
	const answer = await fetch(address);
	if (answer.ok && !answer.redirected) await (await caches.open(CACHE)).put(new URL(address).pathname, answer);
}

/** What the server answers, kept under `key`; what is kept when the server cannot be reached; else what `none` makes. */
async function reach(request: Request, key: string, none: () => Response): Promise<Response> {
	const cache = await caches.open(CACHE);
	try {
		const answer = await fetch(request, { signal: AbortSignal.timeout(PATIENCE_MS) });
		// A proxy answers for a server that is gone.
		if (answer.status >= 502 && answer.status <= 504) throw new Error(`The server is not there: ${answer.status}.`);
		if (answer.ok && !answer.redirected) await cache.put(key, answer.clone());
		return answer;
	} catch {
		return (await cache.match(key)) ?? none();
	}
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
	const page = `<!doctype html><meta charset="utf-8"><meta http-equiv="refresh" content="5"><title>四色</title>
		<body bgcolor="#0b0f14" text="#ffffff"><center><h1>连接不上服务器</h1><p>每 5 秒自动重试。
		<p lang="en">The server cannot be reached; trying again each 5 s.`;
	return new Response(page, { status: 503, headers: { 'content-type': 'text/html; charset=utf-8' } });
}
