/** The worker thread that holds a district for siting: takes its features page by page, then one question after another. */
import { parentPort } from 'node:worker_threads';
import type { Proposal } from '../../risk/siting/answer.ts';
import { collectGarbage } from '../collect-garbage.ts';
import type { RawFeature } from '../runs/read.ts';
import type { MetricBox } from '../../risk/siting/near-box.ts';
import type { Neighbours } from '../../siting/api.ts';
import { Ground, type DatedAnswer, type GroundOrder, type MetricParcel, type WhereFound } from './ground.ts';

export type SitingQuestion =
	| { type: 'ask'; proposal: Proposal; parcels: MetricParcel[]; whole: boolean }
	| { type: 'neighbours'; proposal: Proposal; box: MetricBox }
	| { type: 'where'; proposal: Proposal; parcel: MetricParcel; cellM: number };

export type WorkerOrder =
	| { type: 'begin'; order: GroundOrder }
	| { type: 'features'; features: RawFeature[] }
	/** All features are in. */
	| { type: 'stand' }
	| SitingQuestion;

export type WorkerAnswer =
	| { type: 'standing'; sha256: string }
	| { type: 'answers'; answers: DatedAnswer[] }
	| { type: 'neighbours'; near: Pick<Neighbours, 'answered' | 'layers' | 'outline'> }
	| { type: 'where'; found: WhereFound }
	| { type: 'failed'; message: string };

const port = parentPort!;
let begun: GroundOrder;
let features: RawFeature[] = [];
let ground: Ground;

port.on('message', (order: WorkerOrder) => {
	if (order.type === 'begin') begun = order.order;
	else if (order.type === 'features') features.push(...order.features);
	else port.postMessage(answer(order));
});

function answer(order: { type: 'stand' } | SitingQuestion): WorkerAnswer {
	try {
		if (order.type === 'ask') {
			return { type: 'answers', answers: ground.ask(order.proposal, order.parcels, order.whole) };
		}
		if (order.type === 'neighbours') {
			return { type: 'neighbours', near: ground.neighbours(order.proposal, order.box) };
		}
		if (order.type === 'where') {
			return { type: 'where', found: ground.where(order.proposal, order.parcel, order.cellM) };
		}
		ground = new Ground(begun, features);
		features = [];
		// Reading leaves twice as much behind as is kept, and a worker that only waits would never let go of it.
		collectGarbage();
		return { type: 'standing', sha256: ground.sha256 };
	} catch (error) {
		return { type: 'failed', message: error instanceof Error ? (error.stack ?? error.message) : String(error) };
	}
}
