/** The worker thread of reports: one order after the other, so that a long list never holds up a request. */
import { parentPort } from 'node:worker_threads';
import { districtReport } from './district-report.ts';
import type { Document } from './document.ts';
import { pdfOf } from './pdf.ts';
import { sitingReport } from './siting-report.ts';
import { wordOf } from './word.ts';
import { workbookOf } from './workbook.ts';
import type { Format, ReportOrder } from './write-report.ts';

export interface WorkerOrder {
	id: number;
	order: ReportOrder;
	format: Format;
}
export type WorkerAnswer = { id: number; bytes: Uint8Array } | { id: number; error: unknown };

const WRITE: Readonly<Record<Format, (document: Document) => Promise<Uint8Array>>> = {
	pdf: pdfOf,
	docx: wordOf,
	xlsx: workbookOf
};

const port = parentPort!;

async function answer({ id, order, format }: WorkerOrder): Promise<WorkerAnswer> {
	try {
		const document = order.report === 'siting' ? sitingReport(order.input) : districtReport(order.input);
		return { id, bytes: await WRITE[format](document) };
	} catch (error) {
		return { id, error };
	}
}

port.on('message', (order: WorkerOrder) => {
	void answer(order).then((one) => port.postMessage(one));
});
