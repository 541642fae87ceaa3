import { perRuleSet, SHIPPED, type RuleSet, type RuleTables } from '../rule-set.ts';
import type { Confidence, Words } from '../words.ts';

/** Which numbers an item takes as in order; each where the document states one. */
export interface Limit {
	atLeast?: number;
	moreThan?: number;
	lessThan?: number;
	unit: string;
}

/** One item of data/rules/checklists.json: worded so that yes is in order and no is a hidden danger. */
export interface ItemRow {
	id: string;
	name: Words;
	on: boolean;
	photo: boolean;
	answer: 'yes_no' | 'number';
	/** Answers that can be: anything else is a slip of the hand. */
	range?: { min: number; max: number; unit: string };
	limit?: Limit;
	/** Kinds of enterprise that are asked; absent: all. */
	kinds?: string[];
	/** Criteria of major hidden dangers that a no may cite, set and number: `AQ3067:5.2.2`. */
	criteria: string[];
	source: { standard: string; clause: string; confidence: Confidence };
}

export interface ListRow {
	id: string;
	/** Number of the subject field. */
	no: number;
	name: Words;
	items: ItemRow[];
}

/**
 * The table of checklists of a rule set (data/rules/checklists.json). One that was made by an edition before there were
 * checklists has none: the one that is shipped is taken.
 */
export function checklistTable({ tables }: RuleSet): RuleTables['checklists'] {
	return (tables as Partial<RuleTables>).checklists ?? SHIPPED.tables.checklists;
}

/** The two items that every visit asks first (万盛 20 (29)), and the list of each subject field by its number. */
export const checklistRows: (rules: RuleSet) => { must: readonly ItemRow[]; byField: ReadonlyMap<number, ListRow> } =
	perRuleSet((_, rules) => {
		const { must, lists } = checklistTable(rules);
		const rows = lists as unknown as ListRow[];
		return { must: must as unknown as ItemRow[], byField: new Map(rows.map((row) => [row.no, row])) };
	});
