/** The worker thread that holds a standing run: takes its features page by page, then one change after another. */
import { parentPort } from 'node:worker_threads';
import type { Override } from '../../risk/adjust/override.ts';
import { collectGarbage } from '../collect-garbage.ts';
import { RunComputation, type ComputationOrder } from '../runs/compute.ts';
import type { RawFeature } from '../runs/read.ts';
import type { Amended, StoredZone } from './amended.ts';
import { ReachesFurther, StandingRun } from './standing.ts';

export type StandingOrder =
	| ComputationOrder
	| { type: 'features'; features: RawFeature[] }
	/** All features are in: compute, and hold it against what is stored. */
	| { type: 'stand'; inputSha256: string; zones: StoredZone[] }
	| { type: 'amend'; features: RawFeature[]; overrides: Override[] };

export type StandingAnswer =
	| { type: 'standing' }
	| { type: 'amended'; amended: Amended }
	/** The whole district has to be computed. */
	| { type: 'further'; why: string };

const port = parentPort!;
let computation: RunComputation;
let standing: StandingRun;

port.on('message', (order: StandingOrder) => {
	if (order.type === 'begin') computation = new RunComputation(order, () => {});
	else if (order.type === 'features') for (const feature of order.features) computation.add(feature);
	else port.postMessage(answer(order));
});

function answer(order: Extract<StandingOrder, { type: 'stand' | 'amend' }>): StandingAnswer {
	try {
		if (order.type === 'amend') return { type: 'amended', amended: standing.amend(order.features, order.overrides) };
		standing = new StandingRun(computation.compute(), order.inputSha256, order.zones);
		// Reading leaves twice as much behind as is kept, and a worker that only waits would never let go of it.
		collectGarbage();
		return { type: 'standing' };
	} catch (error) {
		if (error instanceof ReachesFurther) return { type: 'further', why: error.message };
		throw error;
	}
}
