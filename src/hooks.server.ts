import type { Handle, ServerInit } from '@sveltejs/kit';
import { paraglideMiddleware } from '$lib/paraglide/server.js';
import { openApp, type App } from '$lib/server/app.ts';
import { loadDemo } from '$lib/server/demo.ts';
import { endOverridesDaily } from '$lib/server/overrides/daily.ts';
import type { Words } from '$lib/risk/words.ts';

/** Opens the database before the first request; the demo district is loaded while the server already answers. */
export const init: ServerInit = async () => {
	const app = await openApp(say).catch((error: unknown) => {
		// The words alone: an error dumped whole would show the secret of the folder's owner.
		console.error(error instanceof Error ? error.message : String(error));
		return process.exit(1);
	});
	app.lock?.setAddress(`http://${hostName(process.env.HOST)}:${process.env.PORT ?? '3000'}`);
	stopWith(app);
	app.onStop(endOverridesDaily(app.db, (error) => console.error(error)));
	if (process.env.SISE_DEMO !== '0') {
		loadDemo(app, say).catch((error: unknown) => {
			console.error(error);
			say({ zh: '示范辖区没有载入，原因见上。', en: 'The demo district was not loaded; the reason stands above.' });
		});
	}
};

export const handle: Handle = ({ event, resolve }) =>
	paraglideMiddleware(event.request, async ({ request, locale }) => {
		event.request = request;
		const response = await resolve(event, {
			transformPageChunk: ({ html }) => html.replace('%lang%', locale === 'zh' ? 'zh-CN' : 'en')
		});
		response.headers.set('x-content-type-options', 'nosniff');
		response.headers.set('referrer-policy', 'same-origin');
		return response;
	});

function say({ zh, en }: Words): void {
	console.log(`${zh} ${en}`);
}

/** The command line works on this machine: of a server that listens everywhere it asks the loopback address. */
function hostName(host: string | undefined): string {
	if (host === undefined || host === '0.0.0.0' || host === '::') return '127.0.0.1';
	return host.includes(':') ? `[${host}]` : host;
}

/**
 * An open database and open event streams would keep the process alive for ever: streams end at the signal, so that the
 * server can finish; the database is closed when it has.
 */
function stopWith(app: App): void {
	for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => app.endStreams());
	process.on('sveltekit:shutdown', () => {
		app.close().then(
			() => process.exit(0),
			(error: unknown) => {
				console.error(error);
				process.exit(1);
			}
		);
	});
}
