import { resolve } from '$app/paths';
import { dropKept } from '$lib/offline/keep.ts';
import { forgetKept } from '$lib/wall/kept.ts';
import { forgetRounds, unsentVisits } from '$lib/go/forget.ts';
import { addressOf, send } from '$lib/map/answer.svelte.ts';
import { m } from '$lib/paraglide/messages.js';

/**
 * Ends the session and goes to the page where one signs in. What fails ends nothing: then the page stays. Visits that have
 * not arrived stay on the phone, and whoever leaves is asked first.
 */
export async function signOut(): Promise<void> {
	const unsent = await unsentVisits();
	if (unsent > 0 && !window.confirm(m.go_leave_unsent({ count: unsent }))) return;
	await send('POST', addressOf('sign-out'), {});
	await dropKept({ all: true });
	await forgetRounds();
	forgetKept();
	location.assign(resolve('/sign-in'));
}
