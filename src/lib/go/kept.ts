import { createStore, entries, get, promisifyRequest, type UseStore } from 'idb-keyval';
import type { Draft } from './draft.ts';
import type { QueueItem } from './queue.ts';
import type { RoundPack } from '../rounds/api.ts';

/** A round that was taken along. */
export interface KeptRound {
	/** Id of who took it. */
	person: string;
	pack: RoundPack;
	/** What its map is drawn from; null: it has no map. */
	map: KeptMap | null;
	takenAt: string;
}

/** A map that is on the phone: addresses of what it is drawn from, and its bytes. */
export interface KeptMap {
	tiles: string;
	zones: string | null;
	min: number;
	max: number;
	bytes: number;
}

/** All that the phone keeps of rounds, but the photos. */
export interface Kept {
	rounds: KeptRound[];
	drafts: Draft[];
	items: QueueItem[];
}

/** One store, so that a visit and all that has to be sent of it are written in one transaction. */
const STORE = 'kept';
let opened: UseStore | null = null;
const store = () => (opened ??= createStore('sise-go', STORE));
const roundKey = (person: string, round: string) => `round/${person}/${round}`;
const draftKey = (visit: string) => `draft/${visit}`;
const itemKey = (id: string) => `item/${id}`;
const photoKey = (sha256: string) => `photo/${sha256}`;

export async function readKept(): Promise<Kept> {
	const all = await entries<string, unknown>(store());
	const of = <T>(prefix: string) => all.filter(([key]) => key.startsWith(prefix)).map(([, value]) => value as T);
	return { rounds: of<KeptRound>('round/'), drafts: of<Draft>('draft/'), items: of<QueueItem>('item/') };
}

/** The bytes of a photo; undefined: they are not on this phone. */
export function readPhoto(sha256: string): Promise<Blob | undefined> {
	return get<Blob>(photoKey(sha256), store());
}

export function keepRound(round: KeptRound): Promise<void> {
	return write([[roundKey(round.person, round.pack.round.id), round]]);
}

export function keepDraft(draft: Draft): Promise<void> {
	return write([[draftKey(draft.id), draft]]);
}

/** A photo and the draft that names it. */
export function keepPhoto(sha256: string, bytes: Blob, draft: Draft): Promise<void> {
	return write([
		[photoKey(sha256), bytes],
		[draftKey(draft.id), draft]
	]);
}

/** The draft and the items that there are of it from now on, instead of those before. */
export function keepVisit(draft: Draft, items: readonly QueueItem[], before: readonly QueueItem[]): Promise<void> {
	const stay = new Set(items.map(({ id }) => id));
	const gone = before.filter(({ id }) => !stay.has(id)).map(({ id }) => itemKey(id));
	return write(
		[[draftKey(draft.id), draft], ...items.map((item): [string, QueueItem] => [itemKey(item.id), item])],
		gone
	);
}

/** Changes an item as it stands by now; does nothing where it is gone. */
export function changeItem(id: string, change: (item: QueueItem) => QueueItem): Promise<void> {
	return changeValue(itemKey(id), change);
}

/** Changes a draft as it stands by now; does nothing where it is gone. */
export function changeDraft(id: string, change: (draft: Draft) => Draft): Promise<void> {
	return changeValue(draftKey(id), change);
}

/** Lets go of a visit: its draft, its items and the photos that no other one names. */
export async function dropVisits(visits: readonly string[]): Promise<void> {
	const { drafts, items } = await readKept();
	const gone = new Set(visits);
	const named = new Set(drafts.filter(({ id }) => !gone.has(id)).flatMap(({ photos }) => Object.keys(photos)));
	const photos = drafts.filter(({ id }) => gone.has(id)).flatMap((draft) => Object.keys(draft.photos));
	await write(
		[],
		[
			...visits.map(draftKey),
			...items.filter(({ visit }) => gone.has(visit)).map(({ id }) => itemKey(id)),
			...photos.filter((sha256) => !named.has(sha256)).map(photoKey)
		]
	);
}

export function dropRounds(rounds: readonly KeptRound[]): Promise<void> {
	return write(
		[],
		rounds.map(({ person, pack }) => roundKey(person, pack.round.id))
	);
}

function changeValue<T>(key: string, change: (value: T) => T): Promise<void> {
	return transact((held) => {
		const reading = held.get(key) as IDBRequest<T | undefined>;
		reading.onsuccess = () => {
			if (reading.result !== undefined) held.put(change(reading.result), key);
		};
	});
}

/** Writes and lets go of all of it, or of nothing. */
function write(values: readonly [string, unknown][], gone: readonly string[] = []): Promise<void> {
	return transact((held) => {
		for (const key of gone) held.delete(key);
		for (const [key, value] of values) held.put(value, key);
	});
}

/** What is written is on the disk when this returns: a battery may die the next moment. */
function transact(work: (held: IDBObjectStore) => void): Promise<void> {
	return store()('readonly', ({ transaction: { db } }) => {
		const writing = db.transaction(STORE, 'readwrite', { durability: 'strict' });
		work(writing.objectStore(STORE));
		return promisifyRequest(writing);
	});
}
