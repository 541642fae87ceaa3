import { planeFor } from '../../geo/plane.ts';
import type { Queryable } from '../db/database.ts';
import type { Box } from '../../geo/bounds.ts';
import { FileRefused } from './row.ts';
import type { Survey } from './survey.ts';

/** The district into which a file goes. */
export interface Destined {
	code: string;
	name: string;
	metricSrid: number;
	created: boolean;
}

interface Asked {
	/** Code given by the user. */
	district: string | null;
	/** Name for a district that is created. */
	name: string | null;
	file: string;
}

/** A file belongs to a district when at least this share of its rows lies in the district's box (系统设定). */
const SHARE_INSIDE = 0.5;

/**
 * The district of a file, its row locked until the end of the transaction: the one given, else the one whose area the
 * file holds, else the current one or the only one in whose box the data lies, else a new one named after the file
 * (or by `name`, which always means a new one here). A new one is measured in the plane of its middle. Throws a
 * FileRefused when several fit and none is current.
 */
export async function chooseDistrict(tx: Queryable, survey: Survey, asked: Asked): Promise<Destined> {
	const area = survey.district;
	if (asked.district !== null || area !== null) {
		const code = asked.district ?? slugOf(area?.code ?? area?.name ?? stem(asked.file));
		return (
			(await existing(tx, code)) ??
			create(tx, code, asked.name ?? area?.name ?? stem(asked.file), area?.middle ?? middleOf(survey.box))
		);
	}
	if (asked.name === null) {
		const code = await holder(tx, survey, asked.file);
		const found = code === null ? null : await existing(tx, code);
		if (found !== null) return found;
	}
	const name = asked.name ?? stem(asked.file);
	return (await existing(tx, slugOf(name))) ?? create(tx, slugOf(name), name, middleOf(survey.box));
}

async function existing(tx: Queryable, code: string): Promise<Destined | null> {
	const { rows } = await tx.query<{ code: string; name: string; metric_srid: number }>(
		'select code, name, metric_srid from district where code = $1 for no key update',
		[code]
	);
	const row = rows[0];
	return row === undefined ? null : { code: row.code, name: row.name, metricSrid: row.metric_srid, created: false };
}

async function create(tx: Queryable, code: string, name: string, middle: [number, number]): Promise<Destined> {
	const { srid } = planeFor(...middle);
	await tx.query('insert into district (code, name, metric_srid) values ($1, $2, $3)', [code, name, srid], 1);
	return { code, name, metricSrid: srid, created: true };
}

async function holder(tx: Queryable, survey: Survey, file: string): Promise<string | null> {
	const { rows } = await tx.query<{ code: string; name: string; is_current: boolean; box: string | null }>(
		`select d.code, d.name, d.code = (select value #>> '{}' from setting where key = 'current_district') as is_current,
			(select ST_Extent(f.geom)::text from feature f where f.district = d.code) as box
		 from district d order by d.code`
	);
	const fitting = rows.filter(({ box }) => box !== null && shareInside(survey.middles, parseBox(box)) >= SHARE_INSIDE);
	const current = fitting.find((row) => row.is_current);
	if (current !== undefined) return current.code;
	if (fitting.length <= 1) return fitting[0]?.code ?? null;
	const names = fitting.map(({ code, name }) => `${code} ${name}`);
	throw new FileRefused({
		zh: `${file} 的位置同时落在 ${names.join('、')} 的范围内。要导入哪个区？请用 --district 给出代码。`,
		en: `${file} lies in the boxes of ${names.join(', ')}. Into which district does it go? Give its code with --district.`
	});
}

function shareInside(middles: readonly [number, number][], box: Box): number {
	if (middles.length === 0) return 0;
	const inside = middles.filter(([lng, lat]) => lng >= box[0] && lat >= box[1] && lng <= box[2] && lat <= box[3]);
	return inside.length / middles.length;
}

/** `BOX(113.9 30.5,114.3 30.8)` */
function parseBox(text: string): Box {
	const numbers = text.match(/-?[\d.]+(?:e[+-]?\d+)?/gi)?.map(Number) ?? [];
	return [numbers[0], numbers[1], numbers[2], numbers[3]];
}

function middleOf(box: Box): [number, number] {
	return Number.isFinite(box[0]) ? [(box[0] + box[2]) / 2, (box[1] + box[3]) / 2] : [0, 0];
}

function stem(file: string): string {
	return file.replace(/(\.(geojson|shp|gpkg|csv|kml))?\.[^.]*$/i, '') || file;
}

/** Longest code of a district that addresses and commands take. */
const CODE_LENGTH = 40;

/** A code of letters and digits of any script, for a district that states none. */
function slugOf(name: string): string {
	return (
		name
			.normalize('NFKC')
			.toLowerCase()
			.replace(/[^\p{L}\p{N}]+/gu, '-')
			.replace(/^-+/, '')
			.slice(0, CODE_LENGTH)
			.replace(/-+$/, '') || 'district'
	);
}
