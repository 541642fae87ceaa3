/** The worker thread of a run: takes the features page by page, computes, and hands the whole result back. */
import { parentPort } from 'node:worker_threads';
import type { RunProgress } from '../../api.ts';
import type { Override } from '../../risk/adjust/override.ts';
import type { Finding } from '../../risk/finding.ts';
import type { Level } from '../../risk/level.ts';
import type { SentRules } from '../rules/sent.ts';
import { RunComputation } from './compute.ts';
import type { RawFeature } from './read.ts';
import type { Assessment, RulePairs, RunResult } from './result.ts';

export type RunOrder =
	| {
			type: 'begin';
			district: string;
			srid: number;
			today: string;
			method: 'rings' | 'field';
			/** null: the rule set's default. */
			cellM: number | null;
			rules: SentRules | null;
			/** Those that may be in force; their days decide. */
			overrides: Override[];
			/** Levels of the subdistricts in the run before, by id: what changed asks for a new assessment. */
			before?: Record<string, Level | null>;
			/** Whether the result is to carry a snapshot of what went in. */
			snapshot: boolean;
	  }
	| { type: 'features'; features: RawFeature[] }
	| { type: 'end' };

export type WorkerAnswer =
	| { type: 'progress'; progress: RunProgress }
	/** What the second engine is to find again: it can begin while the rest is computed. */
	| { type: 'pairs'; pairs: RulePairs[] }
	/** Some of the rows of the result, which comes without them. */
	| { type: 'rows'; assessments: Assessment[]; findings: Finding[] }
	| { type: 'result'; result: RunResult };

const port = parentPort!;
const answer = (one: WorkerAnswer) => port.postMessage(one);
let computation: RunComputation;

port.on('message', (order: RunOrder) => {
	if (order.type === 'begin') {
		computation = new RunComputation(
			order,
			(progress) => answer({ type: 'progress', progress }),
			(pairs) => answer({ type: 'pairs', pairs })
		);
	} else if (order.type === 'features') {
		for (const feature of order.features) computation.add(feature);
	} else {
		hand(computation.finish());
	}
});

/** Rows in one message: whoever takes them answers requests between two messages, and a city has 100,000. */
const ROWS = 5_000;

function hand({ assessments, findings, ...rest }: RunResult): void {
	for (let first = 0; first < Math.max(assessments.length, findings.length); first += ROWS) {
		const some = { assessments: assessments.slice(first, first + ROWS), findings: findings.slice(first, first + ROWS) };
		answer({ type: 'rows', ...some });
	}
	answer({ type: 'result', result: { ...rest, assessments: [], findings: [] } });
}
