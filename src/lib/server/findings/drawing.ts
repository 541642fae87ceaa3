import type { Geometry } from 'geojson';
import type { FindingDrawing } from '../../api.ts';
import { overlapOf, stripAround } from '../../geo/strip.ts';
import type { Queryable } from '../db/database.ts';
import { latestRun } from '../runs/latest.ts';

/** The strip and the overlap of one finding of the newest run; `null` when there is no such finding of a pair. */
export async function drawFinding(db: Queryable, district: string, id: number): Promise<FindingDrawing | null> {
	const run = await latestRun(db, district);
	const { rows } = await db.query<{ required_m: number; source: string; target: string }>(
		`select x.required_m, ST_AsGeoJSON(s.geom, 9) as source, ST_AsGeoJSON(t.geom, 9) as target
		from finding x
		join feature s on s.district = x.district and s.id = x.source
		join feature t on t.district = x.district and t.id = x.target
		where x.district = $1 and x.run = $2 and x.id = $3 and x.required_m is not null`,
		[district, run ?? 0, id]
	);
	if (rows.length === 0) return null;
	const [row] = rows;
	const strip = stripAround(JSON.parse(row.source) as Geometry, row.required_m);
	return { strip, overlap: strip === null ? null : overlapOf(strip, JSON.parse(row.target) as Geometry) };
}
