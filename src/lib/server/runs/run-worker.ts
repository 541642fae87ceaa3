/** The worker thread of a run: takes the features page by page, computes, and hands the whole result back. */
import { parentPort } from 'node:worker_threads';
import type { RunProgress } from '../../api.ts';
import type { Override } from '../../risk/adjust/override.ts';
import type { Level } from '../../risk/level.ts';
import type { RuleTables } from '../../risk/rule-set.ts';
import { RunComputation } from './compute.ts';
import type { RawFeature } from './read.ts';
import type { RunResult } from './result.ts';

export type RunOrder =
	| {
			type: 'begin';
			district: string;
			srid: number;
			today: string;
			method: 'rings' | 'field';
			/** null: the rule set's default. */
			cellM: number | null;
			/** null: the rule set that Sise ships. */
			rules: { edition: string; tables: RuleTables } | null;
			/** Those that may be in force; their days decide. */
			overrides: Override[];
			/** Levels of the subdistricts in the run before, by id: what changed asks for a new assessment. */
			before?: Record<string, Level | null>;
			/** Whether the result is to carry a snapshot of what went in. */
			snapshot: boolean;
	  }
	| { type: 'features'; features: RawFeature[] }
	| { type: 'end' };

export type WorkerAnswer = { type: 'progress'; progress: RunProgress } | { type: 'result'; result: RunResult };

const port = parentPort!;
let computation: RunComputation;

port.on('message', (order: RunOrder) => {
	if (order.type === 'begin') {
		computation = new RunComputation(order, (progress) => port.postMessage({ type: 'progress', progress }));
	} else if (order.type === 'features') {
		for (const feature of order.features) computation.add(feature);
	} else {
		port.postMessage({ type: 'result', result: computation.finish() } satisfies WorkerAnswer);
	}
});
