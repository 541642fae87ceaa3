import type { Geometry } from 'geojson';
import type { SitingAnswer, SitingOrder } from './api.ts';
import { NO_PROPOSAL, type VariantDraft } from './draft.ts';
import { apply, NO_HISTORY, record, stepBack, stepForward, type Change, type History } from './history.ts';
import { wrongWith, type DrawnParcel } from './parcel.ts';
import { addressOf, Failure, send } from '$lib/map/answer.svelte.ts';
import { m } from '$lib/paraglide/messages.js';
import type { Proposal } from '$lib/risk/siting/answer.ts';

let made = 0;
/** A key that no parcel of this page has. */
export function newKey(): string {
	return `parcel-${Date.now().toString(36)}-${++made}`;
}

/** One alternative: where, what, and what was answered. */
export class Variant {
	parcels = $state.raw<readonly DrawnParcel[]>([]);
	proposal = $state.raw<Proposal>(NO_PROPOSAL);
	history = $state.raw<History>(NO_HISTORY);
	/** What the server answered last; it stays until the next answer is there. */
	answer = $state.raw<SitingAnswer | null>(null);
	/** The parcels and the proposal that were answered, in the order of the answer. */
	answered = $state.raw<VariantDraft | null>(null);
	/** The state of the data that was asked. */
	askedOf = $state.raw<string | null>(null);
	failure = $state.raw<Failure | null>(null);
	waiting = $state(false);
	#asked = 0;

	/** Parcels that can be asked about: drawn to the end and in one piece. */
	sound = $derived(this.parcels.filter(({ geometry }) => wrongWith(geometry) === null));
	/** Is there enough to ask: a parcel and a use? */
	complete = $derived(this.sound.length > 0 && this.proposal.uses.length > 0);
	/** Does the answer speak of what stands there now? */
	current = $derived(this.answered?.parcels === this.sound && this.answered.proposal === this.proposal);

	constructor(draft: VariantDraft = { parcels: [], proposal: NO_PROPOSAL }) {
		this.parcels = draft.parcels;
		this.proposal = draft.proposal;
	}

	/** Changes parcels as one step that can be undone. */
	change(step: readonly Change[]): void {
		if (step.length === 0) return;
		this.parcels = apply(this.parcels, step);
		this.history = record(this.history, step);
	}

	add(parcels: readonly DrawnParcel[]): void {
		this.change(parcels.map((after, i) => ({ at: this.parcels.length + i, before: null, after })));
	}

	/** Changes one parcel; one that is not there is left alone. */
	amend(key: string, part: Partial<Pick<DrawnParcel, 'name' | 'geometry' | 'accuracyM'>>): void {
		const at = this.parcels.findIndex((parcel) => parcel.key === key);
		const before = this.parcels[at];
		if (before) this.change([{ at, before, after: { ...before, ...part } }]);
	}

	remove(key: string): void {
		const at = this.parcels.findIndex((parcel) => parcel.key === key);
		if (at >= 0) this.change([{ at, before: this.parcels[at], after: null }]);
	}

	undo(): void {
		this.#take(stepBack(this.history));
	}

	redo(): void {
		this.#take(stepForward(this.history));
	}

	#take(move: ReturnType<typeof stepBack>): void {
		if (move === null) return;
		this.parcels = apply(this.parcels, move.step);
		this.history = move.history;
	}

	/** A parcel of this geometry, named after the ones that are there. */
	newParcel(geometry: Geometry): DrawnParcel {
		const names = new Set(this.parcels.map(({ name }) => name));
		let number = this.parcels.length + 1;
		while (names.has(m.siting_parcel_name({ number }))) number++;
		return { key: newKey(), name: m.siting_parcel_name({ number }), geometry, accuracyM: null, notes: [] };
	}

	/** What the server is asked: the parcels that are sound, and the proposal. */
	order(district: string): SitingOrder {
		const parcels = this.sound.map(({ name, geometry, accuracyM }) => ({ name, geometry, accuracyM }));
		return { district, parcels, proposal: this.proposal };
	}

	/** Asks the server; a newer question makes the answer to an older one void. */
	async ask(district: string, stamp: string): Promise<void> {
		const asked = ++this.#asked;
		const { proposal, sound: parcels } = this;
		this.waiting = true;
		try {
			const answer = await send<SitingAnswer>('POST', addressOf('siting'), this.order(district));
			if (asked !== this.#asked) return;
			this.answer = answer;
			this.answered = { parcels, proposal };
			this.askedOf = stamp;
			this.failure = null;
		} catch (error) {
			if (asked !== this.#asked) return;
			this.failure = error instanceof Failure ? error : new Failure(m.error_lost(), true);
		}
		this.waiting = false;
	}

	/** Forgets what was answered: too little stands there to be asked about. */
	forget(): void {
		this.#asked++;
		this.answer = this.answered = this.failure = null;
		this.waiting = false;
	}
}
