import type { DutyRankingAnswer, DutySheetAnswer, RankedItem } from '../../duties/api.ts';
import { districtDay } from '../../risk/dangers/district-day.ts';
import type { Bearer, DutyRecord } from '../../risk/duties/calendar.ts';
import { daysAfter } from '../../risk/duties/day-count.ts';
import { holidaysOf } from '../../risk/duties/holidays.ts';
import { periodAround, type Period } from '../../risk/duties/period.ts';
import { consequenceOf, rankGroups, rankingFormula, type RankedGroup } from '../../risk/duties/ranking.ts';
import { dutySheet, type DutyCount, type DutySheet } from '../../risk/duties/sheet.ts';
import { dutyRoles, dutyTable } from '../../risk/duties/table.ts';
import type { RuleSet } from '../../risk/rule-set.ts';
import type { Confidence } from '../../risk/words.ts';
import { EVERYTHING, mustSeeAllRows, type Sight } from '../access/sight.ts';
import { SYSTEM } from '../access/who.ts';
import type { Queryable } from '../db/database.ts';
import { currentRuleSet } from '../rules/rule-sets.ts';
import { subdistrictNames } from '../sheets/send-sheet.ts';
import { bearerOf, readBearers } from './bearers.ts';

/** Everything that duties of a district are counted from. */
interface Counted {
	rules: RuleSet;
	today: string;
	bearers: Bearer[];
	records: DutyRecord[];
	names: ReadonlyMap<string, string>;
}

async function readCounted(db: Queryable, district: string, now: Date): Promise<Counted> {
	const rules = await currentRuleSet(db, district);
	const known = new Set(dutyRoles(rules).map(({ id }) => id));
	const bearers = await readBearers(db, { ...SYSTEM, sight: EVERYTHING }, district);
	const { rows } = await db.query<DutyRecord>(
		`select duty, bearer as person, day, count from duty_record where district = $1 and withdrawn_at is null`,
		[district]
	);
	return {
		rules,
		today: districtDay(now, rules),
		bearers: bearers.map((one) => bearerOf(one, known)),
		records: rows,
		names: await subdistrictNames(db, district)
	};
}

function sheetOf(period: Period, { bearers, records, today, names, rules }: Counted): DutySheet {
	const sheet = dutySheet(period, bearers, records, { today, holidays: holidaysOf(rules) }, rules);
	const named = (one: DutyCount) => ({
		...one,
		group: one.group === null ? null : (names.get(one.group) ?? one.group)
	});
	return { ...sheet, subdistricts: sheet.subdistricts.map(named) };
}

/** The sheet of a month (`2026-11`; absent: this one). Throws an AnswerError 403 for who does not see the whole district. */
export async function readDutySheet(
	db: Queryable,
	sight: Sight,
	district: string,
	month?: string,
	now = new Date()
): Promise<DutySheetAnswer> {
	mustSeeAllRows(sight);
	const counted = await readCounted(db, district, now);
	const period = periodAround('month', month === undefined ? counted.today : `${month}-01`);
	return { district, today: counted.today, ...sheetOf(period, counted) };
}

/** The ranking of a quarter (`2026Q4`; absent: this one). Throws an AnswerError 403 as the sheet does. */
export async function readDutyRanking(
	db: Queryable,
	sight: Sight,
	district: string,
	quarter?: string,
	now = new Date()
): Promise<DutyRankingAnswer> {
	mustSeeAllRows(sight);
	const counted = await readCounted(db, district, now);
	const { rules, today } = counted;
	const period = periodAround('quarter', quarter === undefined ? today : firstDayOf(quarter));
	const { ranking } = dutyTable(rules);
	// As far back as a consequence reaches: named once more than that changes nothing.
	const longest = Math.max(...ranking.consequences.rows.map(({ inRow }) => inRow));
	const quarters = [period];
	while (quarters.length < longest) quarters.push(periodAround('quarter', daysAfter(quarters.at(-1)!.from, -1)));
	const sheets = quarters.map((one) => sheetOf(one, counted));
	const ranked = (of: 'departments' | 'subdistricts') => {
		const [now, ...before] = sheets.map((sheet) =>
			rankGroups(
				sheet[of].filter(({ group }) => group !== null),
				rules
			)
		);
		return now.map((one) => withRow(one, before, rules));
	};
	return {
		district,
		today,
		quarter: quarterOf(period),
		period,
		isRunning: today <= period.to,
		departments: ranked('departments'),
		subdistricts: ranked('subdistricts'),
		formula: rankingFormula(rules),
		clause: `${ranking.standard} ${ranking.clause}`,
		confidence: ranking.confidence as Confidence,
		consequences: ranking.consequences.rows
	};
}

/** How often in a row a group is named, and what follows. */
function withRow(one: RankedGroup, before: readonly RankedGroup[][], rules: RuleSet): RankedItem {
	let inRow = 0;
	for (let at: RankedGroup | undefined = one, i = 0; at?.standing === 'named'; i++) {
		inRow++;
		at = before[i]?.find(({ group }) => group === one.group);
	}
	return { ...one, inRow, consequence: inRow === 0 ? null : consequenceOf(inRow, rules) };
}

function firstDayOf(quarter: string): string {
	const month = (Number(quarter.slice(5)) - 1) * 3 + 1;
	return `${quarter.slice(0, 4)}-${String(month).padStart(2, '0')}-01`;
}

function quarterOf({ from }: Period): string {
	return `${from.slice(0, 4)}Q${(Number(from.slice(5, 7)) + 2) / 3}`;
}
