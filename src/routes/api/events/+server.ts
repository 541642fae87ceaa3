import type { Needs } from '$lib/access/roles.ts';
import type { ServerEvent } from '$lib/api.ts';
import { seenEvent } from '$lib/server/access/seen-event.ts';
import { app } from '$lib/server/app.ts';
import { logError } from '$lib/server/edge/log.ts';
import type { RequestHandler } from './$types';

export const _needs = { GET: 'map.read' } satisfies Needs;

/** A proxy that hears nothing for long closes the stream: a comment each 15 s keeps it open. */
const HEARTBEAT_MS = 15_000;

/** What happens, as whoever listens sees it, for as long as their session or pass holds. */
export const GET: RequestHandler = ({ locals: { who } }) => {
	const { db, events, streams, onStop } = app();
	let stop = () => {};
	const stream = new ReadableStream<Uint8Array>({
		start(controller) {
			const encoder = new TextEncoder();
			let open = true;
			const send = (text: string) => {
				if (open) controller.enqueue(encoder.encode(text));
			};
			// One after the other: an event that has to be narrowed does not overtake the one before it.
			let told = Promise.resolve();
			const tell = (event: ServerEvent) => {
				told = told
					.then(async () => send(`data: ${JSON.stringify(await seenEvent(db, who.sight, event))}\n\n`))
					.catch(logError);
			};
			const end = () => {
				if (!open) return;
				stop();
				controller.close();
			};
			const heartbeat = setInterval(() => send(': still here\n\n'), HEARTBEAT_MS);
			const deafen = events.hear(tell);
			const forget = onStop(end);
			const unwatch = streams.watch(who, () => {
				send('event: ended\ndata: {}\n\n');
				end();
			});
			stop = () => {
				open = false;
				clearInterval(heartbeat);
				deafen();
				forget();
				unwatch();
			};
			send('retry: 2000\n\n');
		},
		cancel: () => stop()
	});
	return new Response(stream, {
		headers: {
			'content-type': 'text/event-stream',
			'cache-control': 'no-store',
			'x-accel-buffering': 'no'
		}
	});
};
