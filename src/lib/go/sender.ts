import { afterOutcome, again, backoffMs, nextItem, sendAnew, type Outcome, type QueueItem } from './queue.ts';
import { sendItem, whyNobody, type Sending } from './send.ts';

/** Where a sender reads and writes its queue. */
export interface QueueStore {
	read(): Promise<QueueItem[]>;
	/** Changes an item as it stands by then. `version`: the one that stands on the server of a visit that arrived. */
	write(id: string, change: (item: QueueItem) => QueueItem, version: number | null): Promise<void>;
}

export interface SenderEvents {
	/** Id of the item that is on its way; null: none. */
	sending(id: string | null): void;
	/** Why nothing goes; null: it does, or nothing is left. */
	stopped(outcome: Outcome | null): void;
}

/** One window of a browser sends at a time. */
const LOCK = 'sise-go-queue';

/** Sends what is in the queue, one item after the other, and goes on by itself while there is something left. */
export class Sender {
	readonly #queue: QueueStore;
	readonly #sending: Sending;
	readonly #events: SenderEvents;
	#isRunning = false;
	#isWanted = false;
	#isClosed = false;
	#timer: ReturnType<typeof setTimeout> | undefined;
	/** How often in a row the server was not reached. */
	#lost = 0;

	constructor(queue: QueueStore, sending: Sending, events: SenderEvents) {
		this.#queue = queue;
		this.#sending = sending;
		this.#events = events;
	}

	/** Sends what may go now. Called while it sends, it looks once more when it is through. */
	async run(): Promise<void> {
		this.#isWanted = true;
		if (this.#isRunning) return;
		this.#isRunning = true;
		try {
			while (this.#isWanted && !this.#isClosed) {
				this.#isWanted = false;
				clearTimeout(this.#timer);
				await alone(() => this.#drain());
			}
		} finally {
			this.#isRunning = false;
			this.#events.sending(null);
		}
	}

	/** The network came back, or somebody asks for it: what waits for its next try goes at once. */
	async hurry(): Promise<void> {
		this.#lost = 0;
		for (const { id, state } of await this.#queue.read()) {
			if (state === 'queued') await this.#queue.write(id, again, null);
		}
		await this.run();
	}

	close(): void {
		this.#isClosed = true;
		clearTimeout(this.#timer);
	}

	async #drain(): Promise<void> {
		let isChecked = false;
		while (!this.#isClosed) {
			const next = nextItem(await this.#queue.read(), this.#sending.person, Date.now());
			if (next === null) return this.#events.stopped(null);
			if ('at' in next) return this.#later(next.at);
			const { item } = next;
			const nobody = isChecked ? null : await whyNobody(this.#sending);
			if (nobody !== null) return this.#halt(nobody);
			isChecked = true;
			this.#events.sending(item.id);
			const outcome = await sendItem(item, this.#sending);
			this.#events.sending(null);
			if (outcome.kind === 'nobody' || (outcome.kind === 'later' && !outcome.reached)) return this.#halt(outcome);
			this.#lost = 0;
			this.#events.stopped(null);
			const version = outcome.kind === 'sent' && item.kind === 'visit' ? outcome.version : null;
			if (outcome.kind === 'missing') await this.#sendAnew(item.visit, outcome.photos);
			await this.#queue.write(item.id, (now) => afterOutcome(now, outcome, new Date()), version);
		}
	}

	async #sendAnew(visit: string, photos: readonly string[]): Promise<void> {
		for (const item of await this.#queue.read()) {
			const isOne = item.kind === 'photo' && item.visit === visit && photos.includes(item.order.photo.sha256);
			if (isOne) await this.#queue.write(item.id, sendAnew, null);
		}
	}

	/** Nothing goes: the line is gone for all of them, or nobody may send them. Time helps only where the line is gone. */
	#halt(outcome: Outcome): void {
		this.#events.stopped(outcome);
		if (outcome.kind === 'later') this.#later(Date.now() + backoffMs(++this.#lost));
	}

	#later(at: number): void {
		clearTimeout(this.#timer);
		if (!this.#isClosed) this.#timer = setTimeout(() => void this.run(), Math.max(0, at - Date.now()));
	}
}

/** Runs it while no other window does; a browser without locks has this window only. */
function alone(work: () => Promise<void>): Promise<void> {
	if (typeof navigator === 'undefined' || navigator.locks === undefined) return work();
	return navigator.locks.request(LOCK, work);
}
