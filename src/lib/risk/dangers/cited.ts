import type { RuleSet } from '../rule-set.ts';
import { citedCriterion } from '../standards/hidden-danger.ts';
import type { Words } from '../words.ts';
import type { Cited } from './danger.ts';
import { dangerLifeOf } from './life.ts';

/** What is wrong with criteria that are cited for a danger found on a day; `null`: nothing. */
export function faultOfCriteria(criteria: readonly Cited[], day: string, rules: RuleSet): Words | null {
	for (const { set, no } of criteria) {
		if (set === dangerLifeOf(rules).otherCriteria) {
			if (no.trim() === '') return { zh: '请写明所依据的标准和条款', en: 'say which standard and clause it rests on' };
			continue;
		}
		const found = citedCriterion({ set, no }, day, rules);
		if ('refused' in found) return found.refused;
	}
	return null;
}
