import { resolve } from '$app/paths';
import { dropKept } from '$lib/offline/keep.ts';
import { forgetKept } from '$lib/wall/kept.ts';
import { addressOf, send } from '$lib/map/answer.svelte.ts';

/** Ends the session and goes to the page where one signs in. What fails ends nothing: then the page stays. */
export async function signOut(): Promise<void> {
	await send('POST', addressOf('sign-out'), {});
	await dropKept();
	forgetKept();
	location.assign(resolve('/sign-in'));
}
