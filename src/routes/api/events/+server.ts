import type { Needs } from '$lib/access/roles.ts';
import { app } from '$lib/server/app.ts';
import type { RequestHandler } from './$types';

export const _needs = { GET: 'map.read' } satisfies Needs;

/** A proxy that hears nothing for long closes the stream: a comment each 15 s keeps it open. */
const HEARTBEAT_MS = 15_000;

export const GET: RequestHandler = () => {
	let stop = () => {};
	const stream = new ReadableStream<Uint8Array>({
		start(controller) {
			const encoder = new TextEncoder();
			const send = (text: string) => controller.enqueue(encoder.encode(text));
			const heartbeat = setInterval(() => send(': still here\n\n'), HEARTBEAT_MS);
			const deafen = app().events.hear((event) => send(`data: ${JSON.stringify(event)}\n\n`));
			const forget = app().onStop(() => {
				stop();
				controller.close();
			});
			stop = () => {
				clearInterval(heartbeat);
				deafen();
				forget();
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
