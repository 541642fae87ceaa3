import { getContext, setContext } from 'svelte';
import { resolve } from '$app/paths';
import { Failure } from '$lib/map/answer.svelte.ts';
import { dropMaps } from '$lib/offline/keep.ts';
import { m } from '$lib/paraglide/messages.js';
import type { RoundPack } from '$lib/rounds/api.ts';
import { settledOrder } from './conflict.ts';
import { beginDraft, type Draft } from './draft.ts';
import { forgetOld } from './forget.ts';
import * as store from './kept.ts';
import type { Kept, KeptRound } from './kept.ts';
import type { TakenPhoto } from './photo.ts';
import { PlaceWatch } from './place.ts';
import { again, asOwn, countsOf, inOrder, isThrough, queueOf, type Outcome, type QueueItem } from './queue.ts';
import { Sender } from './sender.ts';
import { takeAlong, type Progress } from './take-along.ts';
import { today } from './today.ts';

const CHANNEL = 'sise-go';

/** What the page shows: all that this person has on this phone, and how the queue goes. */
export class Phone {
	readonly person: string;
	readonly place = new PlaceWatch();
	isReady = $state(false);
	/** The browser's own word for it: true does not say that the server is reached. */
	isOnline = $state(true);
	/** Something could not be written down on the phone: what is typed is not safe. */
	isFull = $state(false);
	/** Id of the item that is on its way. */
	sending = $state<string | null>(null);
	/** Why nothing goes. */
	stopped = $state.raw<Outcome | null>(null);
	/** The session is over. */
	isSignedOut = $state(false);
	#kept = $state.raw<Kept>({ rounds: [], drafts: [], items: [] });
	readonly #sender: Sender;
	#channel: BroadcastChannel | null = null;
	/** What is written comes one after the other, in the order in which it was done. */
	#writing: Promise<void> = Promise.resolve();

