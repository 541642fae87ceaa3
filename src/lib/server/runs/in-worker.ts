import { Worker } from 'node:worker_threads';
import { join } from 'node:path';
import type { RunProgress } from '../../api.ts';
import type { Finding } from '../../risk/finding.ts';
import { ROOT } from '../root.ts';
import type { RawFeature } from './read.ts';
import type { Assessment, RulePairs, RunResult } from './result.ts';
import type { RunOrder, WorkerAnswer } from './run-worker.ts';

/** A run that a worker computes: first the pairs it found come, then everything else. */
export interface Computing<T> {
	/** What reading for it brought. */
	read: T;
	pairs: Promise<RulePairs[]>;
	result: Promise<RunResult>;
}

/**
 * Computes a run in a worker thread; nothing is stored. `feed` posts it the beginning and then the features, in the byte
 * order of their ids, and returns whatever else it read; `use` takes what comes, while the worker goes on, and its answer is
 * returned. Throws what the reading, the computation or `use` throws.
 */
export async function feedWorker<T, U>(
	feed: (post: (order: RunOrder) => void) => Promise<T>,
	use: (computing: Computing<T>) => Promise<U>,
	tell: (progress: RunProgress) => void
): Promise<U> {
	const worker = new Worker(join(ROOT, 'src/lib/server/runs/run-worker.ts'));
	try {
		const pairs = Promise.withResolvers<RulePairs[]>();
		const result = Promise.withResolvers<RunResult>();
		const assessments: Assessment[] = [];
		const findings: Finding[] = [];
		const fail = (error: unknown) => {
			pairs.reject(error);
			result.reject(error);
		};
		worker.on('message', (answer: WorkerAnswer) => {
			if (answer.type === 'progress') tell(answer.progress);
			else if (answer.type === 'pairs') pairs.resolve(answer.pairs);
			else if (answer.type === 'rows') {
				assessments.push(...answer.assessments);
				findings.push(...answer.findings);
			} else result.resolve({ ...answer.result, assessments, findings });
		});
		worker.on('error', fail);
		worker.on('exit', (code) => fail(new Error(`The worker of the run ended with code ${code} before it answered.`)));
		// Whatever ends the reading first must not leave these without a listener.
		pairs.promise.catch(() => {});
		result.promise.catch(() => {});
		const post = (order: RunOrder) => worker.postMessage(order);
		const read = await feed(post);
		post({ type: 'end' });
		return await use({ read, pairs: pairs.promise, result: result.promise });
	} finally {
		await worker.terminate();
	}
}

/** Computes a run in a worker thread on the features that `pages` gives, in the byte order of their ids. */
export function computeInWorker(
	begin: Extract<RunOrder, { type: 'begin' }>,
	pages: AsyncIterable<RawFeature[]>,
	tell: (progress: RunProgress) => void
): Promise<RunResult> {
	return feedWorker(
		async (post) => {
			post(begin);
			for await (const features of pages) post({ type: 'features', features });
		},
		({ result }) => result,
		tell
	);
}
