import type { FeatureItem, FeaturePage } from '../../api.ts';
import type { LayerId } from '../../risk/layer.ts';
import type { Level } from '../../risk/level.ts';
import { seenFinding } from '../access/seen-finding.ts';
import { seenCondition, type Sight } from '../access/sight.ts';
import type { Queryable } from '../db/database.ts';
import { rulesOfRun } from '../rules/rule-sets.ts';
import { latestRun } from '../runs/latest.ts';
import { DANGER_STATE, UNRECORDED, type DangerState } from './danger.ts';
import { idsOfField } from './of-field.ts';

export interface FeatureFilter {
	district: string;
	/** Any of these. */
	layers?: readonly LayerId[];
	/** `none`: not assessed. */
	level?: Level | 'none';
	/**
	 * Only what the run graded, found a level for or not: what its summary counts. Of those that were taken away since, the
	 * total speaks too.
	 */
	graded?: boolean;
	/** In the standard's own words, `一级`; `none`: without one. */
	grade?: string;
	/** State of the major hidden danger on its register; `unrecorded`: it states one, and none is on record. */
	danger?: DangerState;
	/** Number of the subject field; of what the run graded. */
	field?: number;
	/** Part of the name or of the id. */
	q?: string;
	/** west, south, east, north in degrees. */
	bbox?: [number, number, number, number];
	/** Only features whose geometry meets this point. */
	at?: [number, number];
	id?: string;
	subdistrict?: string;
	limit: number;
	/** `next` of the page before. */
	after?: string;
}

interface Row {
	id: string;
	layer: LayerId;
	name: string | null;
	level: Level | null;
	grade: string | null;
	subdistrict: string | null;
	missing: string[] | null;
	lng: number;
	lat: number;
	broken: number;
	rank: number;
	total: number;
}

/** A level as a number that sorts worst first and not assessed last. */
const RANK = `(case a.level when 'red' then 1 when 'orange' then 2 when 'yellow' then 3 when 'blue' then 4 else 5 end)`;

/** Middle of the box, moved onto the feature: needs no GEOS, and is the middle itself where that lies inside. */
export const POINT_ON = `ST_ClosestPoint(f.geom,
	ST_SetSRID(ST_MakePoint((ST_XMin(f.geom) + ST_XMax(f.geom)) / 2, (ST_YMin(f.geom) + ST_YMax(f.geom)) / 2), 4326))`;

/** Features of a district that are seen, with their level in its newest run: worst first, then by id. */
export async function listFeatures(db: Queryable, sight: Sight, filter: FeatureFilter): Promise<FeaturePage> {
	const run = await latestRun(db, filter.district);
	const params: unknown[] = [filter.district, run ?? 0];
	const bind = (value: unknown) => `$${params.push(value)}`;
	const seen = { district: 'f.district', id: 'f.id', layer: 'f.layer' };
	const where = [seenCondition(sight, filter.district, seen, bind)];
	if (filter.layers) where.push(`${filter.graded ? 'a' : 'f'}.layer = any(${bind(filter.layers)}::text[])`);
	if (filter.level === 'none') where.push('a.level is null');
	else if (filter.level) where.push(`a.level = ${bind(filter.level)}`);
	if (filter.grade === 'none') where.push('a.grade is null');
	else if (filter.grade) where.push(`a.grade = ${bind(filter.grade)}`);
	if (filter.danger === 'unrecorded') where.push(UNRECORDED);
	else if (filter.danger) where.push(`${DANGER_STATE} = ${bind(filter.danger)}`);
	if (filter.field !== undefined) {
		const ids =
			run === null
				? []
				: await idsOfField(db, filter.district, run, await rulesOfRun(db, filter.district, run), filter.field);
		where.push(`f.id = any(${bind(ids)}::text[])`);
	}
	if (filter.subdistrict) where.push(`a.subdistrict = ${bind(filter.subdistrict)}`);
	if (filter.id !== undefined) where.push(`f.id = ${bind(filter.id)}`);
	if (filter.q) {
		const like = bind(`%${filter.q.replace(/[\\%_]/g, '\\$&')}%`);
		where.push(`(f.name ilike ${like} or f.id ilike ${like})`);
	}
	if (filter.bbox) {
		const corners = filter.bbox.map((degree) => `${bind(degree)}::double precision`).join(', ');
		where.push(`f.geom && ST_MakeEnvelope(${corners}, 4326)`);
	}
	if (filter.at) {
		const [lng, lat] = filter.at.map((degree) => `${bind(degree)}::double precision`);
		// A hundred-thousandth of a degree, about a metre: a click on a line or a point counts.
		where.push(`ST_DWithin(f.geom, ST_SetSRID(ST_MakePoint(${lng}, ${lat}), 4326), 0.00001)`);
	}
	const filtered = where.join(' and ');
	const page = [filtered, 'f.id is not null'];
	if (filter.after) {
		const [rank, id] = readCursor(filter.after);
		page.push(`(${RANK}, f.id) > (${bind(rank)}::integer, ${bind(id)}::text)`);
	}
	const { finding } = seenFinding(sight, filter.district, bind);
	const joined = filter.graded
		? `(select * from assessment where district = $1 and run = $2) a
			left join feature f on f.district = a.district and f.id = a.feature`
		: `(select * from feature where district = $1) f
			left join assessment a on a.district = f.district and a.run = $2 and a.feature = f.id`;
	const { rows } = await db.query<Row>(
		`with page as (
			select f.district, f.id, f.layer, f.name, f.geom, a.level, a.grade, a.subdistrict, a.missing, ${RANK} as rank
			from ${joined} where ${page.join(' and ')} order by rank, f.id limit ${bind(filter.limit + 1)}::integer
		)
		select f.id, f.layer, f.name, f.level, f.grade, f.subdistrict, f.missing, f.rank,
			ST_X(${POINT_ON}) as lng, ST_Y(${POINT_ON}) as lat,
			(select count(*) from finding x where x.district = f.district and x.run = $2 and x.state = 'broken'
				and x.source = f.id and ${finding})
			+ (select count(*) from finding x where x.district = f.district and x.run = $2 and x.state = 'broken'
				and x.target = f.id and ${finding}) as broken
		from page f order by f.rank, f.id`,
		params
	);
	const count = await db.query<{ total: number }>(
		`select count(*) as total from ${joined} where ${filtered}`,
		params.slice(0, highestBound(filtered)),
		1
	);
	const shown = rows.slice(0, filter.limit);
	const last = shown[shown.length - 1];
	return {
		items: shown.map(toItem),
		next: rows.length > shown.length ? `${last.rank} ${last.id}` : null,
		total: count.rows[0].total
	};
}

function toItem(row: Row): FeatureItem {
	return {
		id: row.id,
		layer: row.layer,
		name: row.name,
		level: row.level,
		grade: row.grade,
		subdistrict: row.subdistrict,
		at: [row.lng, row.lat],
		broken: row.broken,
		missing: row.missing ?? []
	};
}

function readCursor(after: string): [number, string] {
	const space = after.indexOf(' ');
	return [Number(after.slice(0, space)), after.slice(space + 1)];
}

/** The highest parameter that a piece of SQL names: a statement may bind no more than it uses; the join uses two. */
function highestBound(sql: string): number {
	return Math.max(2, ...[...sql.matchAll(/\$(\d+)/g)].map((match) => Number(match[1])));
}
