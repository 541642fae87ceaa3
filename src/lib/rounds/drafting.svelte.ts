import { addressOf, ask, Failure } from '$lib/map/answer.svelte.ts';
import { m } from '$lib/paraglide/messages.js';
import type { RoundDraft, RoundWish } from './api.ts';

/** A round that is being worked out: what is wished now, and what the server made of it. */
export class Drafting {
	draft = $state.raw<RoundDraft | null>(null);
	failure = $state.raw<Failure | null>(null);
	waiting = $state(false);
	#asking: AbortController | null = null;

	/** Asks for the draft of a wish; a newer wish ends the older one, whose draft stays until then. */
	async ask(wish: RoundWish): Promise<void> {
		this.#asking?.abort();
		const asking = (this.#asking = new AbortController());
		this.waiting = true;
		this.failure = null;
		try {
			this.draft = await ask<RoundDraft>(addressOf('rounds/draft'), {
				method: 'POST',
				headers: { 'content-type': 'application/json' },
				body: JSON.stringify(wish),
				signal: asking.signal
			});
		} catch (error) {
			if (asking.signal.aborted) return;
			this.draft = null;
			this.failure = error instanceof Failure ? error : new Failure(m.error_lost(), true);
		}
		if (this.#asking === asking) this.waiting = false;
	}
}
