import { unprojectGeometry } from '../../geo/densify.ts';
import type { Plane } from '../../geo/plane.ts';
import { writeWkb } from '../../geo/wkb.ts';
import type { PipelineHca } from '../../risk/hca/hca.ts';
import type { Zone } from '../../risk/zoning/zones.ts';
import type { SegmentResult, ZoneResult } from './result.ts';

/** High consequence areas as they are stored: in the metric plane and in degrees. */
export function segmentsInDegrees(hca: readonly PipelineHca[], plane: Plane): SegmentResult[] {
	return hca.flatMap(({ pipeline, segments }) =>
		segments.map(({ lines, ...segment }, id) => {
			const coordinates = lines.map((xy) => {
				return Array.from({ length: xy.length / 2 }, (_, k): [number, number] => [xy[2 * k], xy[2 * k + 1]]);
			});
			const metric = { type: 'MultiLineString' as const, coordinates };
			return {
				pipeline,
				id,
				...segment,
				wkbHex: Buffer.from(writeWkb(unprojectGeometry(metric, plane))).toString('hex'),
				metricWkbHex: Buffer.from(writeWkb(metric)).toString('hex')
			};
		})
	);
}

/** The geometry of a zone in the metric plane, as WKB. */
export function wkbOfZone(zone: Zone): Uint8Array {
	return writeWkb({ type: 'MultiPolygon', coordinates: zone.polygons });
}

/** A zone as it is stored: in the metric plane and in degrees. `ids` are those of the graded features. */
export function zoneInDegrees(zone: Zone, ids: readonly string[], plane: Plane): ZoneResult {
	const metric = { type: 'MultiPolygon' as const, coordinates: zone.polygons };
	return {
		level: zone.level,
		areaM2: zone.areaM2,
		features: zone.features.map(({ feature }) => ids[feature]),
		wkbHex: Buffer.from(writeWkb(unprojectGeometry(metric, plane))).toString('hex'),
		metricWkbHex: Buffer.from(writeWkb(metric)).toString('hex')
	};
}
