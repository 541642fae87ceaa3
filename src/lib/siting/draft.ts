import type { Proposal } from '../risk/siting/answer.ts';
import type { DrawnParcel } from './parcel.ts';

/** One alternative as it is kept: where, and what. */
export interface VariantDraft {
	parcels: readonly DrawnParcel[];
	proposal: Proposal;
}

/** What the page keeps in the browser, so that a reload loses nothing. */
export interface Draft {
	name: string;
	current: number;
	variants: VariantDraft[];
}

/** Changes with the shape of what is kept: an older draft is not read. */
const VERSION = 1;
const keyFor = (district: string) => `sise.siting.${VERSION}.${district}`;

export const NO_PROPOSAL: Proposal = { uses: [], extends: null, existingAreaM2: null, months: null };

export function writeDraft(storage: Storage, district: string, draft: Draft): void {
	try {
		storage.setItem(keyFor(district), JSON.stringify(draft));
	} catch {
		// A full storage keeps what was written before; the page goes on without.
	}
}

/** The draft of a district; null where there is none, or none that can be read. */
export function readDraft(storage: Storage, district: string): Draft | null {
	try {
		const draft: unknown = JSON.parse(storage.getItem(keyFor(district)) ?? 'null');
		return isDraft(draft) ? draft : null;
	} catch {
		return null;
	}
}

function isDraft(value: unknown): value is Draft {
	const { variants, current } = (value ?? {}) as Partial<Draft>;
	return Array.isArray(variants) && typeof current === 'number' && current in variants;
}
