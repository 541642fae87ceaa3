import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { ROOT } from '../root.ts';
import type { DistrictInput } from './district-input.ts';
import type { WorkerAnswer, WorkerOrder } from './report-worker.ts';
import type { SitingInput } from './siting-input.ts';

export type Format = 'pdf' | 'docx' | 'xlsx';
export type ReportOrder = { report: 'siting'; input: SitingInput } | { report: 'district'; input: DistrictInput };

/** What a browser is told that a report is. */
export const MEDIA_TYPE: Readonly<Record<Format, string>> = {
	pdf: 'application/pdf',
	docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
	xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
};

interface Waiting {
	resolve: (bytes: Uint8Array) => void;
	reject: (error: unknown) => void;
}

/** Kept once it was asked: it has the typeface open. */
let worker: Worker | null = null;
const waiting = new Map<number, Waiting>();
let orders = 0;

/**
 * Writes a report in a worker thread: a district's takes seconds. The same order gives the same bytes. Rejects with what
 * writing it threw, and with an Error where the worker ended.
 */
export function writeReport(order: ReportOrder, format: Format): Promise<Uint8Array> {
	return new Promise((resolve, reject) => {
		const id = ++orders;
		waiting.set(id, { resolve, reject });
		worker ??= startWorker();
		// It holds the process while somebody waits for it, and not after.
		worker.ref();
		worker.postMessage({ id, order, format } satisfies WorkerOrder);
	});
}

function startWorker(): Worker {
	const started = new Worker(join(ROOT, 'src/lib/server/reports/report-worker.ts'));
	started.on('message', (answer: WorkerAnswer) => {
		const one = waiting.get(answer.id)!;
		waiting.delete(answer.id);
		if (waiting.size === 0) started.unref();
		if ('bytes' in answer) one.resolve(answer.bytes);
		else one.reject(answer.error);
	});
	const end = (error: unknown) => {
		worker = null;
		for (const { reject } of waiting.values()) reject(error);
		waiting.clear();
	};
	started.on('error', end);
	started.on('exit', (code) => end(new Error(`The worker that writes reports ended with code ${code}.`)));
	return started;
}
