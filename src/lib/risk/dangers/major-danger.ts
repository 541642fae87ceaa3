import type { RuleSet } from '../rule-set.ts';
import type { Danger } from './danger.ts';
import { stateRowOf, type MajorDanger } from './life.ts';

type Standing = Pick<Danger, 'level' | 'state' | 'overdueSince' | 'recognisedAt'>;

/**
 * What a unit's attribute `majorDanger` has to be by the dangers on record: that of the worst which was recognised as major
 * and is not closed. `null`: none of them was ever recognised, so whatever the register of units says stands.
 */
export function majorDangerOf(dangers: readonly Standing[], rules: RuleSet): MajorDanger | null {
	const recognised = dangers.filter(({ level, recognisedAt }) => level === 'major' && recognisedAt !== null);
	if (recognised.length === 0) return null;
	const counted = recognised.map(({ state, overdueSince }) => {
		const { counts } = stateRowOf(state, rules);
		return counts !== null && overdueSince !== null ? 'overdue' : counts;
	});
	return WORST_FIRST.find((one) => counted.includes(one)) ?? 'none';
}

const WORST_FIRST = ['overdue', 'listed', 'open'] as const;
