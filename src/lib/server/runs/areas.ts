import { indexShapes, type ShapeIndex } from '../../geo/nearby.ts';
import { selectShapes } from '../../geo/select-shapes.ts';
import { AREA, type Shapes } from '../../geo/shapes.ts';
import { LAYER_IDS } from '../../risk/layer.ts';
import type { DistrictColumns } from '../../risk/district.ts';
import type { Areas } from '../../risk/zoning/grid.ts';

/** The district's outline and its subdistricts, found in the area layer. */
export interface DistrictAreas extends Areas {
	/** Ids and names of the subdistricts, in the order of their shapes. */
	ids: string[];
	names: string[];
	index: ShapeIndex;
	/** Where the outline came from: the district's own area, its subdistricts joined, or the box of all features. */
	outline: 'district' | 'subdistricts' | 'box';
}

/**
 * The areas that a run zones by. A subdistrict (or, without any, the district) is assessed when it says when it last was:
 * only then is a place that nothing touches blue.
 */
export function areasOf(columns: DistrictColumns): DistrictAreas {
	const { ids, names, attributes, shapes } = columns.area;
	const ofKind = (kind: string) =>
		Uint32Array.from(ids.keys()).filter((i) => attributes[i].kind === kind && shapes.kind[i] === AREA);
	const districtAt = ofKind('district');
	const subdistrictAt = ofKind('subdistrict');
	const subdistricts = selectShapes(shapes, subdistrictAt);
	const isAssessed = (i: number) => typeof attributes[i].lastAssessed === 'string';
	const outline = districtAt.length > 0 ? 'district' : subdistrictAt.length > 0 ? 'subdistricts' : 'box';
	return {
		district:
			outline === 'district'
				? selectShapes(shapes, districtAt)
				: outline === 'subdistricts'
					? subdistricts
					: boxOfAll(columns),
		districtAssessed: [...districtAt].some(isAssessed),
		subdistricts,
		subdistrictAssessed: Uint8Array.from(subdistrictAt, (i) => (isAssessed(i) ? 1 : 0)),
		ids: Array.from(subdistrictAt, (i) => ids[i]),
		names: Array.from(subdistrictAt, (i) => names[i] ?? ids[i]),
		index: indexShapes(subdistricts),
		outline
	};
}

/** A metre around everything there is, as one rectangle. */
function boxOfAll(columns: DistrictColumns): Shapes {
	let [minX, minY, maxX, maxY] = [Infinity, Infinity, -Infinity, -Infinity];
	for (const layer of LAYER_IDS) {
		const { box, count } = columns[layer].shapes;
		for (let i = 0; i < count; i++) {
			minX = Math.min(minX, box[4 * i] - 1);
			minY = Math.min(minY, box[4 * i + 1] - 1);
			maxX = Math.max(maxX, box[4 * i + 2] + 1);
			maxY = Math.max(maxY, box[4 * i + 3] + 1);
		}
	}
	return {
		count: 1,
		kind: Uint8Array.of(AREA),
		partStart: Uint32Array.of(0, 1),
		vertexStart: Uint32Array.of(0, 5),
		hole: Uint8Array.of(0),
		xy: Float64Array.of(minX, minY, maxX, minY, maxX, maxY, minX, maxY, minX, minY),
		box: Float64Array.of(minX, minY, maxX, maxY)
	};
}
