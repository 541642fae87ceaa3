import type { DangerOrder } from '../dangers/api.ts';
import type { Words } from '../risk/words.ts';
import type { PhotoNote, VisitConflict, VisitOrder } from '../rounds/api.ts';
import { dangerOrderOf, isSameFields, namedPhotos, NO_FIELDS, visitOrderOf, type Draft } from './draft.ts';

/** What is sent, by its kind. */
interface Orders {
	photo: { district: string; photo: PhotoNote };
	visit: VisitOrder;
	danger: DangerOrder;
}
export type ItemKind = keyof Orders;

/** Something that waits to be sent, was sent, or was refused. It leaves the phone only with its visit. */
export type QueueItem = {
	[Kind in ItemKind]: {
		/** The same for the same thing, however often it is put in. */
		id: string;
		kind: Kind;
		order: Orders[Kind];
		/** Of which visit it is. */
		visit: string;
		/** Who sends it. */
		person: string;
		/** Place in the queue. */
		seq: number;
		state: 'queued' | 'sent' | 'refused';
		/** How often it was tried in vain since it was put in or somebody had it tried again. */
		tries: number;
		/** Not tried again before, milliseconds since 1970. */
		notBefore: number;
		/** Why it was refused, or did not get through the last time. */
		why: Words | null;
		/** The server's word for a refusal: `handed-in`. */
		code: string | null;
		/** What stands there, where somebody else wrote meanwhile. */
		conflict: VisitConflict | null;
		sentAt: string | null;
	};
}[ItemKind];

/** What came of sending an item. */
export type Outcome =
	/** `note`: what the server did besides. */
	| { kind: 'sent'; version: number | null; note: Words | null }
	/** Tried again by itself, not sooner than after `waitMs`; `reached`: there was a server. */
	| { kind: 'later'; why: Words; waitMs: number | null; reached: boolean }
	/** Nobody is signed in, or somebody else: all waits. */
	| { kind: 'nobody'; why: Words }
	/** Photos that were sent are not there: they go again. */
	| { kind: 'missing'; photos: string[]; why: Words }
	| { kind: 'refused'; code: string; why: Words; conflict: VisitConflict | null };

export interface QueueCounts {
	queued: number;
	sent: number;
	refused: number;
}

/** Photos go before the visit that names them, and a visit before the dangers that were found on it. */
const RANK: Readonly<Record<ItemKind, number>> = { photo: 0, visit: 1, danger: 2 };
const FIRST_WAIT_MS = 2_000;
const LONGEST_WAIT_MS = 300_000;

/** Milliseconds until the next try after so many in vain: 2 s, 4 s, 8 s … 5 min. */
export function backoffMs(tries: number): number {
	return Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** Math.max(0, tries - 1));
}

/** Items of a person in the order in which they go. */
export function inOrder(items: readonly QueueItem[], person: string): QueueItem[] {
	return items.filter((item) => item.person === person).sort((a, b) => a.seq - b.seq);
}

/** Does it wait for something of the same visit that goes before it and has not arrived? */
export function isHeldUp(item: QueueItem, items: readonly QueueItem[]): boolean {
	return items.some(
		(other) => other.visit === item.visit && RANK[other.kind] < RANK[item.kind] && other.state !== 'sent'
	);
}

/**
 * The item that goes now, or the moment at which one can be tried again (milliseconds since 1970); null: nothing is left
 * that could go. One visit that is refused holds up no other.
 */
export function nextItem(
	items: readonly QueueItem[],
	person: string,
	now: number
): { item: QueueItem } | { at: number } | null {
	const free = inOrder(items, person).filter((item) => item.state === 'queued' && !isHeldUp(item, items));
	const ready = free.find(({ notBefore }) => notBefore <= now);
	if (ready !== undefined) return { item: ready };
	return free.length === 0 ? null : { at: Math.min(...free.map(({ notBefore }) => notBefore)) };
}

/** The item after it was tried. */
export function afterOutcome(item: QueueItem, outcome: Outcome, now: Date): QueueItem {
	if (outcome.kind === 'sent') {
		return { ...item, state: 'sent', why: outcome.note, conflict: null, sentAt: now.toISOString() };
	}
	if (outcome.kind === 'nobody') return item;
	const { why } = outcome;
	if (outcome.kind === 'refused') {
		return { ...item, state: 'refused', code: outcome.code, why, conflict: outcome.conflict };
	}
	const tries = item.tries + 1;
	const waitMs = outcome.kind === 'later' ? (outcome.waitMs ?? 0) : 0;
	return { ...item, tries, why, notBefore: now.getTime() + Math.max(waitMs, backoffMs(tries)) };
}

