import type { SegmentItem, SegmentPage } from '../../api.ts';
import { stretchText } from '../../risk/hca/chainage.ts';
import type { HcaClass, HcaItem } from '../../risk/hca/hca.ts';
import type { Level } from '../../risk/level.ts';
import { seenAmong } from '../access/seen-among.ts';
import { seenCondition, type Sight } from '../access/sight.ts';
import type { Queryable } from '../db/database.ts';
import { latestRun } from '../runs/latest.ts';

export interface SegmentFilter {
	district: string;
	pipeline?: string;
	class?: HcaClass;
	limit: number;
	/** `next` of the page before. */
	after?: string;
}

interface Row {
	pipeline: string;
	name: string | null;
	id: number;
	from_m: number;
	to_m: number;
	class: HcaClass;
	level: Level;
	items: HcaItem[];
	lng: number;
	lat: number;
	west: number;
	south: number;
	east: number;
	north: number;
}

/** A segment is seen with its pipeline. */
const PIPELINE = { district: 's.district', id: 's.pipeline', layer: `'pipeline'` };

/** Classes as numbers that sort the greatest consequence first. */
const RANK = `(case s.class when 'III' then 1 when 'II' then 2 else 3 end)`;

const COLUMNS = `s.pipeline, f.name, s.id, s.from_m, s.to_m, s.class, s.level, s.items,
	ST_XMin(s.geom) as west, ST_YMin(s.geom) as south, ST_XMax(s.geom) as east, ST_YMax(s.geom) as north,
	ST_X(p.at) as lng, ST_Y(p.at) as lat`;

/** The middle of the box, moved onto the segment: needs no GEOS. */
const JOINED = `segment s left join feature f on f.district = s.district and f.id = s.pipeline
	cross join lateral (select ST_ClosestPoint(s.geom, ST_SetSRID(ST_MakePoint(
		(ST_XMin(s.geom) + ST_XMax(s.geom)) / 2, (ST_YMin(s.geom) + ST_YMax(s.geom)) / 2), 4326)) as at) p`;

/** High consequence areas of the pipelines that are seen, in the newest run: the greatest class first, then by chainage. */
export async function listSegments(db: Queryable, sight: Sight, filter: SegmentFilter): Promise<SegmentPage> {
	const run = await latestRun(db, filter.district);
	if (run === null) return { items: [], next: null, total: 0 };
	const params: unknown[] = [filter.district, run];
	const bind = (value: unknown) => `$${params.push(value)}`;
	const where = ['s.district = $1', 's.run = $2', seenCondition(sight, filter.district, PIPELINE, bind)];
	if (filter.pipeline !== undefined) where.push(`s.pipeline = ${bind(filter.pipeline)}`);
	if (filter.class) where.push(`s.class = ${bind(filter.class)}`);
	const count = await db.query<{ total: number }>(
		`select count(*) as total from segment s where ${where.join(' and ')}`,
		[...params],
		1
	);
	if (filter.after !== undefined) {
		const [rank, id, pipeline] = readCursor(filter.after);
		where.push(`(${RANK}, s.pipeline, s.id) > (${bind(rank)}::integer, ${bind(pipeline)}::text, ${bind(id)}::integer)`);
	}
	const { rows } = await db.query<Row>(
		`select ${COLUMNS} from ${JOINED} where ${where.join(' and ')}
		order by ${RANK}, s.pipeline, s.id limit ${bind(filter.limit + 1)}::integer`,
		params
	);
	const shown = rows.slice(0, filter.limit);
	const last = shown.at(-1);
	return {
		items: await toItems(db, sight, filter.district, shown),
		next: rows.length > shown.length && last !== undefined ? cursorOf(last) : null,
		total: count.rows[0].total
	};
}

/** The high consequence areas that a run found along one pipeline, by chainage. */
export async function segmentsOf(
	db: Queryable,
	sight: Sight,
	district: string,
	run: number,
	pipeline: string
): Promise<SegmentItem[]> {
	const params: unknown[] = [district, run, pipeline];
	const seen = seenCondition(sight, district, PIPELINE, (value) => `$${params.push(value)}`);
	const { rows } = await db.query<Row>(
		`select ${COLUMNS} from ${JOINED} where s.district = $1 and s.run = $2 and s.pipeline = $3 and ${seen} order by s.id`,
		params
	);
	return toItems(db, sight, district, rows);
}

/** Of the features that a stretch passes, those that are seen are named. */
async function toItems(db: Queryable, sight: Sight, district: string, rows: readonly Row[]): Promise<SegmentItem[]> {
	const named = rows.flatMap(({ items }) => items.flatMap(({ features }) => features));
	const seen = await seenAmong(db, sight, district, named);
	return rows.map((row) => toItem(row, seen));
}

function toItem(row: Row, seen: ReadonlySet<string>): SegmentItem {
	return {
		pipeline: { id: row.pipeline, name: row.name },
		id: row.id,
		fromM: row.from_m,
		toM: row.to_m,
		chainage: stretchText({ fromM: row.from_m, toM: row.to_m }),
		class: row.class,
		level: row.level,
		items: row.items.map((item) => ({ ...item, features: item.features.filter((id) => seen.has(id)) })),
		at: [row.lng, row.lat],
		bbox: [row.west, row.south, row.east, row.north]
	};
}

const RANKS: Readonly<Record<HcaClass, number>> = { III: 1, II: 2, I: 3 };

function cursorOf(row: Row): string {
	return `${RANKS[row.class]} ${row.id} ${row.pipeline}`;
}

/** The form of a cursor: rank, number of the segment, pipeline. */
export const CURSOR = /^([123]) (\d{1,9}) (.{1,300})$/s;

/** Throws a RangeError for what is no `next` of a page. */
function readCursor(after: string): [rank: number, id: number, pipeline: string] {
	const parts = CURSOR.exec(after);
	if (parts === null) throw new RangeError(`"${after}" is not the end of a page of segments.`);
	return [Number(parts[1]), Number(parts[2]), parts[3]];
}
