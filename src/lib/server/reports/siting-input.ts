import type { Verdict } from '../../risk/siting/answer.ts';
import type { ProjectTypeInfo, SitingAnswer } from '../../siting/api.ts';
import type { Language } from './document.ts';
import type { Surrounding } from './site-map.ts';

/** A finding whose answer a named person set aside; the computed one stays in the table. */
export interface Overruled {
	/** Position of the parcel in the answer, and of the finding in it. */
	parcel: number;
	finding: number;
	counts: Verdict;
	reason: string;
	by: string;
	/** Day, `2026-11-29`. */
	on: string;
}

/** All that a siting report is made of, and that it carries: the same input gives the same bytes. */
export interface SitingInput {
	/** Name of the case; null: it was not saved. */
	name: string | null;
	/** Who asked; null: not told. */
	asker: string | null;
	answer: SitingAnswer;
	/** The types of the proposal's uses, for their names and those of their facts. */
	types: readonly ProjectTypeInfo[];
	/** Features near the parcels, for the maps. */
	surroundings: readonly Surrounding[];
	overruled: readonly Overruled[];
	language: Language;
}
