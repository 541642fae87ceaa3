import { joinShapes, selectShapes } from '../../geo/select-shapes.ts';
import type { DistrictColumns } from '../../risk/district.ts';
import { LAYER_IDS } from '../../risk/layer.ts';
import { codeOf } from '../../risk/level.ts';
import type { ZoningFeatures } from '../../risk/zoning/sources.ts';
import type { Assessment } from './result.ts';

/** The features that colour cells, as the zoning takes them, and their ids in the same order. */
export function columnsOfGraded(
	columns: DistrictColumns,
	assessments: readonly Assessment[]
): { features: ZoningFeatures; ids: string[] } {
	const colouring = new Map(
		assessments.filter((one) => one.level !== null && one.influence !== null).map((one) => [one.feature, one])
	);
	const chosen = LAYER_IDS.map((layer) => {
		const { ids, shapes } = columns[layer];
		const at: number[] = [];
		ids.forEach((id, i) => {
			if (colouring.has(id)) at.push(i);
		});
		return { shapes: selectShapes(shapes, Uint32Array.from(at)), ids: at.map((i) => ids[i]) };
	});
	const ids = chosen.flatMap((one) => one.ids);
	return {
		ids,
		features: {
			shapes: joinShapes(chosen.map((one) => one.shapes)),
			level: Uint8Array.from(ids, (id) => codeOf(colouring.get(id)!.level)),
			radiusM: Float64Array.from(ids, (id) => colouring.get(id)!.influence!.radiusM)
		}
	};
}
