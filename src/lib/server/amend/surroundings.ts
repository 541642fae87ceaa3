import { pairsWithin, type ShapeIndex } from '../../geo/nearby.ts';
import { selectShapes } from '../../geo/select-shapes.ts';
import type { Shapes } from '../../geo/shapes.ts';
import { reachOf } from '../../risk/clearance/limit.ts';
import { anyRoleOf, layersOf } from '../../risk/clearance/role.ts';
import type { Rule } from '../../risk/clearance/rule.ts';
import type { DistrictColumns } from '../../risk/district.ts';
import { LAYER_IDS, type Attributes, type LayerId } from '../../risk/layer.ts';

/** How far rules look from the features of a district, metres. */
export class Reaches {
	/** The rules in which features of a layer can be sources. */
	readonly #rulesOf = new Map<LayerId, readonly Rule[]>();
	/** The greatest stated accuracy of any feature: a reach is that much longer. */
	#accuracyM = 0;
	/** The furthest that a feature of a layer looks as a source. */
	readonly #furthestM = new Map<LayerId, number>();

	constructor(columns: DistrictColumns, rules: readonly Rule[]) {
		for (const layer of LAYER_IDS) {
			const of = rules.filter((rule) => rule.asks === 'pair' && layersOf(rule.sources, rule.set).includes(layer));
			this.#rulesOf.set(layer, of);
		}
		for (const layer of LAYER_IDS) {
			for (const each of columns[layer].accuracyM) this.#accuracyM = Math.max(this.#accuracyM, each ?? 0);
		}
		for (const layer of LAYER_IDS) for (const each of columns[layer].attributes) this.take(layer, each);
	}

	/** Takes a feature into account. Reaches only grow: too far costs time, too near would cost findings. */
	take(layer: LayerId, attributes: Attributes): void {
		const reachM = this.ownM(layer, attributes);
		if (reachM > this.furthestM(layer)) this.#furthestM.set(layer, reachM);
	}

	/** How far a feature looks as a source, itself and its targets as inaccurate as any is. */
	ownM(layer: LayerId, attributes: Attributes): number {
		let furthest = 0;
		for (const rule of this.#rulesOf.get(layer)!) {
			if (anyRoleOf(rule.sources, layer, attributes, rule.set) === 'no') continue;
			furthest = Math.max(furthest, reachOf(rule, 2 * this.#accuracyM, attributes));
		}
		return furthest;
	}

	/** Whether a feature is no less accurate than the least accurate one. */
	covers(accuracyM: number | null): boolean {
		return (accuracyM ?? 0) <= this.#accuracyM;
	}

	furthestM(layer: LayerId): number {
		return this.#furthestM.get(layer) ?? 0;
	}
}

/** Positions in each layer's columns. */
export type Chosen = ReadonlyMap<LayerId, ReadonlySet<number>>;

/** Every feature that lies within its layer's reach of one of the shapes: `reachM(layer, k)` metres from shape k. */
export function around(
	columns: DistrictColumns,
	indexOf: (layer: LayerId) => ShapeIndex,
	shapes: Shapes,
	reachM: (layer: LayerId, k: number) => number,
	layers: readonly LayerId[] = LAYER_IDS
): Map<LayerId, Set<number>> {
	const chosen = new Map<LayerId, Set<number>>();
	for (const layer of layers) {
		if (columns[layer].ids.length === 0) continue;
		const reach = Float64Array.from({ length: shapes.count }, (_, k) => reachM(layer, k));
		chosen.set(layer, new Set(pairsWithin(shapes, indexOf(layer), reach).b));
	}
	return chosen;
}

/** The columns of the chosen features alone, in the order that they have in the whole. */
export function partOf(columns: DistrictColumns, chosen: Chosen): DistrictColumns {
	const entries = LAYER_IDS.map((layer) => {
		const of = columns[layer];
		const at = Uint32Array.from(chosen.get(layer) ?? []).sort();
		const pick = <T>(values: readonly T[]) => Array.from(at, (i) => values[i]);
		const part = {
			layer,
			ids: pick(of.ids),
			names: pick(of.names),
			attributes: pick(of.attributes),
			accuracyM: pick(of.accuracyM),
			shapes: selectShapes(of.shapes, at)
		};
		return [layer, part] as const;
	});
	return Object.fromEntries(entries) as unknown as DistrictColumns;
}
