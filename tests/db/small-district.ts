import type { Geometry } from 'geojson';
import { SYSTEM } from '../../src/lib/server/access/who.ts';
import type { Database } from '../../src/lib/server/db/database.ts';
import { importReading } from '../../src/lib/server/imports/batch.ts';
import { featuresPreset } from '../../src/lib/server/imports/presets/features.ts';
import { plainRow } from '../../src/lib/server/imports/row.ts';
import { planeOf } from '../../src/lib/geo/plane.ts';
import { unprojectGeometry } from '../../src/lib/geo/densify.ts';
import type { LayerId } from '../../src/lib/risk/layer.ts';

/** A district of two kilometres around this point of EPSG:4547, for tests that draw their own features. */
export const MIDDLE: [number, number] = [500_000, 3_375_000];
const PLANE = planeOf(4547);

export interface Drawn {
	layer: LayerId;
	key: string;
	name?: string;
	accuracyM?: number;
	attributes?: Record<string, unknown>;
	/** Metres east and north of MIDDLE. */
	geometry: Geometry;
}

/** A square with its south-western corner `x`, `y` metres from MIDDLE. */
export function square(x: number, y: number, side: number): Geometry {
	const ring = [
		[x, y],
		[x + side, y],
		[x + side, y + side],
		[x, y + side],
		[x, y]
	];
	return { type: 'Polygon', coordinates: [ring] };
}

/** The district itself and one subdistrict, assessed, two kilometres square. */
export const AREAS: Drawn[] = [
	{
		layer: 'area',
		key: 'district',
		name: '测试区',
		attributes: { kind: 'district', code: '420198' },
		geometry: square(-1000, -1000, 2000)
	},
	{
		layer: 'area',
		key: 'subdistrict',
		name: '测试街道',
		attributes: { kind: 'subdistrict', lastAssessed: '2026-06-01' },
		geometry: square(-1000, -1000, 2000)
	}
];

/**
 * A trunk pipeline from MIDDLE to the east, the line of the worked examples T1 to T8. It has a vertex each 50 m: a line
 * that is straight in longitude and latitude over 900 m leaves the straight line of the plane by 9 mm.
 */
export const TRUNK: Drawn = {
	layer: 'pipeline',
	key: 'trunk',
	name: '输气干线',
	attributes: { pipeClass: 'gas_trunk', diameterMm: 508, pressureMPa: 6.3, status: 'live' },
	geometry: {
		type: 'LineString',
		coordinates: Array.from({ length: 19 }, (_, i) => [50 * i, 0])
	}
};

/** Imports the features as one batch into the district 420198. */
export function draw(db: Database, features: readonly Drawn[]) {
	const rows = features.map(({ layer, key, name, accuracyM, attributes, geometry }, i) => {
		const placed = JSON.parse(JSON.stringify(geometry), (_, value: unknown) =>
			isPosition(value) ? [MIDDLE[0] + value[0], MIDDLE[1] + value[1]] : value
		) as Geometry;
		const properties = { layer, key, name: name ?? null, accuracyM: accuracyM ?? null, attributes: attributes ?? {} };
		return plainRow(i + 1, properties, unprojectGeometry(placed, PLANE));
	});
	return importReading(
		db,
		SYSTEM,
		{
			name: 'drawn',
			sha256: 'drawn',
			reading: {
				format: 'drawn',
				tables: [{ name: 'drawn', crs: 'EPSG:4326', axesUnclear: false, notes: [], rows: () => rows }],
				close() {}
			},
			mapping: featuresPreset()
		},
		{ district: '420198', name: '测试区' }
	);
}

function isPosition(value: unknown): value is [number, number] {
	return Array.isArray(value) && value.length === 2 && value.every((one) => typeof one === 'number');
}
