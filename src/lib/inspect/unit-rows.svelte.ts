import { ask, Failure } from '../map/answer.svelte.ts';
import type { UnitsAsked } from './address.ts';
import type { InspectItem, InspectPage } from './api.ts';
import { inspectAddress } from './ask.ts';
import { m } from '$lib/paraglide/messages.js';

const PAGE = 100;

/** A list of any length, of which the pages that are looked at are loaded. */
export class UnitRows {
	/** The first page with totals and counts: of the question that was answered last. */
	head = $state.raw<InspectPage | null>(null);
	failure = $state.raw<Failure | null>(null);
	waiting = $state(false);
	#pages = $state.raw<ReadonlyMap<number, InspectItem[]>>(new Map());
	#asking: AbortController | null = null;
	#loading = new Set<number>();
	#question: { district: string; asked: UnitsAsked } | null = null;

	total = $derived(this.head?.total ?? 0);

	/** The row at a place of the list; undefined: it is not there yet. */
	item(at: number): InspectItem | undefined {
		return this.#pages.get(Math.floor(at / PAGE))?.[at % PAGE];
	}

	/** Where a unit stands, among the rows that are there; -1: not among them. */
	placeOf(id: string): number {
		for (const [page, items] of this.#pages) {
			const at = items.findIndex((item) => item.id === id);
			if (at >= 0) return page * PAGE + at;
		}
		return -1;
	}

	/** The first rows, as many as are there. */
	first(count: number): InspectItem[] {
		const rows: InspectItem[] = [];
		for (let at = 0; at < Math.min(count, this.total); at++) {
			const item = this.item(at);
			if (item === undefined) return rows;
			rows.push(item);
		}
		return rows;
	}

	/** Asks a new question, or the same again. What is shown stays until the answer is there. */
	async ask(district: string, asked: UnitsAsked): Promise<void> {
		this.#asking?.abort();
		const asking = (this.#asking = new AbortController());
		this.#question = { district, asked };
		this.#loading.clear();
		this.waiting = true;
		this.failure = null;
		try {
			const head = await this.#fetch(0, asking, true);
			this.#pages = new Map([[0, head.items]]);
			this.head = head;
		} catch (error) {
			if (asking.signal.aborted) return;
			this.failure = error instanceof Failure ? error : new Failure(m.error_lost(), true);
		}
		if (this.#asking === asking) this.waiting = false;
	}

	async again(): Promise<void> {
		if (this.#question !== null) await this.ask(this.#question.district, this.#question.asked);
	}

	/** Loads what is not there of the rows from `first` to before `end`. */
	async need(first: number, end: number): Promise<void> {
		if (this.head === null || this.waiting || this.#asking === null) return;
		const pages: number[] = [];
		for (let page = Math.floor(first / PAGE); page * PAGE < Math.min(end, this.total); page++) {
			if (!this.#pages.has(page) && !this.#loading.has(page)) pages.push(page);
		}
		await Promise.all(pages.map((page) => this.#load(page, this.#asking!)));
	}

	async #load(page: number, asking: AbortController): Promise<void> {
		this.#loading.add(page);
		try {
			const got = await this.#fetch(page * PAGE, asking, false);
			if (this.#asking !== asking) return;
			// Something was stored in between: pages of two states do not make one list.
			if (got.stamp !== this.head?.stamp) return void this.again();
			this.#pages = new Map([...this.#pages, [page, got.items]]);
		} catch (error) {
			if (!asking.signal.aborted) this.failure = error instanceof Failure ? error : new Failure(m.error_lost(), true);
		} finally {
			this.#loading.delete(page);
		}
	}

	#fetch(offset: number, { signal }: AbortController, counts: boolean): Promise<InspectPage> {
		const { district, asked } = this.#question!;
		const more = { offset, limit: PAGE, counts: counts ? 'yes' : null };
		return ask<InspectPage>(inspectAddress('', district, asked, more), { signal });
	}
}
