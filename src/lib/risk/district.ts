import { ShapesBuilder } from '../geo/geojson-shapes.ts';
import type { Shapes } from '../geo/shapes.ts';
import { LAYER_IDS, type Attributes, type LayerId } from './layer.ts';

/** The features of one layer as columns; position i is the same feature in each of them. */
export interface LayerColumns {
	layer: LayerId;
	ids: string[];
	names: (string | null)[];
	attributes: Attributes[];
	/** Stated positional accuracy, metres; null: not stated. */
	accuracyM: (number | null)[];
	shapes: Shapes;
}

/** All features of a district by layer: what a run computes on. A layer without features is there, empty. */
export type DistrictColumns = Readonly<Record<LayerId, LayerColumns>>;

export interface DistrictFeature {
	id: string;
	layer: LayerId;
	name: string | null;
	attributes: Attributes;
	accuracyM: number | null;
	/** WKB in the metric plane of the district. */
	wkb: Uint8Array;
}

/** Gathers features one by one into columns. */
export class DistrictBuilder {
	readonly #open = new Map(LAYER_IDS.map((layer) => [layer, emptyLayer(layer)]));

	/** Throws an Error for a layer that is not one of LAYER_IDS, and what the WKB reader throws. */
	add(feature: DistrictFeature): void {
		const open = this.#open.get(feature.layer);
		if (open === undefined)
			throw new Error(`Feature ${feature.id} is of layer ${feature.layer}, which does not exist.`);
		open.ids.push(feature.id);
		open.names.push(feature.name);
		open.attributes.push(feature.attributes);
		open.accuracyM.push(feature.accuracyM);
		open.builder.addWkb(feature.wkb);
	}

	finish(): DistrictColumns {
		const entries = [...this.#open].map(([layer, { builder, ...columns }]) => {
			return [layer, { ...columns, layer, shapes: builder.finish() }] as const;
		});
		return Object.fromEntries(entries) as unknown as DistrictColumns;
	}
}

function emptyLayer(layer: LayerId) {
	return {
		layer,
		ids: [] as string[],
		names: [] as (string | null)[],
		attributes: [] as Attributes[],
		accuracyM: [] as (number | null)[],
		builder: new ShapesBuilder()
	};
}
