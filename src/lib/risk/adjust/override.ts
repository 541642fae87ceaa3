import type { Level } from '../level.ts';

/** A level that a named person set by hand. It holds to its last day and then ends by itself. */
export interface Override {
	id: number;
	feature: string;
	level: Level;
	reason: string;
	approver: string;
	/** What shows that the danger is gone; required to lower a level (standards.md §4.5.2). */
	evidence: string | null;
	/** First and last day on which it holds, `2026-11-23`. */
	from: string;
	until: string;
}
