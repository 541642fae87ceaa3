import type { LayerId } from '../risk/layer.ts';
import type { DangerLevel, DangerSource, Cited, Evidence } from '../risk/dangers/danger.ts';

/** The unit at which a danger was found. */
export interface FoundAt {
	id: string;
	layer: LayerId;
	name: string | null;
}

/** A danger that somebody is writing down. */
export interface RecordDraft {
	/** Made here: sent twice, it is recorded once. */
	id: string;
	unit: FoundAt | null;
	visit: string | null;
	values: {
		level: DangerLevel;
		criteria: readonly Cited[];
		text: string;
		source: DangerSource;
		discoveredAt: string;
		[field: string]: unknown;
	};
	note: string;
	evidence: readonly Evidence[];
}

export function newDraft(id: string, today: string): RecordDraft {
	return {
		id,
		unit: null,
		visit: null,
		values: { level: 'general', criteria: [], text: '', source: 'inspection', discoveredAt: today },
		note: '',
		evidence: []
	};
}

/** One draft for each person and district, so that whoever shares a device sees only their own. */
const keyFor = (person: string, district: string) => `sise-danger-draft-1-${person}-${district}`;

/** Keeps a draft in the browser; one that keeps nothing, or is full, does without. */
export function keepDraft(person: string, district: string, draft: RecordDraft): void {
	try {
		localStorage.setItem(keyFor(person, district), JSON.stringify(draft));
	} catch {
		// It is a convenience: what is typed stays on the page.
	}
}

export function readDraft(person: string, district: string): RecordDraft | null {
	try {
		const text = localStorage.getItem(keyFor(person, district));
		return text === null ? null : (JSON.parse(text) as RecordDraft);
	} catch {
		return null;
	}
}

export function forgetDraft(person: string, district: string): void {
	try {
		localStorage.removeItem(keyFor(person, district));
	} catch {
		// There is nothing to forget.
	}
}

/** What is sent of a draft: fields that say something. */
export function orderOf(district: string, { id, unit, visit, values, note, evidence }: RecordDraft): object {
	const given = Object.entries(values).flatMap(([field, value]) => {
		const tidy = typeof value === 'string' ? value.trim() : value;
		return tidy === '' || tidy === null || tidy === undefined ? [] : [[field, tidy] as const];
	});
	// Only a major danger rests on criteria.
	const fields = Object.fromEntries(given.filter(([field]) => values.level === 'major' || field !== 'criteria'));
	return {
		district,
		id,
		feature: unit?.id,
		...fields,
		...(visit !== null && { visit }),
		...(note.trim() !== '' && { note: note.trim() }),
		...(evidence.length > 0 && { evidence })
	};
}
