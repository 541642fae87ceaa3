import type { RuleSet } from '../rule-set.ts';
import type { Confidence, Words } from '../words.ts';
import type { DutyCount } from './sheet.ts';
import { dutyTable } from './table.ts';

export interface RankedGroup extends DutyCount {
	/** From 1; equal counts share a rank. `null`: nothing to rank. */
	rank: number | null;
	/** `commended`: among the first; `named`: among the last. */
	standing: 'commended' | 'named' | null;
}

/** What follows for a group that is named, by how many quarters in a row it was. */
export interface Consequence {
	inRow: number;
	name: Words;
	clause: string;
	confidence: Confidence;
}

/** How groups are ranked, to be shown beside the ranking. */
export function rankingFormula(rules: RuleSet): Words {
	const { commended, named } = dutyTable(rules).ranking;
	return {
		zh: `完成率 = 完成 ÷（完成 + 逾期），未到期的不计。完成率高者在前；相同时逾期少者在前，再相同时完成多者在前，仍相同则并列。前 ${commended.value} 位通报表扬，后 ${named.value} 位通报批评；并列者同样对待，已表扬的和没有逾期的不批评。`,
		en: `Rate = done / (done + overdue); what is not due yet does not count. The greater rate comes first, then fewer overdue, then more done; what is equal in all three shares a rank. The first ${commended.value} are commended and the last ${named.value} named; equals are treated alike, and nobody is named who is commended or has nothing overdue.`
	};
}

/**
 * The quarterly ranking by duties (柴桑区实施意见 (二十六)): best first, groups with nothing done or overdue at the end
 * without a rank. As many are commended and named as data/rules/duties.json says; those that share a rank with one of
 * them are too. Where there are so few groups that one would be both, it is commended; whoever has all done is not named.
 */
export function rankGroups(counts: readonly DutyCount[], rules: RuleSet): RankedGroup[] {
	const { commended, named } = dutyTable(rules).ranking;
	const ranked = counts.filter(({ rate }) => rate !== null).sort((a, b) => compare(a, b) || byName(a, b));
	const last = ranked[ranked.length - named.value] ?? ranked[0];
	const placed = ranked.map((one): RankedGroup => {
		const rank = ranked.findIndex((other) => compare(other, one) === 0) + 1;
		const isLast = compare(one, last) >= 0 && one.overdue > 0;
		return { ...one, rank, standing: rank <= commended.value ? 'commended' : isLast ? 'named' : null };
	});
	const rest = counts.filter(({ rate }) => rate === null).sort(byName);
	return [...placed, ...rest.map((one): RankedGroup => ({ ...one, rank: null, standing: null }))];
}

/** What follows when a group is named for so many quarters in a row; `null`: it is not named. The last row holds for more. */
export function consequenceOf(quartersInRow: number, rules: RuleSet): Consequence | null {
	const { consequences } = dutyTable(rules).ranking;
	const row = consequences.rows.filter(({ inRow }) => inRow <= quartersInRow).at(-1);
	if (row === undefined) return null;
	const { standard, clause, confidence } = consequences;
	return { inRow: row.inRow, name: row.name, clause: `${standard} ${clause}`, confidence: confidence as Confidence };
}

function compare(a: DutyCount, b: DutyCount): number {
	return b.rate! - a.rate! || a.overdue - b.overdue || b.done - a.done;
}

function byName(a: DutyCount, b: DutyCount): number {
	return (a.group ?? '\uffff') < (b.group ?? '\uffff') ? -1 : 1;
}
