import type { Geometry, Position } from 'geojson';
import { ShapesBuilder } from '../../../src/lib/geo/geojson-shapes.ts';
import type { Shapes } from '../../../src/lib/geo/shapes.ts';
import { codeOf, type Level } from '../../../src/lib/risk/level.ts';
import type { Areas } from '../../../src/lib/risk/zoning/grid.ts';
import type { ZoningNumbers } from '../../../src/lib/risk/zoning/numbers.ts';
import type { ZoningFeatures } from '../../../src/lib/risk/zoning/sources.ts';
import type { ZoningInput } from '../../../src/lib/risk/zoning/zone.ts';

/** The numbers that the worked examples are reckoned with, whatever data/rules/zoning.json says today. */
export const NUMBERS: ZoningNumbers = {
	rings: [
		{ reach: 1, lower: 0 },
		{ reach: 2, lower: 1 },
		{ reach: 3, lower: 2 }
	],
	accumulation: { count: 3, raise: 1 },
	field: { reach: 3, weights: [0, 1, 3, 10, 30], breaks: { red: 20, orange: 6, yellow: 2 } }
};

export function shapesOf(...geometries: Geometry[]): Shapes {
	const builder = new ShapesBuilder();
	for (const geometry of geometries) builder.addGeometry(geometry);
	return builder.finish();
}

export function box(minX: number, minY: number, maxX: number, maxY: number): Position[] {
	return [
		[minX, minY],
		[maxX, minY],
		[maxX, maxY],
		[minX, maxY],
		[minX, minY]
	];
}

export function area(...rings: Position[][]): Geometry {
	return { type: 'Polygon', coordinates: rings };
}

export function point(x: number, y: number): Geometry {
	return { type: 'Point', coordinates: [x, y] };
}

export function line(...coordinates: Position[]): Geometry {
	return { type: 'LineString', coordinates };
}

export type Unit = [geometry: Geometry, level: Level | null, radiusM: number];

export function featuresOf(...units: Unit[]): ZoningFeatures {
	return {
		shapes: shapesOf(...units.map(([geometry]) => geometry)),
		level: Uint8Array.from(units, ([, level]) => codeOf(level)),
		radiusM: Float64Array.from(units, ([, , radiusM]) => radiusM)
	};
}

/** A district that is assessed and has no subdistricts. */
export function districtOf(district: Geometry): Areas {
	return {
		district: shapesOf(district),
		districtAssessed: true,
		subdistricts: shapesOf(),
		subdistrictAssessed: new Uint8Array(0)
	};
}

/** 2 km × 1 km with a lake of 300 m × 200 m as a hole; the western subdistrict is assessed, the eastern one is not. */
export const LAKE_DISTRICT: Areas = {
	district: shapesOf(area(box(0, 0, 2000, 1000), box(630, 420, 930, 620))),
	districtAssessed: false,
	subdistricts: shapesOf(area(box(0, 0, 1000, 1000), box(630, 420, 930, 620)), area(box(1000, 0, 2000, 1000))),
	subdistrictAssessed: Uint8Array.of(1, 0)
};

export function inputOf(areas: Areas, features: ZoningFeatures, some: Partial<ZoningInput> = {}): ZoningInput {
	return { ...areas, features, cellM: 100, method: 'rings', numbers: NUMBERS, ...some };
}
