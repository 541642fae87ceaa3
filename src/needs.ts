import type { Need, Needs } from '$lib/access/roles.ts';

/** What every route declares, by its id: read from the routes themselves, for there is no other list of them. */
const declared = new Map<string, Needs>(
	Object.entries({
		...import.meta.glob<Needs>('./routes/**/+server.ts', { import: '_needs', eager: true }),
		...import.meta.glob<Needs>('./routes/**/+page.ts', { import: '_needs', eager: true })
	}).map(([path, needs]) => [path.replace(/^\.\/routes/, '').replace(/\/\+(server|page)\.ts$/, '') || '/', needs])
);

/** What a method of a route asks; null where the route declares nothing for it, and so lets nobody in. */
export function needOf(route: string, method: string): Need | null {
	const asked = method === 'HEAD' ? 'GET' : method;
	return declared.get(route)?.[asked as keyof Needs] ?? null;
}
