import { onMount, tick } from 'svelte';
import type { Inspecting } from './inspecting.svelte.ts';
import { keysOfRows } from './row-keys.ts';
import { scrollTo, windowOf } from './window.ts';

/**
 * A scrolled box of rows of equal height, of which only those that are seen are on the page. To be made while a component
 * is made; `box` is what scrolls, `headPixels` what covers its top.
 */
export class ScrolledRows {
	scrollTop = $state(0);
	height = $state(600);
	rowHeight = $state(0);
	readonly pressed: (event: KeyboardEvent) => void;
	readonly #inspecting: Inspecting;
	readonly #box: () => HTMLElement;
	readonly #headPixels: () => number;
	shown = $derived.by(() => windowOf(this.scrollTop, this.height, this.rowHeight, this.#inspecting.rows.total));
	/** Places of the list that are drawn. */
	places = $derived(Array.from({ length: this.shown.end - this.shown.first }, (_, i) => this.shown.first + i));

	constructor(
		inspecting: Inspecting,
		district: () => string,
		rowRem: number,
		box: () => HTMLElement,
		headPixels: () => number = () => 0
	) {
		this.#inspecting = inspecting;
		this.#box = box;
		this.#headPixels = headPixels;
		this.rowHeight = rowRem * 16;
		const page = () => Math.max(1, Math.floor((this.height - headPixels()) / this.rowHeight) - 1);
		this.pressed = keysOfRows(inspecting, district, page, (at) => this.#moveTo(at));
		onMount(() => {
			const rootPixels = () => Number.parseFloat(getComputedStyle(document.documentElement).fontSize);
			const resized = () => (this.rowHeight = rowRem * rootPixels());
			resized();
			window.addEventListener('resize', resized);
			return () => window.removeEventListener('resize', resized);
		});
		$effect(() => {
			void inspecting.rows.head;
			void inspecting.rows.need(this.shown.first, this.shown.end);
		});
		// Another question begins at the top; the same one again stays where it is.
		$effect(() => {
			void inspecting.asked;
			box().scrollTop = 0;
		});
		// What was chosen elsewhere comes into sight.
		$effect(() => {
			if (inspecting.chosen !== null) this.#bring(inspecting.at);
		});
	}

	#bring(at: number): void {
		const box = this.#box();
		const top = scrollTo(at, box.scrollTop, box.clientHeight, this.rowHeight, this.#headPixels());
		if (top === null) return;
		box.scrollTop = top;
		// Its event comes with the next frame; the row is to be drawn, and to take the focus, before.
		this.scrollTop = box.scrollTop;
	}

	async #moveTo(at: number): Promise<void> {
		this.#bring(at);
		await this.#inspecting.rows.need(at, at + 1);
		this.#inspecting.choose(at);
		await tick();
		this.#box().querySelector<HTMLElement>(`[data-row="${at}"]`)?.focus({ preventScroll: true });
	}
}
