/** What a page tells the service worker to keep of it. */
export interface Keep {
	type: typeof KEPT_BY_PAGE;
	/** Address of the page itself. */
	page: string;
	/** Addresses of what it loaded. */
	addresses: string[];
}
export const KEPT_BY_PAGE = 'keep';

/** All that is kept begins with this name. */
const CACHES = 'sise-';

/**
 * Has the service worker keep the page that stands at `scope`, so that it comes up without the server. Does nothing where
 * there are no service workers: a page that is not served by HTTPS or loopback.
 */
export async function keepPage(scope: string, workerUrl: string): Promise<void> {
	if (!('serviceWorker' in navigator)) return;
	await navigator.serviceWorker.register(workerUrl, { scope });
	const { active } = await navigator.serviceWorker.ready;
	const addresses = performance.getEntriesByType('resource').map(({ name }) => name);
	active?.postMessage({ type: KEPT_BY_PAGE, page: location.href, addresses } satisfies Keep);
}

/** Lets go of everything that was kept: whoever leaves takes nothing of the district with them. */
export async function dropKept(): Promise<void> {
	if (!('caches' in globalThis)) return;
	const names = await caches.keys();
	await Promise.all(names.filter((name) => name.startsWith(CACHES)).map((name) => caches.delete(name)));
}
