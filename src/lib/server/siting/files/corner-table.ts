import type { Position } from 'geojson';
import { plainName } from '../../imports/columns.ts';
import { FileRefused, plainRow, type Row, type Table } from '../../imports/row.ts';
import { cornerRow } from './corner-row.ts';
import { PARCEL_LIMITS } from './limits.ts';
import { nameOf } from './parcel-name.ts';

/** Columns that number corners: a table that has one is of corners. */
const CORNER = [
	'点号',
	'界址点号',
	'界址点',
	'拐点号',
	'拐点编号',
	'拐点',
	'角点',
	'角点号',
	'点名',
	'corner',
	'vertex',
	'point',
	'pointno',
	'pointnumber',
	'pt'
];
/** Columns that number the rings of a parcel, the outer one first. */
const RING = ['圈号', '地块圈号', '环号', '环', 'ring', 'ringno'];

/**
 * A table of positions as a table of parcels. It is of corners where a column numbers them, where no column names
 * parcels, or where several rows share a name; then rows of one name are one parcel, in their order, and an empty name
 * or ring is that of the row above, as merged cells give it. Otherwise, or where rows hold shapes (WKT), a row is a
 * parcel. Reads the table whole.
 */
export async function parcelTable(table: Table): Promise<Table> {
	const rows: Row[] = [];
	for await (const row of table.rows()) {
		rows.push(row);
		if (rows.length > PARCEL_LIMITS.vertices) throw tooManyRows(table.name);
	}
	return { ...table, rows: () => (isOfCorners(rows) ? parcelsOf(rows) : rows) };
}

function isOfCorners(rows: readonly Row[]): boolean {
	const points = rows.filter(({ geometry }) => geometry !== null);
	if (points.some(({ geometry }) => geometry?.type !== 'Point')) return false;
	if (rows.some(({ properties }) => valueOf(properties, CORNER) !== null || valueOf(properties, RING) !== null))
		return true;
	const names = rows.map(({ properties }) => nameOf(properties));
	return names.includes(null) || new Set(names).size < names.length;
}

interface Corners {
	name: string | null;
	row: number;
	rings: Map<string, Position[]>;
	refused: Row['refused'];
}

function parcelsOf(rows: readonly Row[]): Row[] {
	const parcels = new Map<string | null, Corners>();
	let name: string | null = null;
	let ring = '1';
	for (const { number, properties, geometry, refused } of rows) {
		const named = nameOf(properties);
		const numbered = valueOf(properties, RING);
		if (named !== null && named !== name) ring = '1';
		name = named ?? name;
		ring = numbered ?? ring;
		let parcel = parcels.get(name);
		if (parcel === undefined) {
			parcel = { name, row: number, rings: new Map(), refused: null };
			parcels.set(name, parcel);
		}
		if (geometry?.type !== 'Point') {
			parcel.refused ??= lostCorner(number, refused);
			continue;
		}
		const corners = parcel.rings.get(ring);
		if (corners === undefined) parcel.rings.set(ring, [geometry.coordinates]);
		else corners.push(geometry.coordinates);
	}
	return [...parcels.values()].map(rowOf);
}

function rowOf({ name, row, rings, refused }: Corners): Row {
	const properties = name === null ? {} : { name };
	if (refused !== null) return { ...plainRow(row, properties, null), refused };
	return { ...plainRow(row, properties, null), ...cornerRow([...rings.values()], 'area') };
}

/** A corner that cannot be read refuses its parcel: without it the parcel would be another. */
function lostCorner(row: number, refused: Row['refused']): Row['refused'] {
	const why = refused?.text ?? { zh: '没有坐标。', en: 'It has no position.' };
	return {
		field: refused?.field ?? null,
		text: { zh: `第 ${row} 行的角点读不出：${why.zh}`, en: `The corner in row ${row} cannot be read: ${why.en}` }
	};
}

function valueOf(properties: Record<string, unknown>, columns: readonly string[]): string | null {
	for (const [column, value] of Object.entries(properties))
		if (columns.includes(plainName(column)) && (typeof value === 'string' || typeof value === 'number'))
			return String(value).trim();
	return null;
}

function tooManyRows(name: string): FileRefused {
	const most = PARCEL_LIMITS.vertices;
	return new FileRefused({
		zh: `${name} 超过 ${most} 行角点。请拆分成几个文件，或只保留地块的角点。`,
		en: `${name} has more than ${most} rows of corners. Split it, or keep the corners of parcels only.`
	});
}
