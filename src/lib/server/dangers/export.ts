import type { DangerFilter, DangerListKind } from '../../dangers/api.ts';
import { filterWords } from '../../dangers/filter-words.ts';
import { districtDay } from '../../risk/dangers/district-day.ts';
import { stateRowOf } from '../../risk/dangers/life.ts';
import type { Words } from '../../risk/words.ts';
import type { Who } from '../access/who.ts';
import { recordAlone } from '../audit/record.ts';
import type { Database, Queryable } from '../db/database.ts';
import { currentRuleSet } from '../rules/rule-sets.ts';
import type { Sheet, SheetFormat } from '../sheets/sheet.ts';
import { everyDanger } from './list.ts';
import { withheldFrom } from './seen.ts';
import { dangersSheet, measuresSheet, type SheetHead } from './sheet.ts';
import { readDangerList } from './three-lists.ts';

/** In which form a list is taken away, and in which language. */
export interface Taking {
	format: SheetFormat;
	language: 'zh' | 'en';
}

/** A list to be taken away as a file, and the day that stands on it. */
export interface Taken {
	sheet: Sheet;
	day: string;
}

const REGISTER: Words = { zh: '隐患台账', en: 'Register of hidden dangers' };

/** The register's filtered list as a sheet, with its deed. Throws what listDangers throws. */
export async function exportDangers(
	db: Database,
	who: Who,
	filter: DangerFilter & { district: string },
	taking: Taking,
	now = new Date()
): Promise<Taken> {
	const { district, ...asked } = filter;
	const rules = await currentRuleSet(db, district);
	const items = await everyDanger(db, who.sight, filter, now);
	const names = await namesOf(db, district, asked.subdistrict);
	const words = filterWords(asked, {
		state: (id) => stateRowOf(id, rules).name,
		subdistrict: (id) => names.subdistrict ?? id
	});
	const day = districtDay(now, rules);
	const head = headOf(REGISTER, names.district, words, items.length, day, who, taking);
	await noteTaken(db, who, district, 'dangers', { ...taking, rows: items.length, filter: asked });
	return { sheet: dangersSheet(items, head, rules), day };
}

/** One of the 三个清单 as a sheet, with its deed. */
export async function exportDangerList(
	db: Database,
	who: Who,
	asked: { district: string; feature?: string; kind: DangerListKind },
	taking: Taking,
	now = new Date()
): Promise<Taken> {
	const { district, feature, kind } = asked;
	const rules = await currentRuleSet(db, district);
	const list = await readDangerList(db, who.sight, asked, now);
	const names = await namesOf(db, district, undefined);
	const words = filterWords({ feature }, { state: (id) => stateRowOf(id, rules).name, subdistrict: (id) => id });
	const head = headOf(list.name, names.district, words, list.total, list.today, who, taking);
	await noteTaken(db, who, district, kind, { ...taking, rows: list.total, ...(feature && { feature }) });
	const sheet = kind === 'measures' ? measuresSheet(list.measures, head, rules) : dangersSheet(list.items, head, rules);
	return { sheet, day: list.today };
}

function headOf(
	title: Words,
	district: string,
	filter: Words,
	total: number,
	day: string,
	who: Who,
	{ language }: Taking
): SheetHead {
	const same = (text: string): Words => ({ zh: text, en: text });
	return {
		title,
		language,
		personsWithheld: withheldFrom(who.sight).length > 0,
		about: [
			[{ zh: '辖区', en: 'District' }, same(district)],
			[{ zh: '筛选', en: 'Filter' }, filter],
			[{ zh: '条数', en: 'Rows' }, same(String(total))],
			[{ zh: '日期', en: 'Day' }, same(day)]
		]
	};
}

async function noteTaken(db: Database, who: Who, district: string, object: string, after: object): Promise<void> {
	await recordAlone(db, { who, action: 'list.export', district, object, after });
}

/** Names that stand above a sheet; those of subdistricts are on everybody's map. */
async function namesOf(
	db: Queryable,
	district: string,
	subdistrict: string | undefined
): Promise<{ district: string; subdistrict: string | null }> {
	const { rows } = await db.query<{ district: string; subdistrict: string | null }>(
		`select d.name as district, f.name as subdistrict from district d
		left join feature f on f.district = d.code and f.id = $2 and f.layer = 'area' where d.code = $1`,
		[district, subdistrict ?? null]
	);
	return { district: rows[0]?.district ?? district, subdistrict: rows[0]?.subdistrict ?? null };
}
