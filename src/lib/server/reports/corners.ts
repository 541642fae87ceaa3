import type { Geometry, Position } from 'geojson';
import { planeOf } from '../../geo/plane.ts';
import type { Language, Table } from './document.ts';
import { T } from './terms.ts';

/** Corner points that are printed of one parcel; more are in the workbook and in what the report carries. */
const MOST = 120;

/** The corner points of a parcel, in longitude and latitude and in the metric plane; closing points are not repeated. */
export function cornerTable(name: string, geometry: Geometry, srid: number, language: Language): Table {
	const t = T[language];
	const plane = planeOf(srid);
	let number = 0;
	const rows = partsOf(geometry, t).flatMap(({ part, positions }) =>
		positions.map(([lng, lat]) => {
			const [x, y] = plane.project(lng, lat);
			const figures = [
				{ value: lng, digits: 8 },
				{ value: lat, digits: 8 },
				{ value: y, digits: 3 },
				{ value: x, digits: 3 }
			];
			return { cells: [part, `J${++number}`, ...figures], note: null };
		})
	);
	return {
		kind: 'table',
		sheet: t.corners,
		of: name,
		columns: [
			{ title: t.part, width: 20 },
			{ title: t.point, width: 10 },
			{ title: t.longitude, width: 20 },
			{ title: t.latitude, width: 20 },
			{ title: t.northing, width: 20 },
			{ title: t.easting, width: 20 }
		],
		rows,
		empty: '—',
		most: MOST,
		rest: t.moreCorners(rows.length, MOST)
	};
}

type Part = { part: string; positions: Position[] };

function partsOf(geometry: Geometry, t: (typeof T)[Language]): Part[] {
	const areas = (polygons: Position[][][]) =>
		polygons.flatMap((rings, i) =>
			rings.map((ring, k) => ({
				part: k === 0 ? t.outerRing(i + 1) : t.innerRing(i + 1, k),
				positions: ring.slice(0, -1)
			}))
		);
	const lines = (all: Position[][]) => all.map((positions, i) => ({ part: t.line(i + 1), positions }));
	switch (geometry.type) {
		case 'Point':
			return [{ part: t.pointPart, positions: [geometry.coordinates] }];
		case 'MultiPoint':
			return [{ part: t.pointPart, positions: geometry.coordinates }];
		case 'LineString':
			return lines([geometry.coordinates]);
		case 'MultiLineString':
			return lines(geometry.coordinates);
		case 'Polygon':
			return areas([geometry.coordinates]);
		case 'MultiPolygon':
			return areas(geometry.coordinates);
		case 'GeometryCollection':
			return geometry.geometries.flatMap((one) => partsOf(one, t));
	}
}
