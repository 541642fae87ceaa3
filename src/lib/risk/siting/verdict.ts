import { VERDICTS, type SiteFinding, type Verdict } from './answer.ts';

/** Causes of an undecided finding that an application, a document or a notice settles. */
const GRANTED = ['approval-missing', 'below-range'];

/**
 * How a finding counts in the verdict. What a mandatory rule forbids is a veto; what a recommended standard or a choice
 * of this house finds broken needs a review first; what lies within the accuracy of the positions, or lacks something,
 * cannot be decided.
 */
export function countOf({ state, force, cause }: Pick<SiteFinding, 'state' | 'force' | 'cause'>): Verdict {
	if (state === 'met') return 'clear';
	if (state === 'broken') return force === 'mandatory' ? 'veto' : 'conditional';
	if (state === 'undecided' && cause !== null && GRANTED.includes(cause.code)) return 'conditional';
	return 'undecided';
}

/** The worst of several; `clear` of none. */
export function worstVerdict(verdicts: Iterable<Verdict>): Verdict {
	let worst: Verdict = 'clear';
	for (const verdict of verdicts) if (VERDICTS.indexOf(verdict) < VERDICTS.indexOf(worst)) worst = verdict;
	return worst;
}
