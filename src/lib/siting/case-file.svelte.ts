import type { CaseItem, FindingOverrideOrder, PlacedFinding, SitingCase, Variant as SavedVariant } from './api.ts';
import type { VariantDraft } from './draft.ts';
import type { Siting } from './siting.svelte.ts';
import { newKey, type Variant } from './variant.svelte.ts';
import { addressOf, ask, Failure, send } from '$lib/map/answer.svelte.ts';
import { m } from '$lib/paraglide/messages.js';

export const LETTERS = ['A', 'B', 'C'];

/** The case as it is saved on the server, and whether the page shows what was saved. */
export class CaseFile {
	readonly #siting: Siting;
	saved = $state.raw<SitingCase | null>(null);
	/** What the page showed when it was saved or opened. */
	#clean = $state.raw<string | null>(null);
	working = $state(false);
	failure = $state<string | null>(null);
	list = $state.raw<CaseItem[] | null>(null);

	constructor(siting: Siting) {
		this.#siting = siting;
	}

	get contents(): string {
		const { name, variants } = this.#siting;
		return JSON.stringify({ name: name.trim(), variants: variantsOf(variants) });
	}

	/** Is there something that would be lost with this tab of the browser? */
	get unsaved(): boolean {
		const { variants, name } = this.#siting;
		const isEmpty = variants.every(({ parcels, proposal }) => parcels.length === 0 && proposal.uses.length === 0);
		if (this.saved === null && isEmpty && name.trim() === '') return false;
		return this.contents !== this.#clean;
	}

	get canSave(): boolean {
		return !this.working && this.unsaved && this.#siting.variants.every(({ complete }) => complete);
	}

	async save(district: string): Promise<void> {
		const { name, variants } = this.#siting;
		const order = { district, name: name.trim() || m.siting_case_unnamed(), variants: variantsOf(variants) };
		const { contents, saved } = this;
		await this.#work(async () => {
			this.saved =
				saved === null
					? await send<SitingCase>('POST', addressOf('siting/cases'), order)
					: await send<SitingCase>('PUT', addressOf(`siting/cases/${saved.id}`), order);
			this.#clean = contents;
			this.#siting.name ||= order.name;
			if (name.trim() === '') this.#clean = this.contents;
		});
	}

	/** Opens a case; where the page shows a draft of it already, the draft stays. */
	async open(district: string, id: number, keepDraft = false): Promise<void> {
		await this.#work(async () => {
			const found = await ask<SitingCase>(addressOf(`siting/cases/${id}`, { district }));
			const drafts = found.variants.map(draftOf);
			this.saved = found;
			this.#clean = JSON.stringify({ name: found.name, variants: variantsOf(drafts) });
			if (!keepDraft) this.#siting.take({ name: found.name, current: 0, caseId: id, variants: drafts });
		});
	}

	/** Asks the saved case again, by the rules and data of now. */
	async check(district: string): Promise<void> {
		const { saved } = this;
		if (saved === null) return;
		await this.#work(async () => {
			this.saved = await send<SitingCase>('POST', addressOf(`siting/cases/${saved.id}/check`), { district });
		});
	}

	async remove(district: string, id: number): Promise<void> {
		await this.#work(async () => {
			await send('DELETE', addressOf(`siting/cases/${id}`, { district }));
			this.list = this.list?.filter((one) => one.id !== id) ?? null;
			if (this.saved?.id === id) this.forget();
		});
	}

	async readList(district: string): Promise<void> {
		await this.#work(async () => {
			this.list = await ask<CaseItem[]>(addressOf('siting/cases', { district }));
		});
	}

	/** What a named person decided about a finding of the saved case; null: nothing, or what is shown is not what was saved. */
	overrideOf(parcel: number, { rule, other }: PlacedFinding): PlacedFinding['override'] | null {
		if (this.saved === null || this.unsaved) return null;
		const findings = this.saved.answers[this.#siting.at]?.parcels[parcel]?.findings ?? [];
		return findings.find((one) => one.rule === rule && one.other?.id === other?.id)?.override ?? null;
	}

	async setOverride(order: FindingOverrideOrder): Promise<void> {
		const { saved } = this;
		if (saved === null) return;
		await this.#work(async () => {
			this.saved = await send<SitingCase>('POST', addressOf(`siting/cases/${saved.id}/overrides`), order);
		});
	}

	async withdraw(district: string, override: number): Promise<void> {
		const { saved } = this;
		if (saved === null) return;
		await this.#work(async () => {
			const address = addressOf(`siting/cases/${saved.id}/overrides/${override}`, { district });
			this.saved = await send<SitingCase>('DELETE', address);
		});
	}

	forget(): void {
		this.saved = this.#clean = this.failure = null;
	}

	async #work(work: () => Promise<void>): Promise<void> {
		this.working = true;
		this.failure = null;
		try {
			await work();
		} catch (error) {
			this.failure = error instanceof Failure ? error.message : m.error_lost();
		}
		this.working = false;
	}
}

function variantsOf(variants: readonly (VariantDraft | Variant)[]): SavedVariant[] {
	return variants.map((variant, i) => ({
		name: LETTERS[i],
		parcels: ('sound' in variant ? variant.sound : variant.parcels).map(({ name, geometry, accuracyM }) => {
			return { name, geometry, accuracyM };
		}),
		proposal: variant.proposal
	}));
}

function draftOf({ parcels, proposal }: SavedVariant): VariantDraft {
	return { parcels: parcels.map((parcel) => ({ ...parcel, key: newKey(), notes: [] })), proposal };
}
