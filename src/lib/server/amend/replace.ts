import { ShapesBuilder } from '../../geo/geojson-shapes.ts';
import { joinShapes, selectShapes } from '../../geo/select-shapes.ts';
import type { Shapes } from '../../geo/shapes.ts';
import type { DistrictColumns } from '../../risk/district.ts';
import type { Attributes, LayerId } from '../../risk/layer.ts';
import type { RawFeature } from '../runs/read.ts';

/** Where a feature stands in the columns. */
export interface Place {
	layer: LayerId;
	i: number;
}

/** What changed of one feature. */
export interface Replaced extends Place {
	id: string;
	attributesBefore: Attributes;
	/** Its shape before, by itself; `null` where that is the same. */
	shapeBefore: Shapes | null;
}

/** Puts a feature, as it is stored now, in the place of what the columns hold of it. */
export function replaceFeature(columns: DistrictColumns, { layer, i }: Place, raw: RawFeature): Replaced {
	const of = columns[layer] as { -readonly [Key in keyof (typeof columns)[LayerId]]: (typeof columns)[LayerId][Key] };
	const attributesBefore = of.attributes[i];
	of.names[i] = raw.name;
	of.attributes[i] = JSON.parse(raw.attributes) as Attributes;
	of.accuracyM[i] = raw.accuracy_m;
	const builder = new ShapesBuilder();
	builder.addWkb(raw.wkb);
	const shape = builder.finish();
	const before = selectShapes(of.shapes, Uint32Array.of(i));
	if (isSame(before, shape)) return { id: raw.id, layer, i, attributesBefore, shapeBefore: null };
	of.shapes = joinShapes([range(of.shapes, 0, i), shape, range(of.shapes, i + 1, of.shapes.count)]);
	return { id: raw.id, layer, i, attributesBefore, shapeBefore: before };
}

function range(shapes: Shapes, from: number, to: number): Shapes {
	return selectShapes(
		shapes,
		Uint32Array.from({ length: to - from }, (_, k) => from + k)
	);
}

function isSame(a: Shapes, b: Shapes): boolean {
	const same = (x: ArrayLike<number>, y: ArrayLike<number>) => {
		if (x.length !== y.length) return false;
		for (let k = 0; k < x.length; k++) if (x[k] !== y[k]) return false;
		return true;
	};
	return same(a.kind, b.kind) && same(a.vertexStart, b.vertexStart) && same(a.hole, b.hole) && same(a.xy, b.xy);
}
