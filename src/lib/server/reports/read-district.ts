import type { Geometry } from 'geojson';
import type { FindingItem, SegmentItem, Some } from '../../api.ts';
import type { Sight } from '../access/sight.ts';
import type { Queryable } from '../db/database.ts';
import { listFindings } from '../findings/list.ts';
import { readRiskList } from '../lists/read.ts';
import { readRun } from '../runs/latest.ts';
import { listSegments } from '../segments/list.ts';
import { readZones } from '../zones/zones.ts';
import type { DistrictInput } from './district-input.ts';
import type { MapArea } from './district-map.ts';
import type { Language } from './document.ts';

/** Rows of one question, and the most that a report takes of findings and of segments (系统设定). */
const PAGE = 1000;
const MOST = 20_000;

export interface DistrictOrder {
	district: string;
	/** The moment it is asked for, ISO 8601. */
	at: string;
	/** The day against which an inspection is overdue, `2026-11-23`. */
	today: string;
	asker: string | null;
	language: Language;
}

/** What the report on a district's newest run is made of, as it is seen; null while there is no run. */
export async function readDistrictInput(
	db: Queryable,
	sight: Sight,
	{ district, at, today, asker, language }: DistrictOrder
): Promise<DistrictInput | null> {
	const run = await readRun(db, sight, district);
	const list = await readRiskList(db, sight, district, today);
	if (run === null || list === null) return null;
	const { rows } = await db.query<{ name: string; metric_srid: number; fictional: boolean }>(
		'select name, metric_srid, fictional from district where code = $1',
		[district],
		1
	);
	const [{ name, metric_srid: metricSrid, fictional }] = rows;
	const zones = await readZones(db, sight, district, run.id);
	const levels = new Map(run.subdistricts.map((one) => [one.id, one.level]));
	return {
		district: { code: district, name, metricSrid, fictional },
		at,
		asker,
		run,
		zones: zones.features.map(({ geometry, properties }) => ({ level: properties.level, geometry })),
		areas: await readAreas(db, district, levels),
		list,
		broken: await readBroken(db, sight, district),
		segments: await readSegments(db, sight, district),
		language
	};
}

/** The borders of the district and its subdistricts: they stand on everybody's map, the levels of one's own only. */
async function readAreas(
	db: Queryable,
	district: string,
	levels: ReadonlyMap<string, MapArea['level']>
): Promise<MapArea[]> {
	const { rows } = await db.query<{ id: string; kind: MapArea['kind']; name: string | null; geometry: string }>(
		`select id, attributes ->> 'kind' as kind, name, ST_AsGeoJSON(geom, 7) as geometry from feature
		where district = $1 and layer = 'area' and attributes ->> 'kind' in ('district', 'subdistrict') order by id`,
		[district]
	);
	return rows.map(({ id, kind, name, geometry }) => ({
		kind,
		name: name ?? id,
		level: levels.get(id) ?? null,
		geometry: JSON.parse(geometry) as Geometry
	}));
}

async function readBroken(db: Queryable, sight: Sight, district: string): Promise<Some<FindingItem>> {
	const items: FindingItem[] = [];
	let after: number | undefined;
	for (;;) {
		const page = await listFindings(db, sight, { district, state: 'broken', limit: PAGE, after });
		items.push(...page.items);
		if (page.next === null || items.length >= MOST) return { total: page.total, items };
		after = page.next;
	}
}

async function readSegments(db: Queryable, sight: Sight, district: string): Promise<Some<SegmentItem>> {
	const items: SegmentItem[] = [];
	let after: string | undefined;
	for (;;) {
		const page = await listSegments(db, sight, { district, limit: PAGE, after });
		items.push(...page.items);
		if (page.next === null || items.length >= MOST) return { total: page.total, items };
		after = page.next;
	}
}
