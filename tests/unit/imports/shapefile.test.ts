import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { readDbf } from '../../../src/lib/server/imports/dbf.ts';
import { readAll, shared, upload } from './file.ts';
import { dbfOf, shpOf } from './shapefile-bytes.ts';

const GBK_NANJING = Buffer.from([0xc4, 0xcf, 0xbe, 0xa9]);

test.each([
	['GBK without .cpg', GBK_NANJING, 0, null, '南京'],
	['GBK by its language driver', GBK_NANJING, 0x4d, null, '南京'],
	['GBK by its .cpg', GBK_NANJING, 0, '936', '南京'],
	['UTF-8 without .cpg', Buffer.from('南京'), 0, null, '南京'],
	['UTF-8 by its .cpg', Buffer.from('南京'), 0, 'UTF-8', '南京'],
	['GBK with a .cpg that says UTF-8', GBK_NANJING, 0, 'UTF-8', '南京'],
	['Latin letters without .cpg', Buffer.from('Wäschgräbli', 'latin1'), 0x57, null, 'Wäschgräbli'],
	['Latin letters by their .cpg', Buffer.from('Wäschgräbli', 'latin1'), 0, 'ISO-8859-1', 'Wäschgräbli'],
	['GB18030 with an unknown .cpg', GBK_NANJING, 0, 'what is this', '南京']
])('DBF text: %s', (_, cell, driver, cpg, name) => {
	expect(readDbf('a', dbfOf([cell], driver), cpg === null ? null : Buffer.from(cpg)).record(0)).toEqual({ NAME: name });
});

test('a DBF with fewer records than it states is refused', () => {
	const whole = dbfOf([GBK_NANJING, GBK_NANJING]);
	expect(() => readDbf('a', whole.subarray(0, whole.length - 5), null)).toThrow(/states 2 records and holds 1/);
});

test('a zipped shapefile without .prj states no CRS', async () => {
	const { tables } = await readAll(shared('shapefile/li_industrial_noprj.shp.zip'));
	expect(tables[0]).toMatchObject({ name: 'li_industrial', crs: null });
	expect(tables[0].rows).toHaveLength(70);
	expect(tables[0].rows.every((row) => row.geometry?.type.includes('Polygon'))).toBe(true);
});

test('a shapefile with .prj states it, and names are read without .cpg', async () => {
	const { tables } = await readAll(shared('shapefile/li_pipelines_EPSG2056_nocpg.shp.zip'));
	expect(tables[0].crs).toContain('CH1903+');
	expect(tables[0].rows).toHaveLength(47);
	expect(tables[0].rows[0].properties).toMatchObject({ name: 'Wäschgräbli', man_made: 'pipeline' });
});

test('a .shp beside its .dbf and .prj is read as one', async () => {
	const { tables } = await readAll(shared('shapefile/CrudeOil_Pipelines_US_EIA/CrudeOil_Pipelines_US_201606.shp'));
	expect(tables[0].rows).toHaveLength(182);
	expect(tables[0].rows[0].properties).toMatchObject({ Opername: 'ENBRIDGE', Pipename: 'LSr Project' });
	expect(tables[0].crs).toContain('WGS_1984');
});

test('a .shp alone is read, and says that attributes are absent', async () => {
	const bytes = readFileSync(shared('shapefile/CrudeOil_Pipelines_US_EIA/CrudeOil_Pipelines_US_201606.shp'));
	const { tables } = await readAll(upload('alone.shp', bytes));
	expect(tables[0].rows).toHaveLength(182);
	expect(tables[0].notes[0].en).toContain('no .dbf');
});

test('a KML gives its placemarks with their data', async () => {
	const { tables } = await readAll(shared('shapefile/li_sensitive.kml'));
	expect(tables[0].rows).toHaveLength(9);
	expect(tables[0].rows[0]).toMatchObject({
		geometry: { type: 'Point' },
		properties: { osm_id: '280027006', amenity: 'school' }
	});
});

test('rings become areas: each hole goes to the smallest area that holds it, an island in a hole is its own', async () => {
	const square = (x: number, y: number, size: number): [number, number][] => [
		[x, y],
		[x, y + size],
		[x + size, y + size],
		[x + size, y],
		[x, y]
	];
	// An L-shaped area whose box holds the other area, too: only its true shape tells whose the hole is.
	const outer: [number, number][] = [
		[0, 0],
		[0, 10],
		[2, 10],
		[2, 2],
		[10, 2],
		[10, 0],
		[0, 0]
	];
	const other = square(4, 4, 6);
	const hole = square(5, 5, 4).reverse();
	const island = square(6, 6, 1);
	const { tables } = await readAll(upload('a.shp', shpOf([outer, hole, other, island])));
	expect(tables[0].rows[0].geometry).toEqual({ type: 'MultiPolygon', coordinates: [[outer], [other, hole], [island]] });
});
