import { codeOf } from '../level.ts';
import type { RuleSet } from '../rule-set.ts';
import type { Raised } from './raised.ts';
import { alertTable, type AlertLevel } from './table.ts';

/** How many alerts of each kind and level were gathered. */
export interface Tally {
	red: number;
	orange: number;
	violation: number;
	danger: number;
}

/** Many alerts of one change in one. */
export interface Gathered {
	level: AlertLevel;
	all: Tally;
	/** By the id of the subdistrict in which the features lie: whoever sees only some of them is told of those. */
	bySubdistrict: Record<string, Tally>;
}

/** One alert for all that a change raises, where that is more than are raised one by one; null: it is not. */
export function gather(
	raised: readonly Raised[],
	subdistrictOf: (feature: string) => string | null,
	rules: RuleSet
): Gathered | null {
	if (raised.length <= alertTable(rules).gathering.most.value) return null;
	const gathered: Gathered = { level: 'orange', all: noAlerts(), bySubdistrict: {} };
	for (const one of raised) {
		if (codeOf(one.level) > codeOf(gathered.level)) gathered.level = one.level;
		count(gathered.all, one);
		const subdistrict = subdistrictOf(one.feature);
		if (subdistrict !== null) count((gathered.bySubdistrict[subdistrict] ??= noAlerts()), one);
	}
	return gathered;
}

/** The sum of some of them. */
export function sumOf(tallies: readonly Tally[]): Tally {
	const sum = noAlerts();
	for (const tally of tallies) for (const key of Object.keys(sum) as (keyof Tally)[]) sum[key] += tally[key];
	return sum;
}

/** All that a tally counts. */
export function totalOf({ red, orange, violation, danger }: Tally): number {
	return red + orange + violation + danger;
}

function count(tally: Tally, { kind, level }: Raised): void {
	tally[kind === 'level' ? level : kind]++;
}

function noAlerts(): Tally {
	return { red: 0, orange: 0, violation: 0, danger: 0 };
}
