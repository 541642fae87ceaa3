import type { Units } from '../../api.ts';
import type { LayerId } from '../../risk/layer.ts';
import { codeOf, type Level } from '../../risk/level.ts';
import { seenCondition, type Sight } from '../access/sight.ts';
import type { Queryable } from '../db/database.ts';
import { POINT_ON } from '../features/list.ts';
import { latestRun } from '../runs/latest.ts';

/** Layers whose features the map shows as points; the others are drawn from tiles. */
const POINT_LAYERS: readonly LayerId[] = ['enterprise', 'hazard_source', 'protection_target', 'emergency_resource'];

/** Every unit that is seen and that the map shows as a point, as columns, best first so that the worst is drawn on top. */
export async function readUnits(db: Queryable, sight: Sight, district: string): Promise<Units> {
	const run = await latestRun(db, district);
	const params: unknown[] = [district, run ?? 0, POINT_LAYERS];
	const columns = { district: 'f.district', id: 'f.id', layer: 'f.layer' };
	const seen = seenCondition(sight, district, columns, (value) => `$${params.push(value)}`);
	const { rows } = await db.query<{
		id: string;
		layer: LayerId;
		name: string | null;
		level: Level | null;
		lng: number;
		lat: number;
	}>(
		`select f.id, f.layer, f.name, a.level, ST_X(${POINT_ON}) as lng, ST_Y(${POINT_ON}) as lat
		from feature f left join assessment a on a.district = f.district and a.run = $2 and a.feature = f.id
		where f.district = $1 and f.layer = any($3::text[]) and ${seen} order by f.id`,
		params
	);
	const sorted = rows.map((row) => ({ ...row, code: codeOf(row.level) })).sort((a, b) => a.code - b.code);
	return {
		id: sorted.map((row) => row.id),
		layer: sorted.map((row) => row.layer),
		name: sorted.map((row) => row.name),
		level: sorted.map((row) => row.code),
		lng: sorted.map((row) => round(row.lng)),
		lat: sorted.map((row) => round(row.lat))
	};
}

/** Seven decimals of a degree are a centimetre: enough to draw, and short to send. */
function round(degree: number): number {
	return Math.round(degree * 1e7) / 1e7;
}
