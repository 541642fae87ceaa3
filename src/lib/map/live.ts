import { addressOf } from './answer.svelte.ts';
import { leaveIfEnded } from '$lib/accounts/leave.ts';
import type { View } from './view.svelte.ts';
import type { ServerEvent } from '$lib/api.ts';
import type { DangerEvent } from '$lib/dangers/api.ts';
import { say } from '$lib/ui/words.ts';
import type { AlertEvent } from '$lib/wall/api.ts';

/** Keeps the view in step with what happens on the server; alerts and dangers are told on. Returns what ends it. */
export function hearServer(
	view: View,
	heard: (event: AlertEvent) => void = () => {},
	heardOfDanger: (event: DangerEvent) => void = () => {}
): () => void {
	const events = new EventSource(addressOf('events'));
	events.onopen = () => {
		// What happened while the line was broken was not heard.
		if (view.lost) void view.refresh();
		view.lost = false;
	};
	events.onerror = () => {
		view.lost = true;
		// A line that was refused and not only cut does not come back by itself: the session may be over.
		if (events.readyState === EventSource.CLOSED) void leaveIfEnded();
	};
	events.addEventListener('ended', () => void leaveIfEnded());
	events.addEventListener('beat', (message: MessageEvent<string>) => {
		const { at } = JSON.parse(message.data) as { at: string };
		view.aheadSeconds = Math.round((Date.parse(at) - Date.now()) / 1000);
	});
	events.onmessage = (message: MessageEvent<string>) => {
		const event = JSON.parse(message.data) as ServerEvent;
		// An alert changes nothing of what the other pages show: the change behind it is told by itself.
		if (event.type !== 'alert') heed(view, event);
		else if (event.district === view.district?.code) heard(event);
		if (event.type === 'danger' && event.district === view.district?.code) heardOfDanger(event);
	};
	const refresh = () => void view.refresh();
	window.addEventListener('online', refresh);
	return () => {
		window.removeEventListener('online', refresh);
		events.close();
	};
}

function heed(view: View, event: Exclude<ServerEvent, AlertEvent>): void {
	const district = event.type === 'progress' ? event.progress.district : event.district;
	// While there is no district, any that arrives is the one to show.
	if (view.district !== null && district !== view.district.code) return;
	if (event.type === 'progress') {
		view.runFailure = null;
		view.progress = event.progress;
	} else if (event.type === 'run-failed') {
		view.progress = null;
		view.runFailure = say(event.text);
	} else if (event.type !== 'danger') {
		// What a danger changes on the map is told by the amendment beside it. The version is known already: what is shown is asked for at once, not after the status has come.
		if (event.type === 'amended') view.amend(event.run, event.version);
		void view.refresh();
	}
}
