import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { SYSTEM } from '../../src/lib/server/access/who.ts';
import type { Database } from '../../src/lib/server/db/database.ts';
import { importFile } from '../../src/lib/server/imports/batch.ts';
import { shared, upload } from '../unit/imports/file.ts';
import { describeBoth } from './both.ts';

interface City {
	attrs: { province: string; city: string; district: string; name: string };
	coords: { WGS84: [number, number] };
}
const cities = JSON.parse(readFileSync(shared('coordinates/gcoord_china_cities.json'), 'utf8')) as City[];

async function featuresOf(db: Database) {
	return (
		await db.query<{
			id: string;
			name: string;
			row_number: number;
			accuracy_m: number | null;
			lng: number;
			lat: number;
		}>(
			`select id, name, row_number, accuracy_m, ST_X(geom) as lng, ST_Y(geom) as lat from feature
			 where GeometryType(geom) = 'POINT' order by row_number`
		)
	).rows;
}

/** Metres between two places, near enough for a few metres. */
function apartM(a: [number, number], b: [number, number]): number {
	return 111_320 * Math.hypot((a[0] - b[0]) * Math.cos((a[1] * Math.PI) / 180), a[1] - b[1]);
}

describeBoth('files of every format', (open) => {
	test.each([
		['WGS84_utf8bom.csv', undefined, null],
		['WGS84_gb18030.csv', 'wgs84', null],
		['GCJ02_utf8bom.csv', 'gcj02', 5],
		['GCJ02_gb18030.csv', 'gcj02', 5],
		['BD09_utf8bom.csv', 'bd09', 5],
		['BD09_gb18030.csv', 'bd09', 5],
		['GCJ02.xlsx', 'gcj02', 5]
	])('城市_%s with --crs %s: every city within 1.5 m of the reference', async (file, crs, accuracyM) => {
		const db = await open();
		const report = await importFile(db, SYSTEM, { file: shared(`csv/城市_${file}`), layer: 'protection_target', crs });
		expect(report).toMatchObject({ landed: true, kept: 664, crs: crs ?? 'wgs84' });
		expect(report.notes.some((note) => note.en.includes('--crs gcj02'))).toBe(crs === undefined);
		const stored = await featuresOf(db);
		let farthestM = 0;
		for (const [i, { attrs, coords }] of cities.entries()) {
			expect(stored[i]).toMatchObject({ name: attrs.name, row_number: i + 2, accuracy_m: accuracyM });
			farthestM = Math.max(farthestM, apartM(coords.WGS84, [stored[i].lng, stored[i].lat]));
		}
		expect(farthestM).toBeLessThan(1.5);
	});

	test('a shapefile without .prj in degrees is taken as WGS-84 and says so; its invalid area is repaired', async () => {
		const db = await open();
		const report = await importFile(db, SYSTEM, {
			file: shared('shapefile/li_industrial_noprj.shp.zip'),
			layer: 'park'
		});
		expect(report).toMatchObject({
			landed: true,
			kept: 70,
			crs: 'wgs84',
			district: { code: 'li-industrial-noprj', metricSrid: 32632 }
		});
		expect(report.notes[0].en).toContain('taken as WGS-84');
		expect(report.repairedCount).toBeGreaterThan(0);
	});

	test.each([undefined, 'EPSG:2056'])(
		'Swiss pipelines by their .prj and with --crs %s lie where the GeoPackage has them',
		async (crs) => {
			const db = await open();
			const file = shared('shapefile/li_pipelines_EPSG2056_nocpg.shp.zip');
			const report = await importFile(db, SYSTEM, { file, preset: 'osm', crs });
			expect(report).toMatchObject({ landed: true, kept: 47, crs: 'EPSG:2056' });
			const { rows } = await db.query<{ n: number; lng: number; lat: number }>(
				`select count(*) over () as n, ST_X(ST_StartPoint(geom)) as lng, ST_Y(ST_StartPoint(geom)) as lat, name from feature
			 where attributes->>'pipeClass' = 'gas_trunk' or id = 'pipeline/w46796846' order by id = 'pipeline/w46796846' desc`
			);
			expect(rows[0]).toMatchObject({ n: 43, name: 'Wäschgräbli' });
			expect(apartM([rows[0].lng, rows[0].lat], [9.5022336, 47.1534274])).toBeLessThan(1.5);
		}
	);

	test('US pipelines from a .shp with its sidecars, and schools from a KML', async () => {
		const db = await open();
		const folder = 'shapefile/CrudeOil_Pipelines_US_EIA/CrudeOil_Pipelines_US_201606.shp';
		const pipelines = await importFile(db, SYSTEM, { file: shared(folder), layer: 'pipeline' });
		expect(pipelines).toMatchObject({ landed: true, kept: 182, byLayer: { pipeline: 182 } });
		const schools = await importFile(db, SYSTEM, { file: shared('shapefile/li_sensitive.kml'), preset: 'osm' });
		expect(schools).toMatchObject({ landed: true, kept: 9, byLayer: { protection_target: 9 } });
		expect(schools.district.code).not.toBe(pipelines.district.code);
	});

	test('planar coordinates without a CRS are refused with the question, and land once it is answered', async () => {
		const db = await open();
		const file = upload('测点.csv', '名称,横坐标,纵坐标\n甲,38500000,3375000\n');
		const request = { file, layer: 'protection_target' } as const;
		await expect(importFile(db, SYSTEM, request)).rejects.toMatchObject({
			name: 'FileRefused',
			words: { zh: expect.stringContaining('EPSG:4526'), en: expect.stringContaining('Which CRS') }
		});
		expect((await db.query('select 1 from district union all select 1 from batch')).count).toBe(0);
		expect(await importFile(db, SYSTEM, { ...request, crs: 'EPSG:4526' })).toMatchObject({
			landed: true,
			crs: 'EPSG:4526'
		});
		expect((await featuresOf(db))[0].lng).toBeCloseTo(114, 9);
	});

	test('columns named X and Y are read as surveyors write them: X north', async () => {
		const db = await open();
		const file = upload('测点.csv', '名称,X,Y\n甲,3375000,500000\n');
		const report = await importFile(db, SYSTEM, { file, layer: 'protection_target', crs: 'EPSG:4547' });
		expect(report.landed).toBe(true);
		expect(report.notes[0].zh).toContain('x 为北');
		const [{ lng, lat }] = await featuresOf(db);
		expect(lng).toBeCloseTo(114, 9);
		expect(lat).toBeCloseTo(30.5, 1);
	});

	test('a file goes into the district in which it lies, or the one named', async () => {
		const db = await open();
		const square = (x: number) => [
			[x, 30],
			[x + 1, 30],
			[x + 1, 31],
			[x, 31],
			[x, 30]
		];
		const area = (name: string, x: number) => ({
			type: 'Feature',
			properties: { 名称: name, 级别: '区县', 行政区划代码: `4201${x}` },
			geometry: { type: 'Polygon', coordinates: [square(x)] }
		});
		const areas = (name: string, x: number) =>
			({ file: upload('区.geojson', JSON.stringify(area(name, x))), layer: 'area' }) as const;
		expect((await importFile(db, SYSTEM, areas('甲区', 110))).district).toMatchObject({
			code: '4201110',
			name: '甲区',
			metricSrid: 4546,
			created: true
		});
		expect((await importFile(db, SYSTEM, areas('乙区', 114))).district).toMatchObject({
			code: '4201114',
			metricSrid: 4547
		});
		const points = upload('点.csv', '名称,经度,纬度\n甲,110.5,30.5\n乙,110.6,30.6\n丙,114.5,30.5\n');
		const request = { file: points, layer: 'protection_target', crs: 'wgs84' } as const;
		expect((await importFile(db, SYSTEM, request)).district).toMatchObject({ code: '4201110', created: false });
		expect((await importFile(db, SYSTEM, { ...request, district: '4201114' })).district).toMatchObject({
			code: '4201114',
			created: false
		});
		expect((await db.query(`select value from setting where key = 'current_district'`)).rows).toEqual([
			{ value: '4201114' }
		]);
		expect((await importFile(db, SYSTEM, { ...request, name: '丙区' })).district).toMatchObject({
			name: '丙区',
			created: true
		});
	});

	test('stated accuracy is kept, and lowered by an offset CRS', async () => {
		const db = await open();
		const file = upload('a.csv', '名称,经度,纬度,定位精度\n甲,114,30,0.5\n乙,114,30,20\n丙,114,30,\n');
		await importFile(db, SYSTEM, { file, layer: 'protection_target', crs: 'gcj02', accuracyM: 8 });
		expect((await featuresOf(db)).map((feature) => feature.accuracy_m)).toEqual([5, 20, 8]);
	});
});
