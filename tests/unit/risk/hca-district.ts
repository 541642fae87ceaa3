import type { Geometry, Position } from 'geojson';
import { writeWkb } from '../../../src/lib/geo/wkb.ts';
import { DistrictBuilder } from '../../../src/lib/risk/district.ts';
import { hcaOf } from '../../../src/lib/risk/hca/find.ts';
import type { PipelineHca } from '../../../src/lib/risk/hca/hca.ts';
import type { Attributes, LayerId } from '../../../src/lib/risk/layer.ts';
import { SHIPPED } from '../../../src/lib/risk/rule-set.ts';

/** Where the worked examples begin, in EPSG:4547 (standards.md §5.5). Places are metres east and north of it. */
const ORIGIN = [500_000, 3_375_000];

export interface Placed {
	layer: LayerId;
	id: string;
	attributes: Attributes;
	geometry: Geometry;
}

export function pipe(pipeClass: 'oil_trunk' | 'gas_trunk', lengthM: number, attributes: Attributes = {}): Placed {
	const known: Attributes = pipeClass === 'gas_trunk' ? { diameterMm: 508, pressureMPa: 6.3 } : {};
	return {
		layer: 'pipeline',
		id: 'p',
		attributes: { pipeClass, ...known, ...attributes },
		geometry: line([0, 0], [lengthM, 0])
	};
}

/** A house as a point: so many households at so many metres along and beside the line. */
export function house(x: number, y: number, households: number | null, attributes: Attributes = {}): Placed {
	const of: Attributes = households === null ? {} : { households };
	return place('building', x, y, { use: 'residential', storeys: 2, ...of, ...attributes });
}

export function place(layer: LayerId, x: number, y: number, attributes: Attributes): Placed {
	return { layer, id: `${layer}/${x},${y}`, attributes, geometry: { type: 'Point', coordinates: [x, y] } };
}

export function line(...coordinates: Position[]): Geometry {
	return { type: 'LineString', coordinates };
}

export function box(minX: number, minY: number, maxX: number, maxY: number): Geometry {
	const ring = [
		[minX, minY],
		[maxX, minY],
		[maxX, maxY],
		[minX, maxY],
		[minX, minY]
	];
	return { type: 'Polygon', coordinates: [ring] };
}

export function districtOf(placed: readonly Placed[]) {
	const builder = new DistrictBuilder();
	for (const { layer, id, attributes, geometry } of placed) {
		const moved = JSON.parse(JSON.stringify(geometry), (_, value: unknown) =>
			isPosition(value) ? [ORIGIN[0] + value[0], ORIGIN[1] + value[1]] : value
		) as Geometry;
		builder.add({ id, layer, name: null, attributes, accuracyM: null, wkb: writeWkb(moved) });
	}
	return builder.finish();
}

/** What identification says of the first pipeline. */
export function identify(...placed: readonly Placed[]): PipelineHca {
	const [first] = hcaOf(districtOf(placed), SHIPPED);
	if (first === undefined) throw new Error('No trunk pipeline was asked.');
	return first;
}

/** `II oil-b,oil-c 800–1200` for each segment: what a person reads off the list, chainages to the millimetre. */
export function told({ segments }: PipelineHca): string[] {
	return segments.map((segment) => {
		const items = segment.items.map((item) => item.item).join(',');
		return `${segment.class} ${items} ${segment.fromM}–${segment.toM}`;
	});
}

function isPosition(value: unknown): value is [number, number] {
	return Array.isArray(value) && value.length === 2 && value.every((one) => typeof one === 'number');
}
