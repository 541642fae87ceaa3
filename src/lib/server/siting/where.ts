import * as v from 'valibot';
import { unprojectGeometry } from '../../geo/densify.ts';
import { planeOf } from '../../geo/plane.ts';
import type { WhereAnswer } from '../../siting/api.ts';
import { mustSeeAllRows } from '../access/sight.ts';
import type { Who } from '../access/who.ts';
import type { Database } from '../db/database.ts';
import { localDay } from '../local-day.ts';
import { useGround } from './grounds.ts';
import { checkOrder, orderSchema } from './order.ts';

export const whereOrder = v.object({
	district: orderSchema.entries.district,
	parcel: orderSchema.entries.parcels.pipe[0].item,
	proposal: orderSchema.entries.proposal,
	cellM: v.pipe(v.number(), v.minValue(25), v.maxValue(500))
});

/**
 * Where in the district a parcel's footprint may stand by the rules and data of now, and the nearest place that passes.
 * Throws an AnswerError as askSiting does.
 */
export async function askWhere(
	db: Database,
	who: Who,
	{ district, parcel, proposal, cellM }: v.InferOutput<typeof whereOrder>
): Promise<WhereAnswer> {
	mustSeeAllRows(who.sight);
	return useGround(db, district, localDay(new Date()), async (ground) => {
		const plane = planeOf(ground.state.metric_srid);
		const { order, parcels } = checkOrder({ district, parcels: [parcel], proposal }, plane, ground.rules);
		const { raster, nearest, unasked } = await ground.where(order.proposal, parcels[0], cellM);
		const { west, south, columns, rows } = raster;
		const [east, north] = [west + columns * cellM, south + rows * cellM];
		const corners = [
			[west, north],
			[east, north],
			[east, south],
			[west, south]
		] as const;
		return {
			cellM,
			columns,
			rows,
			corners: corners.map(([x, y]) => plane.unproject(x, y)),
			cells: Buffer.from(raster.cells).toString('base64'),
			areaM2: raster.areaM2,
			unasked,
			nearest: nearest === null ? null : { ...nearest, geometry: unprojectGeometry(nearest.geometry, plane) }
		};
	});
}
