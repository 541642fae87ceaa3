import type { Words } from '../../risk/words.ts';
import { boundsOf, type Box } from '../../geo/bounds.ts';
import { crsOfTable, type TableCrs } from './crs-of-table.ts';
import type { DistrictArea, Mapping } from './mapping.ts';
import { pause } from './pause.ts';
import type { Reading, Table } from './row.ts';

/** What a first look at a file tells, before anything is converted or stored. */
export interface Survey {
	rows: number;
	tables: { table: Table; crs: TableCrs }[];
	/** Longitude, latitude of the middle of each row that has a geometry. */
	middles: [number, number][];
	/** Longitude and latitude of all rows. */
	box: Box;
	/** The area of the district where the file holds one, its middle in longitude and latitude. */
	district: (DistrictArea & { middle: [number, number] }) | null;
	notes: Words[];
}

const PAUSE_EVERY = 2000;

/**
 * Reads every row once: counts, coordinate systems, where the data lies, and the district it holds. Throws a
 * FileRefused for a table whose coordinate system is not known.
 */
export async function surveyRows(
	file: string,
	reading: Reading,
	mapping: Mapping,
	givenCrs: string | null
): Promise<Survey> {
	const survey: Survey = { rows: 0, tables: [], middles: [], box: emptyBox(), district: null, notes: [] };
	for (const table of reading.tables) {
		const boxes: Box[] = [];
		const whole = emptyBox();
		for await (const row of table.rows()) {
			if (++survey.rows % PAUSE_EVERY === 0) await pause();
			mapping.look(row, table.name);
			if (row.geometry === null) continue;
			const box = boundsOf(row.geometry);
			boxes.push(box);
			extend(whole, box[0], box[1]);
			extend(whole, box[2], box[3]);
		}
		const crs = crsOfTable(file, table, givenCrs, whole);
		survey.tables.push({ table, crs });
		survey.notes.push(...table.notes);
		if (crs.note !== null) survey.notes.push(crs.note);
		for (const box of boxes) {
			const middle = middleOf(box, crs);
			if (middle === null) continue;
			survey.middles.push(middle);
			extend(survey.box, ...middle);
		}
	}
	const district = mapping.district();
	const home = survey.tables.find(({ table }) => table.name === district?.table);
	const middle = district === null || home === undefined ? null : middleOf(district.box, home.crs);
	if (district !== null && middle !== null) survey.district = { ...district, middle };
	return survey;
}

/** The middle of a box as longitude and latitude; null where it lies outside its CRS (the row is refused later). */
function middleOf(box: Box, { crs, swapped }: TableCrs): [number, number] | null {
	const x = (box[0] + box[2]) / 2;
	const y = (box[1] + box[3]) / 2;
	try {
		const [lng, lat] = swapped ? crs.toLngLat(y, x) : crs.toLngLat(x, y);
		return Math.abs(lng) <= 180 && Math.abs(lat) <= 90 ? [lng, lat] : null;
	} catch {
		return null;
	}
}

function emptyBox(): Box {
	return [Infinity, Infinity, -Infinity, -Infinity];
}

function extend(box: Box, x: number, y: number): void {
	if (x < box[0]) box[0] = x;
	if (y < box[1]) box[1] = y;
	if (x > box[2]) box[2] = x;
	if (y > box[3]) box[3] = y;
}
