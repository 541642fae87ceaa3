import { RUNS } from './migrations/1-runs.ts';
import { RULE_SETS } from './migrations/2-rule-sets.ts';
import { ACCESS } from './migrations/3-access.ts';
import { SITING } from './migrations/4-siting.ts';
import { ALERTS } from './migrations/5-alerts.ts';
import { DANGERS } from './migrations/6-dangers.ts';
import { VISITS } from './migrations/7-visits.ts';

/**
 * The schema, forward only: each migration runs once, in a transaction, the same on both databases.
 * Never edit one that has landed; add the next.
 */
export interface Migration {
	id: number;
	title: string;
	statements: readonly string[];
}

export const MIGRATIONS: readonly Migration[] = [RUNS, RULE_SETS, ACCESS, SITING, ALERTS, DANGERS, VISITS];
