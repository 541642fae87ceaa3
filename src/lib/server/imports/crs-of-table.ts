import { looksLikeDegrees, readCrs, type Crs } from '../../geo/crs.ts';
import { GeoError } from '../../geo/geo-error.ts';
import type { Words } from '../../risk/words.ts';
import type { Box } from '../../geo/bounds.ts';
import { FileRefused, type Table } from './row.ts';

/** The coordinate system of a table, and whether its x and y stand the other way round. */
export interface TableCrs {
	crs: Crs;
	swapped: boolean;
	note: Words | null;
}

/**
 * The CRS given by the user, else the one the table states, else WGS 84 where the coordinates look like degrees, with a
 * note that they may be GCJ-02. Throws a FileRefused that asks the question where none of these answers it.
 */
export function crsOfTable(file: string, table: Table, given: string | null, box: Box): TableCrs {
	const stated = given ?? table.crs;
	if (stated !== null) {
		const crs = read(file, stated);
		const swapped = table.axesUnclear && !fits(crs, box) && fits(crs, [box[1], box[0], box[3], box[2]]);
		return { crs, swapped, note: swapped ? swappedNote(file, table.name) : null };
	}
	const wgs84 = readCrs('wgs84');
	if (!Number.isFinite(box[0])) return { crs: wgs84, swapped: false, note: null };
	const turned: Box = [box[1], box[0], box[3], box[2]];
	const swapped = table.axesUnclear && !looksLikeDegrees(box) && looksLikeDegrees(turned);
	if (!looksLikeDegrees(box) && !swapped) throw question(file, table, box);
	const assumed = {
		zh: `${file}：${table.name} 未注明坐标系，看似经纬度，按 WGS-84 读取。若来自国内地图，请指明坐标系：高德、腾讯为 gcj02（--crs gcj02），百度为 bd09（--crs bd09）。`,
		en: `${file}: ${table.name} states no CRS and looks like degrees: taken as WGS-84. If it comes from a Chinese web map name the CRS: gcj02 of Amap and Tencent (--crs gcj02), bd09 of Baidu (--crs bd09).`
	};
	return { crs: wgs84, swapped, note: swapped ? join(assumed, swappedNote(file, table.name)) : assumed };
}

function read(file: string, text: string): Crs {
	try {
		return readCrs(text);
	} catch (error) {
		if (!(error instanceof GeoError)) throw error;
		throw new FileRefused({ zh: `${file}：${error.words.zh}`, en: `${file}: ${error.words.en}` }, null, {
			cause: error
		});
	}
}

function fits(crs: Crs, box: Box): boolean {
	try {
		return [crs.toLngLat(box[0], box[1]), crs.toLngLat(box[2], box[3])].every(
			([lng, lat]) => Math.abs(lng) <= 180 && Math.abs(lat) <= 90
		);
	} catch {
		return false;
	}
}

function question(file: string, table: Table, box: Box): FileRefused {
	const [minX, minY, maxX, maxY] = box.map((value) => Math.round(value));
	const guess = guessOf(box);
	return new FileRefused({
		zh: `${file}：${table.name} 未注明坐标系，坐标（x ${minX}–${maxX}，y ${minY}–${maxY}）也不是经纬度。它是哪个坐标系？请用 --crs 回答，例如 ${guess.join('、')}。`,
		en: `${file}: ${table.name} states no CRS, and its coordinates (x ${minX} to ${maxX}, y ${minY} to ${maxY}) are not degrees. Which CRS is it? Answer with --crs, for example ${guess.join(', ')}.`
	});
}

/**
 * The CGCS2000 zone that an easting with the zone's two digits before it names (EPSG:4513 is zone 25), whichever of
 * x and y is the easting; null where neither has them.
 */
export function prefixedZoneOf([minX, minY]: Box): { code: number; widthDegrees: 3 | 6; zone: number } | null {
	for (const easting of [minX, minY]) {
		const zone = Math.floor(easting / 1e6);
		if (zone >= 25 && zone <= 45) return { code: 4488 + zone, widthDegrees: 3, zone };
		if (zone >= 13 && zone <= 23) return { code: 4478 + zone, widthDegrees: 6, zone };
	}
	return null;
}

/** Examples that fit. */
function guessOf(box: Box): string[] {
	const zone = prefixedZoneOf(box);
	if (zone !== null) return [`EPSG:${zone.code}（CGCS2000 ${zone.widthDegrees}° ${zone.zone}）`];
	return ['EPSG:4547（CGCS2000 3° 114°E）', 'EPSG:4526（CGCS2000 3° 38）', 'EPSG:32650（UTM 50N）', 'EPSG:3857'];
}

function swappedNote(file: string, table: string): Words {
	return {
		zh: `${file}：${table} 的 x 为北、y 为东（测量习惯），已按此读取。`,
		en: `${file}: x of ${table} is north and y is east, as surveyors write; it was read so.`
	};
}

function join(a: Words, b: Words): Words {
	return { zh: a.zh + b.zh, en: `${a.en} ${b.en}` };
}
