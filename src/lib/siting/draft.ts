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
	/** The saved case that it changes; null: none yet. */
	caseId: number | null;
	variants: VariantDraft[];
}

/** Whose draft it is, and of which district: who signs in next in the same tab does not find it. */
interface Place {
	owner: string;
	district: string;
}

/** Changes with the shape of what is kept: an older draft is not read. */
const VERSION = 1;
const keyFor = ({ owner, district }: Place) => `sise.siting.${VERSION}.${district}.${owner}`;

export const NO_PROPOSAL: Proposal = { uses: [], extends: null, existingAreaM2: null, months: null };

export function writeDraft(storage: Storage, place: Place, draft: Draft): void {
	try {
		storage.setItem(keyFor(place), JSON.stringify(draft));
	} catch {
		// A full storage keeps what was written before; the page goes on without.
	}
}

/** The draft of a district; null where there is none, or none that can be read. */
export function readDraft(storage: Storage, place: Place): Draft | null {
	try {
		const draft: unknown = JSON.parse(storage.getItem(keyFor(place)) ?? 'null');
		return isDraft(draft) ? draft : null;
	} catch {
		return null;
	}
}

function isDraft(value: unknown): value is Draft {
	const { variants, current } = (value ?? {}) as Partial<Draft>;
	return Array.isArray(variants) && typeof current === 'number' && current in variants;
}
