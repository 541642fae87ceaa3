import { addressOf, Answer, send } from '$lib/map/answer.svelte.ts';
import type { AlertEvent, AlertItem, AlertKind, AlertPage } from '$lib/wall/api.ts';

export interface AlertAsked {
	district: string;
	state: 'open' | 'all';
	kind: AlertKind | null;
	/** The alert whose gathered ones are listed. */
	of: number | null;
}

/** So many are asked for at first, and added by each “more”; the server gives no more at a time than MOST. */
const STEP = 100;
const MOST = 500;
/** What is heard is shown at once; the numbers around it are asked for when nothing more has come for so long. */
const SETTLE_MS = 400;

/** The alerts that the page lists: asked for, and kept in step with what the server tells. */
export class AlertList {
	answer = new Answer<AlertPage>();
	#asked: AlertAsked | null = null;
	#limit = STEP;
	#settling: ReturnType<typeof setTimeout> | undefined;

	/** Asks for the alerts; those shown stay until the answer, unless the question is another one. */
	ask(asked: AlertAsked): void {
		const isOther = JSON.stringify(asked) !== JSON.stringify(this.#asked);
		if (isOther) this.#limit = STEP;
		this.#asked = asked;
		void this.#fetch(isOther);
	}

	/** The same question once more. */
	again(): void {
		void this.#fetch(false);
	}

	get hasMore(): boolean {
		return (this.answer.value?.next ?? null) !== null && this.#limit < MOST;
	}

	more(): void {
		this.#limit = Math.min(MOST, this.#limit + STEP);
		this.again();
	}

	/** Takes over what happened to an alert. */
	hear({ what, alert }: AlertEvent): void {
		const page = this.answer.value;
		const asked = this.#asked;
		if (page === null || asked === null) return;
		if (page.items.some(({ id }) => id === alert.id)) this.replace(alert);
		else if (what === 'raised' && asked.of === null && (asked.kind ?? alert.kind) === alert.kind) {
			this.answer.value = { ...page, items: [alert, ...page.items], total: page.total + 1 };
		}
		clearTimeout(this.#settling);
		this.#settling = setTimeout(() => this.again(), SETTLE_MS);
	}

	/** Shows an alert as it is now. */
	replace(alert: AlertItem): void {
		const page = this.answer.value;
		if (page === null) return;
		this.answer.value = { ...page, items: page.items.map((one) => (one.id === alert.id ? alert : one)) };
	}

	/** Tells the server that alerts are on this screen. That it failed is no news: the next ones tell again. */
	async tellSeen(ids: readonly number[]): Promise<void> {
		if (ids.length === 0 || this.#asked === null) return;
		await send('POST', addressOf('alerts/seen'), { district: this.#asked.district, ids }).catch(() => {});
	}

	/** Acknowledges an alert and shows it so. Throws a Failure. */
	async acknowledge(id: number, note: string): Promise<void> {
		const body = { district: this.#asked!.district, note: note.trim() };
		this.replace(await send<AlertItem>('POST', addressOf(`alerts/${id}/acknowledge`), body));
	}

	close(): void {
		clearTimeout(this.#settling);
		this.answer.clear();
	}

	async #fetch(forget: boolean): Promise<void> {
		if (this.#asked !== null)
			await this.answer.ask(addressOf('alerts', { ...this.#asked, limit: this.#limit }), forget);
	}
}
