import type { Geometry } from 'geojson';
import { expect, test } from 'vitest';
import { ShapesBuilder } from '../../../src/lib/geo/geojson-shapes.ts';
import { readGeoPackageBlob, readWkb, writeWkb } from '../../../src/lib/geo/wkb.ts';

const square = [[0, 0], [10, 0], [10, 10], [0, 10], [0, 0]]; // prettier-ignore
const hole = [[2, 2], [2, 4], [4, 4], [4, 2], [2, 2]]; // prettier-ignore

const GEOMETRIES: Geometry[] = [
	{ type: 'Point', coordinates: [114.1367, 30.6199] },
	{ type: 'MultiPoint', coordinates: [[1, 2], [3, 4]] }, // prettier-ignore
	{ type: 'LineString', coordinates: [[1, 2], [3, 4], [5, 6]] }, // prettier-ignore
	{ type: 'MultiLineString', coordinates: [[[1, 2], [3, 4]], [[5, 6], [7, 8], [9, 0]]] }, // prettier-ignore
	{ type: 'Polygon', coordinates: [square, hole] },
	{ type: 'MultiPolygon', coordinates: [[square, hole], [hole]] }
];

test.each(GEOMETRIES)('$type comes back from WKB as it went', (geometry) => {
	expect(readWkb(writeWkb(geometry))).toEqual(geometry);
});

test.each(GEOMETRIES)('$type has the same columns from WKB and from GeoJSON', (geometry) => {
	const [fromWkb, fromGeoJson] = [new ShapesBuilder(), new ShapesBuilder()];
	for (let k = 0; k < 200; k++) {
		expect(fromWkb.addWkb(writeWkb(geometry))).toBe(k);
		fromGeoJson.addGeometry(geometry);
	}
	expect(fromWkb.finish()).toEqual(fromGeoJson.finish());
});

function bytesOf(hex: string): Uint8Array {
	return Uint8Array.from(Buffer.from(hex, 'hex'));
}

/** As PostGIS writes them: ST_AsEWKB and ST_AsBinary of POINT ZM (1 2 3 4), SRID 4326. */
const POINT_ZM = '000000000000f03f000000000000004000000000000008400000000000001040';

test('Z, M and the SRID of EWKB are dropped, in ISO and in EWKB', () => {
	const point = { type: 'Point', coordinates: [1, 2] };
	expect(readWkb(bytesOf(`01010000e0e6100000${POINT_ZM}`))).toEqual(point);
	expect(readWkb(bytesOf(`01b90b0000${POINT_ZM}`))).toEqual(point);
	expect(readWkb(bytesOf('00000000013ff00000000000004000000000000000'))).toEqual(point);
});

test('the columns of an area with a hole', () => {
	const builder = new ShapesBuilder();
	builder.addGeometry({ type: 'MultiPolygon', coordinates: [[square, hole], [square.map(([x, y]) => [x + 20, y])]] });
	builder.addGeometry({ type: 'Point', coordinates: [7, 8] });
	const shapes = builder.finish();
	expect([...shapes.kind]).toEqual([2, 0]);
	expect([...shapes.partStart]).toEqual([0, 3, 4]);
	expect([...shapes.vertexStart]).toEqual([0, 5, 10, 15, 16]);
	expect([...shapes.hole]).toEqual([0, 1, 0, 0]);
	expect([...shapes.box]).toEqual([0, 0, 30, 10, 7, 8, 7, 8]);
});

test('a GeoPackage blob: header, box and SRID', () => {
	const wkb = Buffer.from(writeWkb({ type: 'Point', coordinates: [9.5, 47.1] })).toString('hex');
	const box = '00'.repeat(32);
	const expected = { srid: 4326, geometry: { type: 'Point', coordinates: [9.5, 47.1] } };
	expect(readGeoPackageBlob(bytesOf(`47500001e6100000${wkb}`))).toEqual(expected);
	expect(readGeoPackageBlob(bytesOf(`47500003e6100000${box}${wkb}`))).toEqual(expected);
	expect(readGeoPackageBlob(bytesOf('47500011e6100000')).geometry).toBeNull();
	expect(() => readGeoPackageBlob(bytesOf('00010203'))).toThrow('does not begin with "GP"');
	expect(() => readGeoPackageBlob(bytesOf('4750000fe6100000'))).toThrow('box kind 7');
});

test('what cannot be read is refused in words, and no lying count takes the memory', () => {
	expect(() => readWkb(bytesOf('010700000000000000'))).toThrow('A GeometryCollection is not supported.');
	expect(() => readWkb(bytesOf('010a00000000000000'))).toThrow('WKB geometry type 10 is not supported.');
	expect(() => readWkb(bytesOf('0102000000ffffffff'))).toThrow('ends within what begins at byte 5');
	expect(() => readWkb(bytesOf('0103000000ffffff7f'))).toThrow('ends within what begins at byte 5');
	expect(() => readWkb(bytesOf('0106000000ffffff0f'))).toThrow('ends within what begins at byte 5');
	expect(() => readWkb(bytesOf('0701000000'))).toThrow('a byte order is 0 or 1');
	expect(() => readWkb(new Uint8Array(0))).toThrow('The WKB of 0 bytes ends');
	expect(() => writeWkb({ type: 'GeometryCollection', geometries: [] })).toThrow('is not supported');
});

test('every truncation of every geometry is refused, none hangs or answers', () => {
	for (const geometry of GEOMETRIES) {
		const wkb = writeWkb(geometry);
		for (let length = 0; length < wkb.length; length++) {
			expect(() => readWkb(wkb.slice(0, length))).toThrow();
			expect(() => new ShapesBuilder().addWkb(wkb.slice(0, length))).toThrow();
		}
	}
});

test('the builder refuses what cannot be measured, and goes on as if it had not been asked', () => {
	const builder = new ShapesBuilder();
	const point: Geometry = { type: 'Point', coordinates: [1, 2] };
	builder.addGeometry(point);
	const bad: [Geometry, string][] = [
		[{ type: 'Polygon', coordinates: [square, [[2, 2], [2, 4]]] }, 'Ring 1 of feature 1 has 2 points; it needs at least 4.'], // prettier-ignore
		[{ type: 'Polygon', coordinates: [square.slice(0, 4)] }, 'Ring 0 of feature 1 is not closed'],
		[{ type: 'LineString', coordinates: [[1, 2]] }, 'Line 0 of feature 1 has 1 points; it needs at least 2.'],
		[{ type: 'Point', coordinates: [NaN, 2] }, 'Feature 1 has the coordinate NaN, 2; both must be finite numbers.'],
		[{ type: 'Point', coordinates: [] }, 'Feature 1 has the coordinate NaN, NaN'],
		[{ type: 'MultiPolygon', coordinates: [] }, 'Feature 1 has an empty geometry.'],
		[{ type: 'GeometryCollection', geometries: [point] }, 'A GeometryCollection is not supported.']
	];
	for (const [geometry, words] of bad) expect(() => builder.addGeometry(geometry)).toThrow(words);
	expect(builder.addGeometry(point)).toBe(1);
	const shapes = builder.finish();
	expect([...shapes.xy]).toEqual([1, 2, 1, 2]);
	expect([...shapes.vertexStart]).toEqual([0, 1, 2]);
});
