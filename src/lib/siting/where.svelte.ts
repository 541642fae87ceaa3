import type { WhereAnswer, WhereOrder } from './api.ts';
import type { DrawnParcel } from './parcel.ts';
import { addressOf, Failure, send } from '$lib/map/answer.svelte.ts';
import { m } from '$lib/paraglide/messages.js';
import type { Proposal } from '$lib/risk/siting/answer.ts';

/** 系统设定: the side of a cell of the map, metres. */
const CELL_M = 25;

/** The map of where the chosen footprint could stand. */
export class Where {
	answer = $state.raw<WhereAnswer | null>(null);
	/** What was asked: the map speaks of this footprint and this proposal. */
	asked = $state.raw<{ parcel: DrawnParcel; proposal: Proposal } | null>(null);
	waiting = $state(false);
	failure = $state<string | null>(null);
	#number = 0;

	async ask(district: string, parcel: DrawnParcel, proposal: Proposal): Promise<void> {
		const number = ++this.#number;
		this.waiting = true;
		this.failure = null;
		const { name, geometry, accuracyM } = parcel;
		const order: WhereOrder = { district, parcel: { name, geometry, accuracyM }, proposal, cellM: CELL_M };
		try {
			const answer = await send<WhereAnswer>('POST', addressOf('siting/where'), order);
			if (number !== this.#number) return;
			this.answer = answer;
			this.asked = { parcel, proposal };
		} catch (error) {
			if (number !== this.#number) return;
			this.failure = error instanceof Failure ? error.message : m.error_lost();
		}
		this.waiting = false;
	}

	clear(): void {
		this.#number++;
		this.answer = this.asked = this.failure = null;
		this.waiting = false;
	}
}
