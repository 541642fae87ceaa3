import { page } from '$app/state';
import type { Me } from '$lib/access/api.ts';
import type { Right } from '$lib/access/roles.ts';

/** Whether whoever looks at the page has a right: what they may not do is not offered. The server asks again. */
export function may(right: Right): boolean {
	return page.data.me?.rights.includes(right) ?? false;
}

const FIRST_PAGES = [
	{ right: 'map.read', path: '/' },
	{ right: 'persons.read', path: '/persons' },
	{ right: 'audit.read', path: '/audit' }
] as const satisfies readonly { right: Right; path: string }[];

type FirstPage = (typeof FIRST_PAGES)[number]['path'] | '/screen' | '/account';

/** The page that somebody comes to first; their own account while something has to be done there. */
export function firstPageOf({ kind, must, rights }: Pick<Me, 'kind' | 'must' | 'rights'>): FirstPage {
	if (kind === 'wall') return '/screen';
	const first = FIRST_PAGES.find(({ right }) => rights.includes(right));
	return must !== null || first === undefined ? '/account' : first.path;
}
