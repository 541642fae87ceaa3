import type { Geometry } from 'geojson';
import type { Plane } from '../../geo/plane.ts';
import { repair } from '../../geo/validity.ts';
import type { Queryable } from '../db/database.ts';
import { invalidAmong } from '../features/store.ts';
import { boundsOf } from '../../geo/bounds.ts';
import { encode } from './place.ts';
import type { Prepared } from './prepare.ts';
import type { Ledger } from './report.ts';

/**
 * The features that the database holds for valid, so that no batch dies of a check: it is asked of all at once; what
 * it rejects is repaired and asked again, and refused when it is rejected still.
 */
export async function settleInvalid(
	tx: Queryable,
	chunk: Prepared[],
	plane: Plane,
	ledger: Ledger
): Promise<Prepared[]> {
	const doubtful = chunk.filter(({ geometry }) => canBeInvalid(geometry));
	const rejected = new Set((await invalidAmong(tx, doubtful)).map((i) => doubtful[i]));
	if (rejected.size === 0) return chunk;
	const valid = chunk.filter((feature) => !rejected.has(feature));
	const repaired: Prepared[] = [];
	for (const feature of rejected) {
		const { table, row } = feature;
		const outcome = repair(feature.geometry);
		if ('refused' in outcome) ledger.refuse({ table, row, field: 'geometry', text: outcome.refused });
		else repaired.push({ ...feature, geometry: outcome.geometry, ...encode(outcome.geometry, plane) });
	}
	if (repaired.length === 0) return valid;
	const again = new Set(await invalidAmong(tx, repaired));
	for (const [i, feature] of repaired.entries()) {
		const { table, row } = feature;
		if (again.has(i))
			ledger.refuse({
				table,
				row,
				field: 'geometry',
				text: {
					zh: '几何无效（自相交等），修复后数据库仍不接受。请在制图软件中修复后重新导入。',
					en: 'The geometry is invalid (it crosses itself, say) and the database rejects it even when repaired. Mend it in a GIS.'
				}
			});
		else {
			valid.push(feature);
			ledger.repair({
				table,
				row,
				field: 'geometry',
				text: { zh: '几何无效，已修复。', en: 'The geometry was invalid and was repaired.' }
			});
		}
	}
	return valid;
}

/** Degrees, a tenth of a millimetre: a shorter line can lose its length when it is projected. */
const SHORT = 1e-9;

/** Points, and lines with a length, are valid whatever they look like; the rest is asked. */
function canBeInvalid(geometry: Geometry): boolean {
	if (geometry.type === 'Point' || geometry.type === 'MultiPoint') return false;
	if (geometry.type !== 'LineString') return true;
	const [minX, minY, maxX, maxY] = boundsOf(geometry);
	return maxX - minX < SHORT && maxY - minY < SHORT;
}
