import type { Geometry } from 'geojson';
import { eachPosition } from '../../../geo/bounds.ts';
import { readCrs, type Crs } from '../../../geo/crs.ts';
import { GeoError } from '../../../geo/geo-error.ts';
import type { Words } from '../../../risk/words.ts';
import type { FileAnswer, FileParcel } from '../../../siting/api.ts';
import type { DistrictPlace } from './landing.ts';
import { placeParcel } from './place-parcel.ts';
import { FileRefused, type Row, type Table } from '../../imports/row.ts';
import { openSource } from '../../imports/source.ts';
import { crsOfRow } from './crs-of-row.ts';
import { openParcels } from './format.ts';
import { MOST_PARCELS, PARCEL_LIMITS, tooManyParcels, tooManyVertices } from './limits.ts';
import { nameOf } from './parcel-name.ts';

/**
 * The parcels of an uploaded file, in longitude and latitude. `crs` is what a person says of its coordinates (`gcj02`,
 * `EPSG:4547`, …) and goes before what the file states; null: not said. A row that cannot be taken is listed with what to
 * do, and the others are kept. Throws a FileRefused for a file that cannot be read as a whole: empty, too large, of
 * another format than its name, cut off, or with a `crs` that is not known.
 */
export async function readParcels(
	name: string,
	bytes: Uint8Array,
	{ district, crs }: { district: DistrictPlace; crs: string | null }
): Promise<FileAnswer> {
	const given = crs === null ? null : givenCrs(crs);
	if (bytes.byteLength > PARCEL_LIMITS.bytes) throw tooLarge(name, bytes.byteLength);
	const source = openSource({ name, bytes }, PARCEL_LIMITS);
	const reading = await openParcels(source, PARCEL_LIMITS);
	const answer: FileAnswer = { parcels: [], refused: [] };
	let vertices = 0;
	for (const table of reading.tables)
		for await (const row of table.rows()) {
			vertices += verticesOf(row);
			if (vertices > PARCEL_LIMITS.vertices) throw tooManyVertices(name);
			if (answer.parcels.length + answer.refused.length === MOST_PARCELS) throw tooManyParcels(name);
			const label = nameOf(row.properties) ?? row.key;
			const parcel = parcelOf(name, table, row, label, given, district);
			if ('refused' in parcel) answer.refused.push({ row: row.number, name: label, text: parcel.refused });
			else answer.parcels.push(parcel);
		}
	reading.close();
	if (answer.parcels.length + answer.refused.length === 0) throw noParcels(name);
	return answer;
}

function parcelOf(
	file: string,
	table: Table,
	row: Row,
	label: string | null,
	given: Crs | null,
	district: DistrictPlace
): FileParcel | { refused: Words } {
	if (row.refused !== null) return { refused: row.refused.text };
	if (row.geometry === null)
		return {
			refused: {
				zh: '没有图形。请补上坐标，或删去此行。',
				en: 'It has no shape. Give its coordinates, or delete the row.'
			}
		};
	const wrong = whyUnread(row.geometry);
	if (wrong !== null) return { refused: wrong };
	try {
		const found = crsOfRow(file, table, row.geometry, given, district);
		if ('refused' in found) return found;
		const placed = placeParcel(row.geometry, found.crs, table.axesUnclear ? 'unclear' : 'east-north', district);
		if ('refused' in placed) return placed;
		const notes = [
			...(found.note === null ? [] : [found.note]),
			...table.notes,
			...(row.mended ?? []).map(({ text }) => text),
			...(row.heights ? [HEIGHTS] : []),
			...placed.notes
		];
		return { name: label ?? `${table.name} ${row.number}`, row: row.number, ...placed, notes };
	} catch (error) {
		// What a single row states and nobody knows (a .prj on an old datum) is said of the row.
		if (error instanceof FileRefused || error instanceof GeoError) return { refused: error.words };
		throw error;
	}
}

/** Why the positions of a shape cannot be used: there are none, or one is no number; null: they can. */
function whyUnread(geometry: Geometry): Words | null {
	let point = 0;
	let wrong: number | null = null;
	eachPosition(geometry, (x, y) => {
		point++;
		if (!Number.isFinite(x) || !Number.isFinite(y)) wrong ??= point;
	});
	if (point === 0) return { zh: '没有坐标。请补全。', en: 'It has no coordinates. Give them.' };
	return wrong === null ? null : notNumbers(wrong);
}

function notNumbers(point: number): Words {
	return {
		zh: `第 ${point} 个点的坐标不是有效数字（NaN 或无穷）。请改正后重新上传。`,
		en: `Point ${point} has a coordinate that is not a finite number (NaN or infinite). Correct it and upload it again.`
	};
}

function givenCrs(text: string): Crs {
	try {
		return readCrs(text);
	} catch (cause) {
		if (!(cause instanceof GeoError)) throw cause;
		throw new FileRefused(cause.words, null, { cause });
	}
}

function verticesOf({ geometry }: Row): number {
	let vertices = 0;
	if (geometry !== null) eachPosition(geometry, () => vertices++);
	return vertices;
}

const HEIGHTS: Words = {
	zh: '坐标带高程，高程已略去：安全距离按平面距离核查。',
	en: 'Its coordinates have heights, which were left out: distances are measured in plan.'
};

const megabytes = (bytes: number) => `${Math.ceil(bytes / 1024 / 1024)} MB`;

function tooLarge(name: string, size: number): FileRefused {
	return new FileRefused({
		zh: `${name} 有 ${megabytes(size)}，地块文件最多 ${megabytes(PARCEL_LIMITS.bytes)}。请只保留要核查的地块后重新上传。`,
		en: `${name} has ${megabytes(size)}; a file of parcels has at most ${megabytes(PARCEL_LIMITS.bytes)}. Keep the parcels that are to be tested only and upload it again.`
	});
}

function noParcels(name: string): FileRefused {
	return new FileRefused({
		zh: `${name} 中没有地块。请检查导出时是否选中了图形。`,
		en: `${name} holds no parcel. Check that shapes were selected when it was exported.`
	});
}