/** A photo that was sent and is not there. */
export function sendAnew(item: QueueItem): QueueItem {
	return { ...item, state: 'queued', tries: 0, notBefore: 0, sentAt: null };
}

/** The item to be tried at once: the network came back, or somebody asked for it. */
export function again(item: QueueItem): QueueItem {
	if (item.state === 'sent') return item;
	return { ...item, state: 'queued', tries: 0, notBefore: 0, code: null, conflict: null };
}

/** How many of the items wait, arrived and were refused. */
export function countsOf(items: readonly QueueItem[]): QueueCounts {
	const counts: QueueCounts = { queued: 0, sent: 0, refused: 0 };
	for (const { state } of items) counts[state]++;
	return counts;
}

/** Where a visit stands: the worst of its items. null: nothing of it was put in. */
export function stateOfVisit(items: readonly QueueItem[], visit: string): QueueItem['state'] | null {
	const states = items.filter((item) => item.visit === visit).map(({ state }) => state);
	if (states.includes('refused')) return 'refused';
	return states.includes('queued') ? 'queued' : (states[0] ?? null);
}

/** Has all of a visit arrived? Then the phone has no need of it any more. */
export function isThrough(items: readonly QueueItem[], visit: string): boolean {
	return stateOfVisit(items, visit) === 'sent';
}

/**
 * What has to be sent of a draft that is handed in, after what was put in of it before: what arrived is not sent again, and
 * what waits or was refused is replaced. Returns the items to keep from now on. `sending` is the id of the visit's sending.
 */
export function queueOf(
	draft: Draft,
	before: readonly QueueItem[],
	{ sending, subjectField, seq }: { sending: string; subjectField: number | null; seq: number }
): QueueItem[] {
	const arrived = before.filter(({ state }) => state === 'sent');
	const isThere = (id: string) => arrived.some((item) => item.id === id);
	const idOf = (photo: PhotoNote) => `${draft.id}/${photo.sha256}`;
	const fresh = { visit: draft.id, person: draft.person, state: 'queued', tries: 0, notBefore: 0 } as const;
	const rest = { why: null, code: null, conflict: null, sentAt: null };
	const made: Omit<QueueItem, 'seq'>[] = [];
	for (const photo of visitOrderOf(draft, sending).photos) {
		const order = { district: draft.district, photo };
		// A picture without its small one came from the server.
		const isFromHere = namedPhotos(draft).some(({ sha256, thumb }) => sha256 === photo.sha256 && thumb !== '');
		if (isFromHere) made.push({ ...fresh, ...rest, id: idOf(photo), kind: 'photo', order });
	}
	const last = arrived.findLast(({ kind }) => kind === 'visit');
	const isSaid = last?.kind === 'visit' && isSameFields(last.order.fields, draft.fields);
	if (!isSaid) made.push({ ...fresh, ...rest, id: sending, kind: 'visit', order: visitOrderOf(draft, sending) });
	for (const danger of draft.dangers) {
		const order = dangerOrderOf(draft, danger, subjectField);
		made.push({ ...fresh, ...rest, id: danger.id, kind: 'danger', order });
	}
	const toSend = made.filter(({ id }) => !isThere(id));
	return [...arrived, ...toSend.map((item, i) => ({ ...item, seq: seq + i }) as QueueItem)];
}

/**
 * The draft and its items as a visit of its own, beside one that somebody else handed in: what arrived of photos need not
 * go again. `id` is that of the new visit.
 */
export function asOwn(
	draft: Draft,
	before: readonly QueueItem[],
	made: { id: string; sending: string; subjectField: number | null; seq: number }
): { draft: Draft; items: QueueItem[] } {
	const own: Draft = { ...draft, id: made.id, round: null, version: 0, base: NO_FIELDS };
	const arrived = before.filter(({ kind, state }) => kind === 'photo' && state === 'sent');
	const photos = arrived.map((item) => ({ ...item, visit: own.id, id: item.id.replace(draft.id, own.id) }));
	return { draft: own, items: queueOf(own, photos, made) };
}
