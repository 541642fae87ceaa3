/** What a page tells the service worker to keep of it. */
export interface Keep {
	type: typeof KEPT_BY_PAGE;
	/** Address of the page itself. */
	page: string;
	/** Addresses of what it loaded. */
	addresses: string[];
}
export const KEPT_BY_PAGE = 'keep';

/** All that is kept begins with the first of these names; the inspector's page and the maps of rounds with the others. */
const CACHES = 'sise-';
export const OF_GO = 'sise-go-';
export const OF_ROUND = 'sise-round-';

/** The parameter by which the map of a round asks for what was taken along of it, and for nothing else. */
export const KEPT_FOR = 'kept';

/** Under the page's own address, what answers with a file that is kept: named by this parameter. */
export const KEPT_FILE = 'file';

/**
 * The address of a worker's script for a page that is kept. A worker belongs to the service worker in whose scope its script
 * lies, not to that of its page: one that should reach what is kept has an address under the page.
 */
export function workerUnder(page: string, script: string): string {
	if (!('serviceWorker' in navigator) || navigator.serviceWorker.controller === null) return script;
	return `${page}?${new URLSearchParams({ [KEPT_FILE]: new URL(script, location.href).pathname })}`;
}

/** A worker that has not kept a page by then has not kept it, milliseconds. */
const PATIENCE_MS = 60_000;

/**
 * Has the service worker keep the page that stands at `scope` or under it, so that it comes up without the server. Returns
 * whether it is kept by then; false where there are no service workers: a page that is not served by HTTPS or loopback.
 */
export async function keepPage(scope: string, workerUrl: string): Promise<boolean> {
	if (!('serviceWorker' in navigator)) return false;
	await navigator.serviceWorker.register(workerUrl, { scope });
	const { active } = await navigator.serviceWorker.ready;
	if (active === null) return false;
	const addresses = performance.getEntriesByType('resource').map(({ name }) => name);
	const { port1, port2 } = new MessageChannel();
	const kept = new Promise<boolean>((resolve) => {
		port1.onmessage = ({ data }: MessageEvent<boolean>) => resolve(data);
		setTimeout(() => resolve(false), PATIENCE_MS);
	});
	active.postMessage({ type: KEPT_BY_PAGE, page: location.href, addresses } satisfies Keep, [port2]);
	return kept.finally(() => port1.close());
}

/**
 * Lets go of what was kept: whoever leaves takes nothing of the district with them. `all`: of the rounds that were taken
 * along too, which outlive a session that ends by itself in the field.
 */
export async function dropKept({ all }: { all: boolean }): Promise<void> {
	if (!('caches' in globalThis)) return;
	const names = await caches.keys();
	const goes = (name: string) => name.startsWith(CACHES) && (all || !isOfGo(name));
	await Promise.all(names.filter(goes).map((name) => caches.delete(name)));
}

/** Lets go of the maps of rounds, but of those. */
export async function dropMaps(but: readonly string[]): Promise<void> {
	if (!('caches' in globalThis)) return;
	const stay = new Set(but.map((round) => OF_ROUND + round));
	const names = await caches.keys();
	await Promise.all(
		names.filter((name) => name.startsWith(OF_ROUND) && !stay.has(name)).map((name) => caches.delete(name))
	);
}

function isOfGo(name: string): boolean {
	return name.startsWith(OF_GO) || name.startsWith(OF_ROUND);
}
