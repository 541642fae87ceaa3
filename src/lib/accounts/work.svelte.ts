import { Failure } from '$lib/map/answer.svelte.ts';
import { m } from '$lib/paraglide/messages.js';

/** Something that a page has the server do: whether it is still at it, and why it was not done. */
export class Work {
	busy = $state(false);
	failure = $state<string | null>(null);

	/** Does it, one thing at a time; true: it is done. */
	async run(work: () => Promise<void>): Promise<boolean> {
		this.busy = true;
		this.failure = null;
		try {
			await work();
			return true;
		} catch (error) {
			this.failure = error instanceof Failure ? error.message : m.error_lost();
			return false;
		} finally {
			this.busy = false;
		}
	}
}
