import { resolve } from '$app/paths';
import { leaveIfEnded } from '$lib/accounts/leave.ts';
import { m } from '$lib/paraglide/messages.js';
import type { ApiError } from '$lib/api.ts';
import { say } from '$lib/ui/words.ts';

/** What an endpoint is asked; absent values are not sent. */
export type Asked = Record<string, string | number | null | undefined>;

/** Why an endpoint gave no answer, in words for people. `lost`: the server could not be reached at all. */
export class Failure extends Error {
	readonly lost: boolean;
	/** The status of the answer; null: there was none. */
	readonly status: number | null;
	/** What the endpoint says besides its words, where it says more. */
	readonly detail: unknown;
	constructor(message: string, lost: boolean, status: number | null = null, detail: unknown = null) {
		super(message);
		this.name = 'Failure';
		this.lost = lost;
		this.status = status;
		this.detail = detail;
	}
}

/** The address of an endpoint under /api. */
export function addressOf(path: string, asked: Asked = {}): string {
	const query = new URLSearchParams();
	for (const [key, value] of Object.entries(asked)) {
		if (value !== null && value !== undefined && value !== '') query.set(key, String(value));
	}
	const text = query.toString();
	return `${resolve('/')}api/${path}${text === '' ? '' : `?${text}`}`;
}

/** What an endpoint answers. Throws a Failure, or the AbortError of the signal. */
export async function ask<T>(address: string, init: RequestInit = {}, through: typeof fetch = fetch): Promise<T> {
	const response = await askFor(address, init, through);
	const body = (await response.json().catch(() => null)) as T | null;
	if (body === null) throw new Failure(m.error_status({ status: response.status }), false, response.status);
	return body;
}

/** The same of an endpoint whose answer is no JSON: a file, or bytes. Throws likewise. */
export async function askFor(
	address: string,
	init: RequestInit = {},
	through: typeof fetch = fetch
): Promise<Response> {
	let response: Response;
	try {
		response = await through(address, init);
	} catch (cause) {
		if (init.signal?.aborted) throw cause;
		throw new Failure(m.error_lost(), true);
	}
	if (response.ok) return response;
	const body: unknown = await response.json().catch(() => null);
	// A wrong password is a 401 too: it ends nothing.
	if (response.status === 401 && isApiError(body) && body.error.code === 'sign-in') void leaveIfEnded();
	const words = isApiError(body) ? say(body.error.text) : m.error_status({ status: response.status });
	throw new Failure(words, false, response.status, isApiError(body) ? body.error.detail : null);
}

/** Sends what should be done and returns what the endpoint answers. Throws a Failure. */
export async function send<T>(
	method: 'POST' | 'PUT' | 'PATCH' | 'DELETE',
	address: string,
	body?: unknown
): Promise<T> {
	const json = { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
	return ask<T>(address, { method, ...(body === undefined ? {} : json) });
}

function isApiError(body: unknown): body is ApiError {
	return typeof body === 'object' && body !== null && 'error' in body;
}

/** One answer that the page waits for: a newer question ends the older one. */
export class Answer<T> {
	value = $state.raw<T | null>(null);
	failure = $state.raw<Failure | null>(null);
	waiting = $state(false);
	#asking: AbortController | null = null;

	/** Asks; the value before stays until the new one is there, unless `forget`. */
	async ask(address: string, forget = false): Promise<void> {
		this.#asking?.abort();
		const asking = (this.#asking = new AbortController());
		this.waiting = true;
		this.failure = null;
		if (forget) this.value = null;
		try {
			this.value = await ask<T>(address, { signal: asking.signal });
		} catch (error) {
			if (asking.signal.aborted) return;
			this.failure = error instanceof Failure ? error : new Failure(m.error_lost(), true);
		}
		if (this.#asking === asking) this.waiting = false;
	}

	/** Ends what is asked and forgets what was answered. */
	clear(): void {
		this.#asking?.abort();
		this.waiting = false;
		this.value = null;
		this.failure = null;
	}
}

interface Page<Item, Key> {
	items: Item[];
	next: Key | null;
	total: number;
}

/** A long answer, page by page. */
export class Pages<Item, Key extends string | number> {
	items = $state.raw<Item[]>([]);
	next = $state.raw<Key | null>(null);
	total = $state(0);
	failure = $state.raw<Failure | null>(null);
	waiting = $state(false);
	#asking: AbortController | null = null;
	#path = '';
	#asked: Asked = {};

	/** Asks for the first page of a new question. What was there stays until the answer. */
	async first(path: string, asked: Asked): Promise<void> {
		this.#path = path;
		this.#asked = asked;
		await this.#fetch(null);
	}

	/** Milliseconds to wait before asking: a question that may still be typed or moved waits, one about new data does not. */
	pauseFor(asked: Asked): number {
		return JSON.stringify(asked) === JSON.stringify(this.#asked) ? 0 : 200;
	}

	/** The next page, put after what is there. */
	async more(): Promise<void> {
		if (this.next !== null) await this.#fetch(this.next);
	}

	/** The same question once more. */
	async again(): Promise<void> {
		await this.#fetch(null);
	}

	async #fetch(after: Key | null): Promise<void> {
		this.#asking?.abort();
		const asking = (this.#asking = new AbortController());
		this.waiting = true;
		this.failure = null;
		try {
			const address = addressOf(this.#path, { ...this.#asked, after });
			const page = await ask<Page<Item, Key>>(address, { signal: asking.signal });
			this.items = after === null ? page.items : [...this.items, ...page.items];
			this.next = page.next;
			this.total = page.total;
		} catch (error) {
			if (asking.signal.aborted) return;
			this.failure = error instanceof Failure ? error : new Failure(m.error_lost(), true);
		}
		if (this.#asking === asking) this.waiting = false;
	}
}
