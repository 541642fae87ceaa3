/** Generates the demo district away from the thread that answers requests, and posts it in pages of rows. */
import { parentPort, workerData } from 'node:worker_threads';
import { generateDemo } from '../../../data/demo/generate.ts';
import type { FeatureProperties } from './imports/presets/features.ts';
import { plainRow, type Row } from './imports/row.ts';

const PAGE = 5_000;

const { scale } = workerData as { scale: number };
let page: Row[] = [];
let number = 0;
for (const { geometry, ...properties } of generateDemo({ scale })) {
	page.push(plainRow(++number, properties satisfies FeatureProperties, geometry));
	if (page.length < PAGE) continue;
	parentPort!.postMessage(page);
	page = [];
}
parentPort!.postMessage(page);
