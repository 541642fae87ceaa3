import * as v from 'valibot';
import type { Who } from '../access/who.ts';
import { recordAlone } from '../audit/record.ts';
import type { Database, Queryable } from '../db/database.ts';
import { SHEET_FORMATS, sheetResponse, type Sheet, type SheetFormat } from './sheet.ts';

/** In which file and language a list is taken away. */
export const sheetQuery = {
	format: v.optional(v.picklist(SHEET_FORMATS), 'xlsx'),
	language: v.optional(v.picklist(['zh', 'en'] as const), 'zh')
};

/** What is taken away, for the audit. */
export interface Taken {
	district: string;
	list: string;
	format: SheetFormat;
	/** To what the list is narrowed. */
	filter?: Record<string, unknown>;
}

/** Answers a sheet as a file, and leaves a deed: lists that are taken away are counted one by one. */
export async function sendSheet(db: Database, who: Who, taken: Taken, sheet: Sheet, day: string): Promise<Response> {
	const { district, list, format, filter = {} } = taken;
	await recordAlone(db, { who, action: 'list.export', district, object: list, after: { format, ...filter } });
	return sheetResponse(sheet, format, day);
}

/** The name of a district and its code, as the head of a sheet has it. */
export async function districtLine(db: Queryable, district: string): Promise<string> {
	const { rows } = await db.query<{ name: string }>('select name from district where code = $1', [district]);
	return rows.length === 0 ? district : `${rows[0].name} ${district}`;
}

/** Names of the subdistricts of a district by id. */
export async function subdistrictNames(db: Queryable, district: string): Promise<Map<string, string>> {
	const { rows } = await db.query<{ id: string; name: string }>(
		`select id, coalesce(name, id) as name from feature
		where district = $1 and layer = 'area' and attributes ->> 'kind' = 'subdistrict' order by id`,
		[district]
	);
	return new Map(rows.map(({ id, name }) => [id, name]));
}
