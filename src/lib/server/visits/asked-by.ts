import type { Checklist } from '../../risk/checklists/checklist.ts';
import { districtDay } from '../../risk/dangers/district-day.ts';
import type { RuleSet } from '../../risk/rule-set.ts';
import type { VisitOrder } from '../../rounds/api.ts';
import type { Queryable } from '../db/database.ts';
import { AnswerError } from '../http.ts';
import { readRuleSet, UnknownRuleSet } from '../rules/rule-sets.ts';
import { checklistOf, checklistOfId } from './checklist-of.ts';
import type { VisitedUnit } from './visited-unit.ts';

/**
 * The checklist that a phone filled in, by the version of the rules that it took along: that of the unit now, of the round
 * when it was planned, or of the visit so far; a shorter one is not the phone's to choose. Throws an AnswerError 422 naming
 * `checklist.version` where no such rules are kept, and `checklist.id` where the unit is asked by another list.
 */
export async function askedBy(
	tx: Queryable,
	{ checklist: { id, version }, startedAt }: VisitOrder,
	unit: VisitedUnit,
	visit: { checklist: { id: string } } | null
): Promise<{ rules: RuleSet; checklist: Checklist }> {
	const rules = await rulesOf(tx, version);
	const today = districtDay(new Date(startedAt), rules);
	const fitting = [checklistOf(unit, today, rules).id, unit.takenAlong, visit?.checklist.id];
	if (fitting.includes(id)) return { rules, checklist: checklistOfId(id, unit.attributes, today, rules) };
	throw new AnswerError(422, 'other-checklist', {
		zh: `checklist.id：此单元适用检查表 ${fitting[0]}，不是 ${id}。请重新打开此单元。`,
		en: `checklist.id: this unit is asked by ${fitting[0]}, not by ${id}. Open the unit again.`
	});
}

async function rulesOf(tx: Queryable, version: string): Promise<RuleSet> {
	try {
		return await readRuleSet(tx, version);
	} catch (error) {
		if (!(error instanceof UnknownRuleSet)) throw error;
		throw new AnswerError(422, 'other-rules', {
			zh: `checklist.version：没有规则版本 ${version}。请联网重新打开此单元。`,
			en: `checklist.version: there is no rule set ${version}. Open the unit again while there is a network.`
		});
	}
}