	readonly rounds = $derived.by(() => this.#kept.rounds.filter(({ person }) => person === this.person));
	readonly drafts = $derived.by(() => this.#kept.drafts.filter(({ person }) => person === this.person));
	readonly items = $derived.by(() => inOrder(this.#kept.items, this.person));
	readonly counts = $derived(countsOf(this.items));
	/** Visits of others that have not arrived: they go when those sign in. */
	readonly ofOthers = $derived.by(
		() =>
			this.#kept.drafts.filter(({ person, id }) => person !== this.person && !isThrough(this.#kept.items, id)).length
	);

	constructor(person: string) {
		this.person = person;
		this.#sender = new Sender(
			{
				read: async () => (await store.readKept()).items,
				write: (id, change, version) => this.#writeItem(id, change, version)
			},
			{ base: resolve('/'), person, readPhoto: store.readPhoto, fetch: (...asked) => fetch(...asked) },
			{
				sending: (id) => (this.sending = id),
				stopped: (outcome) => {
					this.stopped = outcome;
					this.isSignedOut = outcome?.kind === 'nobody';
				}
			}
		);
	}

	/** Reads what is kept and begins to send. Returns what ends it. */
	open(): () => void {
		const channel = (this.#channel = new BroadcastChannel(CHANNEL));
		channel.onmessage = () => void this.#read();
		const heard = () => {
			this.isOnline = navigator.onLine;
			if (this.isOnline) void this.#sender.hurry();
		};
		const shown = () => document.visibilityState === 'visible' && void this.#sender.run();
		window.addEventListener('online', heard);
		window.addEventListener('offline', heard);
		document.addEventListener('visibilitychange', shown);
		this.isOnline = navigator.onLine;
		void this.#begin();
		return () => {
			window.removeEventListener('online', heard);
			window.removeEventListener('offline', heard);
			document.removeEventListener('visibilitychange', shown);
			this.#sender.close();
			channel.close();
		};
	}

	round(id: string | null): KeptRound | null {
		return this.rounds.find(({ pack }) => pack.round.id === id) ?? null;
	}

	draft(visit: string): Draft | null {
		return this.drafts.find(({ id }) => id === visit) ?? null;
	}

	/** Takes a round along. Throws a Failure. */
	async take(district: string, round: string, told: (progress: Progress) => void): Promise<void> {
		void navigator.storage?.persist?.();
		const taken = await takeAlong(district, round, this.person, told);
		await this.#write(() => store.keepRound(taken));
		await this.#read();
		if (this.isFull) throw new Failure(m.go_full(), false);
	}

	/** Lets go of a round and of its visits that have arrived. Those that have not stay. */
	async letGo(round: KeptRound): Promise<void> {
		const { id } = round.pack.round;
		const through = this.drafts.filter((one) => one.round === id && isThrough(this.items, one.id));
		await this.#write(() => store.dropRounds([round]));
		await this.#write(() => store.dropVisits(through.map((one) => one.id)));
		await this.#read();
		await dropMaps(this.#kept.rounds.map(({ pack }) => pack.round.id));
	}

	begin(pack: RoundPack, visit: string): void {
		if (this.draft(visit) === null) this.#put(beginDraft(pack, visit, this.person, new Date()));
	}

	/** Changes a visit that is being written; it is written down at once. */
	edit(visit: string, change: (draft: Draft) => Draft): void {
		const draft = this.draft(visit);
		if (draft !== null && draft.handedInAt === null) this.#put(change(draft));
	}

	/** Adds a photo to a visit; `name` says where it belongs. It is on the disk when this returns. */
	async addPhoto(visit: string, { note, bytes, thumb }: TakenPhoto, name: (draft: Draft) => Draft): Promise<void> {
		const draft = this.draft(visit);
		if (draft === null) return;
		const photo = { ...note, place: this.place.now(), thumb };
		const next = name({ ...draft, photos: { ...draft.photos, [note.sha256]: photo } });
		this.#show(next);
		await this.#write(() => store.keepPhoto(note.sha256, bytes, next));
	}

	/** Hands a visit in: from here on it goes by itself. */
	async handIn(visit: string, subjectField: number | null): Promise<void> {
		const draft = this.draft(visit);
		if (draft === null) return;
		const place = this.place.now() ?? draft.place;
		const done = { ...draft, place, handedInAt: new Date().toISOString() };
		const before = this.#kept.items.filter((item) => item.visit === visit);
		const items = queueOf(done, before, { sending: crypto.randomUUID(), subjectField, seq: this.#nextSeq() });
		await this.#write(() => store.keepVisit(done, items, before));
		await this.#read();
		void this.#sender.run();
	}

	/** Takes a visit back to be corrected: what has not arrived of it waits until it is handed in again. */
	async correct(visit: string): Promise<void> {
		const draft = this.draft(visit);
		if (draft === null) return;
		const before = this.#kept.items.filter((item) => item.visit === visit);
		const arrived = before.filter(({ state }) => state === 'sent');
		await this.#write(() => store.keepVisit({ ...draft, handedInAt: null }, arrived, before));
		await this.#read();
	}

	/** Sends a visit again as somebody settled it with what stands there. */
	async settle(item: QueueItem, fields: Draft['fields']): Promise<void> {
		const draft = this.draft(item.visit);
		if (item.kind !== 'visit' || item.conflict === null || draft === null) return;
		const { version, theirs } = item.conflict;
		const order = settledOrder(item.order, item.conflict, fields, crypto.randomUUID());
		const next = { ...again({ ...item, order }), id: order.sending };
		const others = this.#kept.items.filter((one) => one.visit === item.visit);
		const items = others.map((one) => (one.id === item.id ? next : one));
		await this.#write(() => store.keepVisit({ ...draft, fields, version, base: theirs }, items, others));
		await this.#read();
		void this.#sender.run();
	}

	/** What somebody else handed in stands; what was written here goes as a visit of its own. */
	async sendOwn(visit: string, subjectField: number | null): Promise<void> {
		const draft = this.draft(visit);
		if (draft === null) return;
		const before = this.#kept.items.filter((item) => item.visit === visit);
		const made = { id: crypto.randomUUID(), sending: crypto.randomUUID(), subjectField, seq: this.#nextSeq() };
		const own = asOwn(draft, before, made);
		await this.#write(() => store.keepVisit(own.draft, own.items, []));
		await this.#write(() => store.dropVisits([visit]));
		await this.#read();
		void this.#sender.run();
	}

	/** Tries an item again that was refused. */
	async retry(item: QueueItem): Promise<void> {
		await this.#writeItem(item.id, again, null);
		void this.#sender.hurry();
	}

	hurry(): void {
		void this.#sender.hurry();
	}

	/** Throws a visit away that has not arrived. */
	async discard(visit: string): Promise<void> {
		await this.#write(() => store.dropVisits([visit]));
		await this.#read();
	}

	async #begin(): Promise<void> {
		try {
			this.#kept = await forgetOld(await store.readKept(), this.person, today());
			await dropMaps(this.#kept.rounds.map(({ pack }) => pack.round.id));
		} catch {
			this.isFull = true;
		}
		this.isReady = true;
		await this.#sender.run();
	}

	#nextSeq(): number {
		return Math.max(0, ...this.#kept.items.map(({ seq }) => seq)) + 1;
	}

	#put(draft: Draft): void {
		this.#show(draft);
		void this.#write(() => store.keepDraft(draft));
	}

	#show(draft: Draft): void {
		const others = this.#kept.drafts.filter(({ id }) => id !== draft.id);
		this.#kept = { ...this.#kept, drafts: [...others, draft] };
	}

	async #writeItem(id: string, change: (item: QueueItem) => QueueItem, version: number | null): Promise<void> {
		const item = this.#kept.items.find((one) => one.id === id);
		if (version !== null && item?.kind === 'visit') {
			const { fields } = item.order;
			await this.#write(() => store.changeDraft(item.visit, (draft) => ({ ...draft, version, base: fields })));
		}
		await this.#write(() => store.changeItem(id, change));
		await this.#read();
	}

	/** Shows what is written down; what was changed while it was read is not taken back by it. */
	async #read(): Promise<void> {
		for (;;) {
			const written = this.#writing;
			await written;
			const kept = await store.readKept();
			if (written !== this.#writing) continue;
			this.#kept = kept;
			return;
		}
	}

	#write(work: () => Promise<void>): Promise<void> {
		const written = this.#writing.then(work).then(
			() => {
				this.isFull = false;
				this.#channel?.postMessage(null);
			},
			(error: unknown) => {
				console.warn(error);
				this.isFull = true;
			}
		);
		return (this.#writing = written);
	}
}

const KEY = Symbol('phone');

export function setPhone(phone: Phone): Phone {
	return setContext(KEY, phone);
}

export function getPhone(): Phone {
	return getContext<Phone>(KEY);
}
