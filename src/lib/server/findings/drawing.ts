import type { Geometry } from 'geojson';
import type { FindingDrawing } from '../../api.ts';
import { overlapOf, stripAround } from '../../geo/strip.ts';
import { seenFinding } from '../access/seen-finding.ts';
import type { Sight } from '../access/sight.ts';
import type { Queryable } from '../db/database.ts';
import { latestRun } from '../runs/latest.ts';

/**
 * The strip and the overlap of one finding of the newest run, where it is of a pair; `null` when there is no such finding
 * that is seen. Nothing is drawn from an end that is not.
 */
export async function drawFinding(
	db: Queryable,
	sight: Sight,
	district: string,
	id: number
): Promise<FindingDrawing | null> {
	const run = await latestRun(db, district);
	const params: unknown[] = [district, run ?? 0, id];
	const seen = seenFinding(sight, district, (value) => `$${params.push(value)}`);
	const { rows } = await db.query<{ required_m: number | null; source: string | null; target: string | null }>(
		`select x.required_m, ST_AsGeoJSON(s.geom, 9) as source, ST_AsGeoJSON(t.geom, 9) as target
		from finding x
		left join feature s on s.district = x.district and s.id = x.source and ${seen.source}
		left join feature t on t.district = x.district and t.id = x.target and ${seen.target}
		where x.district = $1 and x.run = $2 and x.id = $3 and ${seen.finding}`,
		params
	);
	if (rows.length === 0) return null;
	const [{ required_m: requiredM, source, target }] = rows;
	if (requiredM === null || source === null || target === null) return { strip: null, overlap: null };
	const strip = stripAround(JSON.parse(source) as Geometry, requiredM);
	return { strip, overlap: strip === null ? null : overlapOf(strip, JSON.parse(target) as Geometry) };
}
