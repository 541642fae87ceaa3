import type { Need, Needs } from '$lib/access/roles.ts';

/**
 * What every route declares, by its id: read from the routes themselves, for there is no other list of them. That each
 * declares something, and in one place, scripts/declared-routes.mjs sees to when Sise is built.
 */
const declared = new Map<string, Needs>();
const sources = import.meta.glob<{ _needs?: Needs }>(
	['./routes/**/+server.ts', './routes/**/+page.ts', './routes/**/+page.server.ts'],
	{ eager: true }
);
for (const [path, { _needs }] of Object.entries(sources)) {
	const route = path.replace(/^\.\/routes/, '').replace(/\/\+(server|page|page\.server)\.ts$/, '') || '/';
	if (_needs !== undefined) declared.set(route, _needs);
}

/** What a method of a route asks; null where the route declares nothing for it, and so lets nobody in. */
export function needOf(route: string, method: string): Need | null {
	const asked = method === 'HEAD' ? 'GET' : method;
	return declared.get(route)?.[asked as keyof Needs] ?? null;
}
