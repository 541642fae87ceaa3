import type { DangerItem, DangerPage } from './api.ts';
import type { FilterText } from './register-filter.ts';
import { addressOf, ask, Failure } from '$lib/map/answer.svelte.ts';
import { m } from '$lib/paraglide/messages.js';

/** So many are asked for at first and added by each “more”; the server gives no more at a time than MOST. */
const STEP = 100;
const MOST = 500;
/** After something was heard it is asked anew when nothing more has come for so long. */
const SETTLE_MS = 400;

/** The dangers that the register lists: asked for, and asked anew when the server tells of one. */
export class Register {
	items = $state.raw<readonly DangerItem[]>([]);
	/** What was said beside the items: totals, counts, the day. */
	page = $state.raw<DangerPage | null>(null);
	failure = $state.raw<Failure | null>(null);
	waiting = $state(false);
	#asking: AbortController | null = null;
	#settling: ReturnType<typeof setTimeout> | undefined;
	#district: string | null = null;
	#filter: FilterText | null = null;

	/** Asks the first ones of a filter; those shown stay until the answer. */
	async ask(district: string, filter: FilterText): Promise<void> {
		this.#district = district;
		this.#filter = filter;
		await this.#read(STEP);
	}

	/** As many as are shown, once more. */
	async again(): Promise<void> {
		await this.#read(Math.max(STEP, this.items.length));
	}

	get hasMore(): boolean {
		return this.page !== null && this.items.length < this.page.total;
	}

	async more(): Promise<void> {
		await this.#read(this.items.length + STEP);
	}

	/** All of them, for paper. */
	async whole(): Promise<void> {
		if (this.hasMore) await this.#read(Number.POSITIVE_INFINITY);
	}

	/** Something happened to a danger. */
	hear(): void {
		clearTimeout(this.#settling);
		this.#settling = setTimeout(() => void this.again(), SETTLE_MS);
	}

	close(): void {
		clearTimeout(this.#settling);
		this.#asking?.abort();
	}

	async #read(wanted: number): Promise<void> {
		this.#asking?.abort();
		const asking = (this.#asking = new AbortController());
		const { signal } = asking;
		this.waiting = true;
		this.failure = null;
		try {
			const items: DangerItem[] = [];
			let page: DangerPage;
			let after: string | null = null;
			do {
				const limit = Math.min(MOST, wanted - items.length);
				const asked = { district: this.#district, ...this.#filter, limit, after };
				page = await ask<DangerPage>(addressOf('dangers', asked), { signal });
				items.push(...page.items);
				after = page.next;
			} while (after !== null && items.length < wanted);
			this.items = items;
			this.page = page;
		} catch (error) {
			if (signal.aborted) return;
			this.failure = error instanceof Failure ? error : new Failure(m.error_lost(), true);
		}
		if (this.#asking === asking) this.waiting = false;
	}
}
