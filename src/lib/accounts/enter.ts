import { resolve } from '$app/paths';
import { firstPageOf } from './me.ts';
import type { Me } from '$lib/access/api.ts';
import { localPath } from '$lib/access/local-path.ts';
import { addressOf, ask } from '$lib/map/answer.svelte.ts';

/**
 * Goes on after signing in: to where somebody wanted to go, else to the first page of their role. The page is loaded anew,
 * for all of it depends on who looks. Throws a Failure.
 */
export async function enter(next: string | null): Promise<void> {
	const me = await ask<Me>(addressOf('me'));
	const wanted = localPath(next);
	location.assign(me.must === null && wanted !== '/' ? wanted : resolve(firstPageOf(me)));
}
