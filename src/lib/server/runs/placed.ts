import { containing, indexShapes, type ShapeIndex } from '../../geo/nearby.ts';
import { pointOnSurface } from '../../geo/surface-point.ts';
import type { DistrictColumns } from '../../risk/district.ts';
import { LAYER_IDS, type LayerId } from '../../risk/layer.ts';
import type { DistrictAreas } from './areas.ts';

/** Where a feature counts: by the point on its surface, in the metric plane. */
export interface Placed {
	x: number;
	y: number;
	/** Position of the subdistrict; −1: it lies in none. */
	subdistrict: number;
	/** Positions of the parks. */
	parks: readonly number[];
}

const NOWHERE: readonly number[] = [];

/** Where every feature of a district counts, found once: a change to one feature moves no other. */
export class Places {
	readonly #areas: DistrictAreas;
	readonly #parks: ShapeIndex;
	readonly #of = new Map<LayerId, Placed[]>();

	constructor(columns: DistrictColumns, areas: DistrictAreas) {
		this.#areas = areas;
		this.#parks = indexShapes(columns.park.shapes);
		for (const layer of LAYER_IDS) {
			this.#of.set(
				layer,
				columns[layer].ids.map((_, i) => this.#place(columns, layer, i))
			);
		}
	}

	/** Those of a layer, in the order of its columns. */
	of(layer: LayerId): readonly Placed[] {
		return this.#of.get(layer)!;
	}

	/** Places feature i of a layer anew, after it moved. Areas and parks themselves must not move. */
	move(columns: DistrictColumns, layer: LayerId, i: number): void {
		this.#of.get(layer)![i] = this.#place(columns, layer, i);
	}

	#place(columns: DistrictColumns, layer: LayerId, i: number): Placed {
		const [x, y] = pointOnSurface(columns[layer].shapes, i);
		const [subdistrict = -1] = containing(x, y, this.#areas.index);
		const parks = containing(x, y, this.#parks);
		return { x, y, subdistrict, parks: parks.length === 0 ? NOWHERE : parks };
	}
}
