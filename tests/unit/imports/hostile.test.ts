import { mkdtempSync, rmSync, readFileSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { LIMITS } from '../../../src/lib/server/imports/limits.ts';
import { readAll, shared, upload } from './file.ts';
import { zipOf } from './zip.ts';

const folder = mkdtempSync(join(tmpdir(), 'sise-hostile-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const refusal = (en: string) => ({
	name: 'FileRefused',
	words: { en: expect.stringContaining(en), zh: expect.any(String) }
});

test('a zip bomb is refused before it is unpacked', async () => {
	const bomb = zipOf([{ name: 'a.shp', bytes: new Uint8Array(64 * 1024 * 1024) }]);
	await expect(readAll(upload('bomb.zip', bomb))).rejects.toMatchObject(refusal('more than is allowed'));
});

test('a zip whose directory lies about the size is stopped at what it states', async () => {
	const lying = zipOf([{ name: 'a.shp', bytes: new Uint8Array(8 * 1024 * 1024), statedSize: 1000 }]);
	await expect(readAll(upload('lying.zip', lying))).rejects.toMatchObject(refusal('larger than the 1000 bytes'));
});

test('a zip of too many entries, and one of entries that share their bytes, are refused', async () => {
	const many = zipOf(
		Array.from({ length: LIMITS.zipEntries + 1 }, (_, i) => ({ name: `${i}.txt`, bytes: new Uint8Array(1) }))
	);
	await expect(readAll(upload('many.zip', many))).rejects.toMatchObject(refusal('1001 entries'));
	const two = Buffer.from(
		zipOf([
			{ name: 'a.shp', bytes: new Uint8Array(100) },
			{ name: 'b.shp', bytes: new Uint8Array(100) }
		])
	);
	const second = two.lastIndexOf(Buffer.from([0x50, 0x4b, 0x01, 0x02]));
	two.writeUInt32LE(0, second + 42);
	await expect(readAll(upload('overlap.zip', two))).rejects.toMatchObject(refusal('overlap'));
});

test('an XLSX is held to the same limits', async () => {
	const bomb = zipOf([{ name: 'xl/worksheets/sheet1.xml', bytes: new Uint8Array(64 * 1024 * 1024) }]);
	await expect(readAll(upload('bomb.xlsx', bomb))).rejects.toMatchObject(refusal('more than is allowed'));
});

test('a zip and a shapefile that are cut off say so', async () => {
	const whole = readFileSync(shared('shapefile/li_industrial_noprj.shp.zip'));
	await expect(readAll(upload('cut.zip', whole.subarray(0, whole.length / 2)))).rejects.toMatchObject(
		refusal('not a whole zip')
	);
	const shp = readFileSync(shared('shapefile/CrudeOil_Pipelines_US_EIA/CrudeOil_Pipelines_US_201606.shp'));
	await expect(readAll(upload('cut.shp', shp.subarray(0, 20_000)))).rejects.toMatchObject(refusal('not whole'));
});

test('a KML with a document type is refused: entities may fetch files', async () => {
	const xxe =
		'<?xml version="1.0"?><!DOCTYPE kml [<!ENTITY e SYSTEM "file:///etc/passwd">]><kml><Placemark><name>&e;</name></Placemark></kml>';
	await expect(readAll(upload('xxe.kml', xxe))).rejects.toMatchObject(refusal('DTD'));
	await expect(readAll(upload('a.kml', '<kml><Document>'))).rejects.toMatchObject(refusal('not XML'));
	await expect(readAll(upload('a.kml', '<html></html>'))).rejects.toMatchObject(refusal('not <kml>'));
	await expect(readAll(upload('deep.kml', '<kml>' + '<Folder>'.repeat(50_000)))).rejects.toMatchObject(
		refusal('deeper')
	);
});

test('JSON that nests without end is refused, and does not fill the stack', async () => {
	await expect(readAll(upload('deep.geojson', '['.repeat(5_000_000)))).rejects.toMatchObject(refusal('deeper'));
});

test('a geometry of too many vertices refuses its row', async () => {
	const line = { type: 'LineString', coordinates: Array.from({ length: 101 }, (_, i) => [i / 100, 0]) };
	const { tables } = await readAll(upload('a.geojson', JSON.stringify(line)), { ...LIMITS, vertices: 100 });
	expect(tables[0].rows[0].refused?.text.en).toContain('More than 100 vertices');
});

test('files that are empty, missing, too large or of an unknown kind say so', async () => {
	await expect(readAll(upload('a.geojson', ''))).rejects.toMatchObject(refusal('is empty'));
	await expect(readAll(join(folder, 'none.csv'))).rejects.toMatchObject(refusal('There is no file'));
	await expect(readAll(folder)).rejects.toMatchObject(refusal('not a file'));
	await expect(readAll(upload('a.csv', 'x'.repeat(100)), { ...LIMITS, bytes: 10 })).rejects.toMatchObject(
		refusal('at most')
	);
	await expect(readAll(upload('a.dwg', 'AC1032'))).rejects.toMatchObject(refusal('.gpkg'));
});

test('a GeoPackage that is none, is cut off, or lacks its tables says so', async () => {
	await expect(readAll(upload('a.gpkg', 'SQLite? no'))).rejects.toMatchObject(refusal('not a GeoPackage'));
	const whole = readFileSync(shared('liechtenstein/liechtenstein.gpkg'));
	await expect(readAll(upload('cut.gpkg', whole.subarray(0, 1_000_000)))).rejects.toMatchObject(
		refusal('not a GeoPackage')
	);
	const path = join(folder, 'bare.gpkg');
	new DatabaseSync(path).close();
	const bare = new DatabaseSync(path);
	bare.exec('create table t (a)');
	bare.close();
	await expect(readAll(path)).rejects.toMatchObject(refusal('not a GeoPackage'));
});

test('a GeoPackage whose table is a view that never ends is not read', async () => {
	const path = join(folder, 'endless.gpkg');
	const db = new DatabaseSync(path);
	db.exec(`create table gpkg_contents (table_name text, data_type text);
		create table gpkg_geometry_columns (table_name text, column_name text, srs_id integer);
		create table gpkg_spatial_ref_sys (srs_id integer, organization text, organization_coordsys_id integer, definition text);
		create view endless as with recursive n(x) as (select 1 union all select x + 1 from n) select x as fid, x as geom from n;
		insert into gpkg_contents values ('endless', 'features');
		insert into gpkg_geometry_columns values ('endless', 'geom', 4326);`);
	db.close();
	await expect(readAll(path)).rejects.toMatchObject(refusal('no table of features'));
});

test('a GeoPackage row with a broken geometry is refused alone', async () => {
	const path = join(folder, 'broken.gpkg');
	const db = new DatabaseSync(path);
	db.exec(`create table gpkg_contents (table_name text, data_type text);
		create table gpkg_geometry_columns (table_name text, column_name text, srs_id integer);
		create table gpkg_spatial_ref_sys (srs_id integer, organization text, organization_coordsys_id integer, definition text);
		create table t (fid integer primary key, geom blob, big integer);
		insert into gpkg_spatial_ref_sys values (4547, 'EPSG', 4547, '');
		insert into gpkg_contents values ('t', 'features');
		insert into gpkg_geometry_columns values ('t', 'geom', 4547);
		insert into t values (7, x'4750000100000000', 9007199254740993), (9, x'00', 1);`);
	db.close();
	const { tables } = await readAll(path);
	expect(tables[0].crs).toBe('EPSG:4547');
	expect(tables[0].rows.map(({ number, refused }) => [number, refused?.field])).toEqual([
		[7, 'geometry'],
		[9, 'geometry']
	]);
	expect(tables[0].rows[0].properties.big).toBe('9007199254740993');
});
