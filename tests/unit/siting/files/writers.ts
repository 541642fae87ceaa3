import { strToU8, zipSync } from 'fflate';
import writeXlsx from 'write-excel-file/node';
import { dbfOf, shpOf } from '../../imports/shapefile-bytes.ts';

/** Rings in the coordinates of a file, x east and y north, each closed. */
export type Rings = [number, number][][];

/** A file as an upload gives it. */
export interface Written {
	name: string;
	bytes: Uint8Array;
}

type Writer = (rings: Rings) => Written | Promise<Written>;

/** One parcel, called 甲地块, in each format. Corner lists number the corners and leave the last out, as surveys do. */
export const WRITERS: Record<string, Writer> = {
	GeoJSON: (rings) => text('a.geojson', geojsonOf(rings)),
	'GeoJSON with heights': (rings) =>
		text('a.geojson', geojsonOf(rings.map((ring) => ring.map(([x, y]) => [x, y, 23.4])) as unknown as Rings)),
	'zipped shapefile': (rings) => ({ name: 'a.zip', bytes: shapefileOf(rings, null) }),
	'a .shp alone': (rings) => ({ name: 'a.shp', bytes: shpOf(rings.map((ring) => ring.toReversed())) }),
	KML: (rings) => text('a.kml', kmlOf(rings)),
	KMZ: (rings) => ({ name: 'a.kmz', bytes: zipSync({ 'doc.kml': strToU8(kmlOf(rings)) }) }),
	'DXF polyline': ([ring]) => text('a.dxf', dxfOf(lwpolyline('甲地块', ring.slice(0, -1), 1))),
	'DXF lines': ([ring]) => text('a.dxf', dxfOf(ring.slice(1).flatMap((end, k) => line('甲地块', ring[k], end)))),
	'XLSX of corners': async (rings) => ({ name: 'a.xlsx', bytes: await xlsxOf(cornerRows(rings)) }),
	'CSV of corners': (rings) => text('a.csv', csvOf(cornerRows(rings))),
	'CSV of corners, x north': (rings) =>
		text(
			'a.csv',
			csvOf([
				['点号', 'X', 'Y', '地块名称'],
				...cornerRows(rings)
					.slice(1)
					.map(([p, , x, y, n]) => [p, y, x, n])
			])
		),
	'CSV of WKT': ([ring]) => text('a.csv', `名称,WKT\n甲地块,"POLYGON((${ring.map((p) => p.join(' ')).join(', ')}))"\n`),
	'survey text': (rings) => text('a.txt', surveyTextOf([], [{ name: '甲地块', rings }]))
};

export const text = (name: string, content: string): Written => ({ name, bytes: strToU8(content) });

export function geojsonOf(rings: Rings, crs: string | null = null): string {
	return JSON.stringify({
		type: 'FeatureCollection',
		...(crs !== null && { crs: { type: 'name', properties: { name: crs } } }),
		features: [{ type: 'Feature', properties: { name: '甲地块' }, geometry: { type: 'Polygon', coordinates: rings } }]
	});
}

/** ESRI winds outer rings clockwise and holes the other way. */
export function shapefileOf(rings: Rings, prj: string | null): Uint8Array {
	return zipSync({
		'a.shp': shpOf(rings.map((ring) => ring.toReversed())),
		'a.dbf': dbfOf([strToU8('甲地块')]),
		'a.cpg': strToU8('UTF-8'),
		...(prj !== null && { 'a.prj': strToU8(prj) })
	});
}

export function kmlOf(rings: Rings): string {
	const boundaries = rings.map((ring, r) => {
		const tag = r === 0 ? 'outerBoundaryIs' : 'innerBoundaryIs';
		const coordinates = ring.map((p) => `${p.join(',')},0`).join(' ');
		return `<${tag}><LinearRing><coordinates>${coordinates}</coordinates></LinearRing></${tag}>`;
	});
	return `<?xml version="1.0" encoding="UTF-8"?><kml xmlns="http://www.opengis.net/kml/2.2"><Document><Placemark><name>甲地块</name><Polygon>${boundaries.join('')}</Polygon></Placemark></Document></kml>`;
}

/** A drawing of these entities, each a list of group codes and values. */
export function dxfOf(groups: (string | number)[]): string {
	return ['0', 'SECTION', '2', 'ENTITIES', ...groups, '0', 'ENDSEC', '0', 'EOF', ''].join('\n');
}

/** `bulges` by the vertex at which an arc begins. */
export function lwpolyline(
	layer: string,
	vertices: readonly (readonly [number, number])[],
	flags: number,
	bulges: Record<number, number> = {}
): (string | number)[] {
	const groups = vertices.flatMap(([x, y], k) => [10, x, 20, y, ...(bulges[k] === undefined ? [] : [42, bulges[k]])]);
	return [0, 'LWPOLYLINE', 8, layer, 90, vertices.length, 70, flags, ...groups];
}

export function line(layer: string, [ax, ay]: [number, number], [bx, by]: [number, number]): (string | number)[] {
	return [0, 'LINE', 8, layer, 10, ax, 20, ay, 30, 0, 11, bx, 21, by, 31, 0];
}

export function cornerRows(rings: Rings): (string | number)[][] {
	return [
		['点号', '圈号', '横坐标(m)', '纵坐标(m)', '地块名称'],
		...rings.flatMap((ring, r) => ring.slice(0, -1).map(([x, y], k) => [`J${k + 1}`, r + 1, x, y, '甲地块']))
	];
}

export function csvOf(rows: (string | number)[][]): string {
	return rows.map((row) => row.join(',')).join('\r\n');
}

export async function xlsxOf(rows: (string | number)[][]): Promise<Uint8Array> {
	return new Uint8Array(await writeXlsx(rows).toBuffer());
}

/** The 拐点坐标 text: X is north and comes first. */
export function surveyTextOf(headers: string[], parcels: { name: string; rings: Rings }[]): string {
	const blocks = parcels.map(({ name, rings }, i) => {
		const points = rings.flatMap((ring, r) => ring.slice(0, -1).map(([x, y], k) => `J${k + 1},${r + 1},${y},${x}`));
		return [`${points.length},0.5,${i + 1},${name},面,H50G001001,仓储用地,,@`, ...points].join('\r\n');
	});
	return ['[属性描述]', '格式版本号=1.01版本', ...headers, '[地块坐标]', ...blocks, ''].join('\r\n');
}
