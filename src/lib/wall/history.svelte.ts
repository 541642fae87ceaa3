import type { WallState } from './wall-state.svelte.ts';
import type { RunItem, Some } from '$lib/api.ts';
import { addressOf, ask } from '$lib/map/answer.svelte.ts';

/** So many of the newest runs can be looked back at. */
const RUNS_AT_MOST = 60;
/** Back to now after so long without a touch: a wall that shows yesterday must not be taken for today's. */
const BACK_MS = 120_000;
const PLAY_MS = 2500;

/** Looking back: the runs, which of them is shown, and with which it is compared. */
export class History {
	readonly #wall: WallState;
	isOpen = $state(false);
	/** Oldest first. */
	runs = $state.raw<readonly RunItem[]>([]);
	/** Position in `runs`; the last is now. */
	position = $state(0);
	/** Run that the shown one is compared with; null: none. */
	other = $state<number | null>(null);
	isPlaying = $state(false);
	#touched = 0;
	#played = 0;

	constructor(wall: WallState) {
		this.#wall = wall;
	}

	get shown(): RunItem | null {
		return this.isOpen ? (this.runs[this.position] ?? null) : null;
	}
	/** The run of another moment than now that the map shows; null: now. */
	get moment(): RunItem | null {
		return this.isOpen && this.position < this.runs.length - 1 ? this.shown : null;
	}
	get difference(): { a: number; b: number } | null {
		const { shown, other } = this;
		if (shown === null || other === null || other === shown.id) return null;
		return { a: Math.min(other, shown.id), b: Math.max(other, shown.id) };
	}
	/** Seconds until it goes back to now. */
	get secondsLeft(): number {
		return Math.max(0, Math.ceil((this.#touched + BACK_MS - this.#wall.clock) / 1000));
	}

	async refresh(): Promise<void> {
		const district = this.#wall.districtCode;
		if (district === null) return;
		try {
			const { items } = await ask<Some<RunItem>>(addressOf('runs', { district, limit: RUNS_AT_MOST }));
			const shown = this.shown?.id ?? null;
			this.runs = items.toReversed();
			const kept = this.runs.findIndex(({ id }) => id === shown);
			this.position = kept >= 0 ? kept : this.runs.length - 1;
		} catch {
			// The runs that are known stay.
		}
	}

	open(): void {
		this.isOpen = true;
		this.position = Math.max(0, this.runs.length - 1);
		this.touch();
		void this.refresh();
	}

	/** Back to now. */
	close(): void {
		this.isOpen = this.isPlaying = false;
		this.other = null;
		this.position = Math.max(0, this.runs.length - 1);
	}

	touch(): void {
		this.#touched = Date.now();
	}

	show(position: number): void {
		this.position = Math.min(this.runs.length - 1, Math.max(0, position));
		this.touch();
	}

	play(): void {
		this.isPlaying = !this.isPlaying;
		this.touch();
		if (!this.isPlaying) return;
		if (this.position >= this.runs.length - 1) this.position = 0;
		this.#played = Date.now();
	}

	tick(now: number): void {
		if (!this.isOpen) return;
		if (this.isPlaying && now - this.#played >= PLAY_MS) {
			this.#played = now;
			if (this.position < this.runs.length - 1) this.show(this.position + 1);
			else this.isPlaying = false;
		}
		if (now - this.#touched >= BACK_MS) this.close();
	}
}
