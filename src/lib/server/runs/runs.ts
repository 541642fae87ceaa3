import type { RunProgress } from '../../api.ts';
import type { Who } from '../access/who.ts';
import type { Database } from '../db/database.ts';
import type { Events } from '../events.ts';
import { RunError, runDistrict, type RunOptions, type RunOutcome } from './run.ts';

/** The runs of this process: one at a time, later ones wait. */
export interface Runs {
	/** Starts a run (or joins the one under way for the district) and resolves when it is stored; `who` began it. */
	start(who: Who, district: string, options?: RunOptions): Promise<RunOutcome>;
	/** Progress of the run under way, of any district; `null` when none is. */
	running(): RunProgress | null;
}

const byDatabase = new WeakMap<Database, Runs>();

/** The runs of this process on a database; `null` where none were opened. */
export function runsOf(db: Database): Runs | null {
	return byDatabase.get(db) ?? null;
}

/** Runs on one database that tell their progress, and their failure, to whoever listens. */
export function openRuns(db: Database, events: Events): Runs {
	const underWay = new Map<string, Promise<RunOutcome>>();
	let last: Promise<unknown> = Promise.resolve();
	let progress: RunProgress | null = null;

	async function run(who: Who, district: string, options: RunOptions): Promise<RunOutcome> {
		try {
			return await runDistrict(db, who, district, options, (step) => {
				progress = step;
				events.tell({ type: 'progress', progress: step });
			});
		} catch (error) {
			const text =
				error instanceof RunError
					? error.text
					: {
							zh: '评估没有完成，结果没有保存。请重试。',
							en: 'The run did not finish and nothing was stored. Try again.'
						};
			events.tell({ type: 'run-failed', district, text });
			throw error;
		} finally {
			progress = null;
			underWay.delete(district);
		}
	}

	const runs: Runs = {
		start(who, district, options = {}) {
			const known = underWay.get(district);
			if (known) return known;
			const started = last.then(() => run(who, district, options));
			last = started.catch(() => {});
			underWay.set(district, started);
			return started;
		},
		running: () => progress
	};
	byDatabase.set(db, runs);
	return runs;
}
