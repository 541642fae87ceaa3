import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { Worker } from 'node:worker_threads';
import { ROOT } from '../root.ts';
import { DatabaseError } from './database.ts';
import type { Reply, Request } from './embedded-worker.ts';

/**
 * V8 collects WebAssembly code that nothing calls any more, and now and then loses count of its pages: "Check failed:
 * jit_page.has_value()" in UnregisterWasmAllocation, and the whole process is gone (nodejs/node#64500; here with Node
 * 24.21 twice in some thousand lives of this thread). What it would free of one engine is some hundred kilobytes.
 */
setFlagsFromString('--no-wasm-code-gc');

/** One life of the worker thread. */
export interface Link {
	/** Throws a DatabaseError: of the statement, or that the thread stopped while it ran. */
	call<T = void>(request: Request): Promise<T>;
	/** Ends the thread as a kill would; what was not committed is gone. Resolves when it has ended. */
	end(): Promise<void>;
	readonly ended: boolean;
}

/** The embedded database stopped while a request was in flight. */
export const STOPPED =
	'The embedded database stopped while this ran; it was started again. Nothing of this request was stored. Try again.';

/**
 * Starts the thread. `heard` gets each NOTIFY; `lost` is called once if the thread ends by itself, or after a statement
 * whose error the engine swallowed: that statement's caller gets its error, and the thread is ended. The folder is free
 * when `gone` resolves.
 */
export function startLink(
	heard: (channel: string, payload: string) => void,
	lost: (gone: Promise<unknown>) => void
): Link {
	// From the sources, also in the built server: a bundle has no place for a worker, and Node strips the types.
	const worker = new Worker(join(ROOT, 'src', 'lib', 'server', 'db', 'embedded-worker.ts'), {
		execArgv: [],
		name: 'embedded database'
	});
	const waiting = new Map<number, { resolve: (value: unknown) => void; reject: (error: Error) => void }>();
	let last = 0;
	let ended = false;
	let crash: Error | null = null;

	const stop = (gone: Promise<unknown> | null) => {
		if (ended) return;
		ended = true;
		for (const { reject } of waiting.values()) reject(new DatabaseError(STOPPED, '57P02', null, { cause: crash }));
		waiting.clear();
		if (gone) lost(gone);
	};
	worker.on('message', (reply: Reply) => {
		if ('channel' in reply) return heard(reply.channel, reply.payload);
		const request = waiting.get(reply.id);
		waiting.delete(reply.id);
		if (!('error' in reply)) return request?.resolve(reply.value);
		const { message, code, constraint } = reply.error;
		if (reply.error.lost) stop(worker.terminate());
		request?.reject(new DatabaseError(message, code, constraint));
	});
	worker.on('error', (error) => (crash = error instanceof Error ? error : new Error(String(error))));
	worker.on('exit', () => stop(Promise.resolve()));

	return {
		get ended() {
			return ended;
		},
		call<T>(request: Request) {
			return new Promise<T>((resolve, reject) => {
				if (ended) return reject(new DatabaseError(STOPPED, '57P02', null, { cause: crash }));
				waiting.set(++last, { resolve: resolve as (value: unknown) => void, reject });
				worker.postMessage({ id: last, ...request });
			});
		},
		async end() {
			stop(null);
			await worker.terminate();
		}
	};
}
