import type { Needs } from '$lib/access/roles.ts';
import { app } from '$lib/server/app.ts';
import type { RequestHandler } from './$types';

export const _needs = { GET: 'map.read' } satisfies Needs;

/** A line on which nobody reads fills up: with so many pieces waiting it is ended, and the page asks anew. */
const MOST_WAITING = 1_000;

/**
 * What happens, as whoever listens sees it, for as long as their session or pass holds; and each 2 s an event `beat` with
 * the server's time, by which a page knows that the server is there, and a proxy that the line is in use.
 */
export const GET: RequestHandler = ({ locals: { who } }) => {
	const { lines, streams, onStop } = app();
	let stop = () => {};
	const stream = new ReadableStream<Uint8Array>({
		start(controller) {
			const encoder = new TextEncoder();
			let open = true;
			const send = (chunk: Uint8Array) => {
				if (!open) return;
				if (-(controller.desiredSize ?? 0) > MOST_WAITING) return end();
				controller.enqueue(chunk);
			};
			const end = () => {
				if (!open) return;
				stop();
				controller.close();
			};
			send(encoder.encode('retry: 2000\n\n'));
			const close = lines.open(who.sight, send);
			const forget = onStop(end);
			const unwatch = streams.watch(who, () => {
				send(encoder.encode('event: ended\ndata: {}\n\n'));
				end();
			});
			stop = () => {
				open = false;
				close();
				forget();
				unwatch();
			};
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
