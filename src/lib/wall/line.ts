import { addressOf } from '$lib/map/answer.svelte.ts';
import { leaveIfEnded } from '$lib/accounts/leave.ts';
import type { ServerEvent } from '$lib/api.ts';
import type { AlertEvent } from './api.ts';
import { timeOf, waitBefore } from './freshness.ts';

export type WallEvent = ServerEvent | AlertEvent;

/** What the line to the server tells. */
export interface Hearing {
	/** It stands, for the first time or again: what happened before was not heard. */
	opened: () => void;
	/** A sign of life, with the server's time where it said one. */
	sign: (serverTime: string | null) => void;
	/** It broke. */
	cut: () => void;
	event: (event: WallEvent) => void;
}

/** A line that stays silent so long is given up and made anew: it may be open and dead. */
const DEAD_MS = 7000;

/**
 * Hears the server for as long as the wall hangs. A line that breaks, is refused or falls silent is made anew, at most 5 s
 * later; the page is left only when the server itself says that the session is over. Returns what ends it.
 */
export function hearWall({ opened, sign, cut, event }: Hearing): () => void {
	let events: EventSource | null = null;
	let attempts = 0;
	let again: ReturnType<typeof setTimeout> | null = null;
	let lastSign = 0;

	const alive = (serverTime: string | null) => {
		lastSign = Date.now();
		sign(serverTime);
	};
	const connect = () => {
		again = null;
		lastSign = Date.now();
		const line = (events = new EventSource(addressOf('events')));
		line.onopen = () => {
			attempts = 0;
			alive(null);
			opened();
		};
		line.onerror = () => retry();
		line.addEventListener('ended', () => void leaveIfEnded());
		line.addEventListener('beat', (message: MessageEvent<string>) => alive(timeOf(message.data)));
		line.onmessage = (message: MessageEvent<string>) => {
			alive(null);
			event(JSON.parse(message.data) as WallEvent);
		};
	};
	const retry = () => {
		// The browser's own retry gives up on some answers, and waits as it likes: this one does neither.
		events?.close();
		events = null;
		cut();
		void leaveIfEnded();
		again ??= setTimeout(connect, waitBefore(attempts++));
	};
	const watch = setInterval(() => {
		if (events !== null && Date.now() - lastSign > DEAD_MS) retry();
	}, 1000);
	const online = () => {
		if (again === null) return;
		clearTimeout(again);
		connect();
	};
	window.addEventListener('online', online);
	connect();
	return () => {
		window.removeEventListener('online', online);
		clearInterval(watch);
		if (again !== null) clearTimeout(again);
		events?.close();
	};
}
