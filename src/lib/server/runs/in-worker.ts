import { Worker } from 'node:worker_threads';
import { join } from 'node:path';
import type { RunProgress } from '../../api.ts';
import { ROOT } from '../root.ts';
import type { RawFeature } from './read.ts';
import type { RunResult } from './result.ts';
import type { RunOrder, WorkerAnswer } from './run-worker.ts';

/** What a run computed, and what reading for it brought. */
interface Computed<T> {
	result: RunResult;
	read: T;
}

/**
 * Computes a run in a worker thread; nothing is stored. `feed` posts it the beginning and then the features, in the byte
 * order of their ids, and returns whatever else it read. Throws what the reading or the computation throws.
 */
export async function feedWorker<T>(
	feed: (post: (order: RunOrder) => void) => Promise<T>,
	tell: (progress: RunProgress) => void
): Promise<Computed<T>> {
	const worker = new Worker(join(ROOT, 'src/lib/server/runs/run-worker.ts'));
	try {
		const answered = new Promise<RunResult>((resolve, reject) => {
			worker.on('message', (answer: WorkerAnswer) => {
				if (answer.type === 'progress') tell(answer.progress);
				else resolve(answer.result);
			});
			worker.on('error', reject);
			worker.on('exit', (code) =>
				reject(new Error(`The worker of the run ended with code ${code} before it answered.`))
			);
		});
		// Whatever ends the reading first must not leave this promise without a listener.
		answered.catch(() => {});
		const post = (order: RunOrder) => worker.postMessage(order);
		const read = await feed(post);
		post({ type: 'end' });
		return { result: await answered, read };
	} finally {
		await worker.terminate();
	}
}

/** Computes a run in a worker thread on the features that `pages` gives, in the byte order of their ids. */
export async function computeInWorker(
	begin: Extract<RunOrder, { type: 'begin' }>,
	pages: AsyncIterable<RawFeature[]>,
	tell: (progress: RunProgress) => void
): Promise<RunResult> {
	const { result } = await feedWorker(async (post) => {
		post(begin);
		for await (const features of pages) post({ type: 'features', features });
	}, tell);
	return result;
}
