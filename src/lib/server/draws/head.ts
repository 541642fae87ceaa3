import { districtDay } from '../../risk/dangers/district-day.ts';
import type { Queryable } from '../db/database.ts';
import { currentRuleSet } from '../rules/rule-sets.ts';
import { districtLine, subdistrictNames } from '../sheets/send-sheet.ts';
import type { Language, SheetHead } from './sheets.ts';

/** What the head of a sheet of a district says, on the day of today. */
export async function readHead(
	db: Queryable,
	district: string,
	language: Language,
	now = new Date()
): Promise<SheetHead> {
	const rules = await currentRuleSet(db, district);
	return {
		language,
		district: await districtLine(db, district),
		day: districtDay(now, rules),
		subdistricts: await subdistrictNames(db, district),
		fields: new Map(rules.tables.subjectFields.rows.map(({ no, name }) => [no, name]))
	};
}
