import { browser } from '$app/environment';
import { resolve } from '$app/paths';
import { page } from '$app/state';
import { dropKept } from '$lib/offline/keep.ts';
import { forgetKept } from '$lib/wall/kept.ts';

/** `idle`: nobody was there; `ended`: the session was over or was ended by somebody. */
export type Why = 'idle' | 'ended';

/** The browser drops what was kept in milliseconds; the way out does not wait longer, milliseconds. */
const DROP_MS = 1000;

let leaving = false;
let stays: (() => void) | null = null;

/** A page with work that must not be lost stays when its session ends, and says so itself. Returns what takes that back. */
export function stayWhenEnded(told: () => void): () => void {
	stays = told;
	return () => (stays = null);
}

/** Leaves a page whose session is over: to the page where one signs in again, and from there back. */
export function leave(why: Why): void {
	if (stays !== null) return stays();
	if (!browser || leaving || page.route.id === '/sign-in' || page.route.id === '/wall') return;
	leaving = true;
	// What was seen is gone at once, however long the next page takes; and that one is loaded anew.
	document.body.hidden = true;
	forgetKept();
	const query = new URLSearchParams({ next: location.pathname + location.search, why });
	const next = page.data.me?.kind === 'wall' ? resolve('/wall') : `${resolve('/sign-in')}?${query}`;
	const patience = new Promise((done) => setTimeout(done, DROP_MS));
	// A page that has gone drops nothing any more.
	void Promise.race([dropKept({ all: false }).catch(() => undefined), patience]).then(() => location.replace(next));
}

/**
 * Leaves the page if nobody is signed in any more. A new password or second factor brings a new session: what was asked
 * with the old one while it changed is refused, and means nothing.
 */
export async function leaveIfEnded(): Promise<void> {
	if (!browser || leaving) return;
	const answer = await fetch(`${resolve('/')}api/me`).catch(() => null);
	if (answer?.status === 401) leave('ended');
}
