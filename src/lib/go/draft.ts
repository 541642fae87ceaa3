import type { DangerOrder } from '../dangers/api.ts';
import type { Cited, DangerLevel } from '../risk/dangers/danger.ts';
import type { PhotoNote, RoundPack, VisitAnswer, VisitDetail, VisitFields, VisitOrder } from '../rounds/api.ts';

/** A photo on the phone: what is said of it, and a small picture to show. Its bytes are kept beside. */
export interface KeptPhoto extends PhotoNote {
	/** A data URL of a few kilobytes. */
	thumb: string;
}

/** A danger that was found on a visit, as it is being written down. */
export interface DangerDraft {
	/** Made on the phone: sent twice, it is recorded once. */
	id: string;
	/** The item of the checklist where it was found; null: beside it. */
	item: string | null;
	level: DangerLevel;
	text: string;
	criteria: Cited[];
	measure: string;
	responsiblePerson: string;
	/** `2026-12-07`; empty: none was set. */
	deadline: string;
	foundAt: string;
	/** sha256 of photos. */
	photos: string[];
}

/** A visit as the phone keeps it from the first touch until it has arrived. */
export interface Draft {
	id: string;
	/** Id of who writes it: another who signs in on this phone neither sees nor sends it. */
	person: string;
	district: string;
	round: string | null;
	feature: string;
	name: string | null;
	checklist: VisitOrder['checklist'];
	/** The version that was read, and what stood there. */
	version: number;
	base: VisitFields;
	fields: VisitFields;
	dangers: DangerDraft[];
	/** By sha256. */
	photos: Record<string, KeptPhoto>;
	startedAt: string;
	/** When it was handed in on the phone; null: it is being written. */
	handedInAt: string | null;
	place: VisitOrder['place'];
}

export const NO_FIELDS: VisitFields = { answers: {}, note: '', metWith: '' };
export const NO_ANSWER: VisitAnswer = { value: null, note: '', photos: [] };

/** A visit that begins at a stop of a round: what the server had of it already, else nothing. Throws for a stop it has not. */
export function beginDraft(pack: RoundPack, visit: string, person: string, now: Date): Draft {
	const { round, sites, visits } = pack;
	const stop = round.stops.find((one) => one.visit === visit);
	if (stop === undefined) throw new RangeError(`Round ${round.id} has no visit ${visit}.`);
	const { checklist } = sites[stop.feature];
	const begun: VisitDetail | undefined = visits[visit];
	return {
		id: visit,
		person,
		district: round.district,
		round: round.id,
		feature: stop.feature,
		name: stop.name,
		checklist: begun?.checklist ?? { id: checklist.id, version: checklist.version },
		version: begun?.version ?? 0,
		base: begun?.fields ?? NO_FIELDS,
		fields: begun?.fields ?? NO_FIELDS,
		dangers: [],
		photos: Object.fromEntries((begun?.photos ?? []).map((photo) => [photo.sha256, { ...photo, thumb: '' }])),
		startedAt: begun?.startedAt ?? now.toISOString(),
		handedInAt: null,
		place: begun?.place ?? null
	};
}

/** The draft with an answer changed. */
export function answered(draft: Draft, item: string, change: Partial<VisitAnswer>): Draft {
	const answer = { ...(draft.fields.answers[item] ?? NO_ANSWER), ...change };
	return { ...draft, fields: { ...draft.fields, answers: { ...draft.fields.answers, [item]: answer } } };
}

/** The draft with a danger added, or changed where it has one of that id. */
export function withDanger(draft: Draft, danger: DangerDraft): Draft {
	const isKnown = draft.dangers.some(({ id }) => id === danger.id);
	const dangers = isKnown
		? draft.dangers.map((one) => (one.id === danger.id ? danger : one))
		: [...draft.dangers, danger];
	return { ...draft, dangers };
}

/** Photos that an answer or a danger names, by sha256: others were taken away again. */
export function namedPhotos({ fields, dangers, photos }: Draft): KeptPhoto[] {
	const named = new Set([
		...Object.values(fields.answers).flatMap((answer) => answer.photos),
		...dangers.flatMap((danger) => danger.photos)
	]);
	return Object.values(photos).filter(({ sha256 }) => named.has(sha256));
}

/** The visit as it is sent. `sending` tells one sending from the next. */
export function visitOrderOf(draft: Draft, sending: string): VisitOrder {
	const { district, id, feature, round, version, checklist, fields, startedAt, handedInAt, place } = draft;
	const photos = namedPhotos(draft).map(({ thumb: _, ...note }): PhotoNote => note);
	return { district, id, feature, round, version, sending, checklist, fields, startedAt, handedInAt, place, photos };
}

/** A danger as it is sent, found on the visit of a draft. `subjectField` is that of its checklist. */
export function dangerOrderOf(draft: Draft, danger: DangerDraft, subjectField: number | null): DangerOrder {
	const { id, level, text, criteria, measure, responsiblePerson, deadline, foundAt, photos } = danger;
	return {
		district: draft.district,
		id,
		feature: draft.feature,
		visit: draft.id,
		level,
		text: text.trim(),
		discoveredAt: foundAt,
		source: 'inspection',
		// A general danger cites nothing.
		criteria: level === 'major' ? criteria : [],
		subjectField,
		responsibleUnit: draft.name,
		responsiblePerson: responsiblePerson.trim() || null,
		measure: measure.trim() || null,
		deadline: deadline || null,
		evidence: photos.map((sha256) => ({ sha256 }))
	};
}

/** Do two people mean the same by them? */
export function isSameFields(a: VisitFields, b: VisitFields): boolean {
	return JSON.stringify(inOrder(a)) === JSON.stringify(inOrder(b));
}

function inOrder({ answers, note, metWith }: VisitFields) {
	const sorted = Object.entries(answers).sort(([a], [b]) => (a < b ? -1 : 1));
	return [sorted.map(([item, { value, note, photos }]) => [item, value, note, photos]), note, metWith];
}
