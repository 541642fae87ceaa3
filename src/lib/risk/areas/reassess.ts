import { monthsAfter } from '../day.ts';
import type { Level } from '../level.ts';
import type { RuleSet } from '../rule-set.ts';
import type { Words } from '../words.ts';

/** What is known of an area's own assessment. Days are `2026-11-23`. */
export interface Assessed {
	lastAssessed: string | null;
	/** The day stated by the register; null: none is. */
	nextDue: string | null;
	/** The reason on record for assessing it anew. */
	trigger: string | null;
}

/**
 * The day on which an area is due again: the one stated, else so many months after the last assessment (12 unless
 * `months` says otherwise; GB/T 42768-2023, 危险化学品安全法 Art 19 for chemical parks). `null` where neither is known.
 */
export function dueAgain({ lastAssessed, nextDue }: Assessed, rules: RuleSet, months?: number): string | null {
	if (nextDue !== null) return nextDue;
	if (lastAssessed === null) return null;
	return monthsAfter(lastAssessed, months ?? rules.tables.areaLevel.nextAssessment.months.value);
}

/**
 * What asks for an area to be assessed now (GB/T 42768-2023: yearly, and whenever something triggers it). Only what can
 * be known is said: whether a unit is newer than the last assessment is on no record.
 *
 * @param due what dueAgain gave
 * @param reds units of the area that are red
 * @param before level of the area in the run before; undefined: there was none
 */
export function triggersOf(
	area: Assessed,
	due: string | null,
	reds: number,
	level: Level | null,
	before: Level | null | undefined,
	today: string
): Words[] {
	const triggers: Words[] = [];
	if (area.lastAssessed === null) triggers.push({ zh: '从未评估', en: 'Never assessed' });
	if (due !== null && due < today) {
		triggers.push({ zh: `评估已于 ${due} 到期`, en: `The assessment was due on ${due}` });
	}
	if (reds > 0) triggers.push({ zh: `区内有 ${reds} 个红色单元`, en: `${reds} red units in it` });
	if (before !== undefined && before !== level) {
		triggers.push({
			zh: `等级与上一批次不同: 由${NAME_ZH[before ?? 'none']}变为${NAME_ZH[level ?? 'none']}`,
			en: `Its level is another than in the run before: ${before ?? 'none'}, now ${level ?? 'none'}`
		});
	}
	if (area.trigger !== null) triggers.push({ zh: `登记的原因: ${area.trigger}`, en: `On record: ${area.trigger}` });
	return triggers;
}

const NAME_ZH: Readonly<Record<Level | 'none', string>> = {
	red: '红色',
	orange: '橙色',
	yellow: '黄色',
	blue: '蓝色',
	none: '未评估'
};
