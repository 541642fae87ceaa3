import { expect, test } from 'vitest';
import { farthestM, HOLE, inCrs, PARCEL, read } from './parcel.ts';
import { geojsonOf, shapefileOf, surveyTextOf, text, WRITERS } from './writers.ts';

/** How a person names each CRS, and how far the geometry may be from the truth, metres. */
const CRSES = [
	['wgs84', 0.001],
	['EPSG:4490', 0.001],
	['EPSG:4526', 0.001],
	['EPSG:4547', 0.001],
	['EPSG:4498', 0.001],
	['EPSG:4509', 0.001],
	['gcj02', 0.2],
	['bd09', 0.2]
] as const;

const CASES = Object.keys(WRITERS).flatMap((format) => CRSES.map(([crs, withinM]) => ({ format, crs, withinM })));

test.each(CASES)('$format in $crs gives the one parcel', async ({ format, crs, withinM }) => {
	const { parcels, refused } = await read(await WRITERS[format](inCrs(crs, PARCEL)), crs);
	expect(refused).toEqual([]);
	expect(parcels).toHaveLength(1);
	expect(farthestM(parcels[0].geometry, PARCEL)).toBeLessThan(withinM);
	const isOffset = crs === 'gcj02' || crs === 'bd09';
	expect(parcels[0].accuracyM).toBe(isOffset ? 5 : null);
	if (isOffset) expect(parcels[0].crs.zh).toContain('位置精度按 5 m 计');
	expect(parcels[0].name).toBe(format === 'a .shp alone' ? 'a 1' : '甲地块');
});

test.each(Object.keys(WRITERS).filter((format) => !/DXF|WKT|x north/.test(format)))(
	'%s keeps the hole',
	async (format) => {
		const rings = [...PARCEL, HOLE];
		const { parcels } = await read(await WRITERS[format](inCrs('EPSG:4547', rings)), 'EPSG:4547');
		expect(parcels[0].geometry).toMatchObject({ type: 'Polygon', coordinates: [{ length: 6 }, { length: 5 }] });
		expect(farthestM(parcels[0].geometry, rings)).toBeLessThan(0.001);
	}
);

/** As ArcGIS writes it beside a shapefile of a Chinese survey. */
const ESRI_38 =
	'PROJCS["CGCS2000_3_Degree_GK_Zone_38",GEOGCS["GCS_China_Geodetic_Coordinate_System_2000",DATUM["D_China_2000",SPHEROID["CGCS2000",6378137.0,298.257222101]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]],PROJECTION["Gauss_Kruger"],PARAMETER["False_Easting",38500000.0],PARAMETER["False_Northing",0.0],PARAMETER["Central_Meridian",114.0],PARAMETER["Scale_Factor",1.0],PARAMETER["Latitude_Of_Origin",0.0],UNIT["Meter",1.0]]';
const headers = (system: string, degrees: number, zone: number) => [
	`坐标系=${system}`,
	`几度分带=${degrees}`,
	'投影类型=高斯克吕格',
	'计量单位=米',
	`带号=${zone}`,
	'精度=0.01',
	'转换参数=,,,,,,'
];
const survey = (crs: string, lines: string[]) =>
	text('勘测.txt', surveyTextOf(lines, [{ name: '甲地块', rings: inCrs(crs, PARCEL) }]));

test.each([
	['a .prj', () => ({ name: 'a.zip', bytes: shapefileOf(inCrs('EPSG:4526', PARCEL), ESRI_38) }), 'Zone_38'],
	[
		'the crs of a GeoJSON',
		() => text('a.geojson', geojsonOf(inCrs('EPSG:4547', PARCEL), 'urn:ogc:def:crs:EPSG::4547')),
		'4547'
	],
	[
		'survey headers, 3°, zone before the easting',
		() => survey('EPSG:4526', headers('2000国家大地坐标系', 3, 38)),
		'4526'
	],
	['survey headers, 3°, no zone before it', () => survey('EPSG:4547', headers('2000国家大地坐标系', 3, 38)), '4547'],
	['survey headers, 6°, zone before the easting', () => survey('EPSG:4498', headers('CGCS2000', 6, 20)), '4498'],
	['survey headers, 6°, no zone before it', () => survey('EPSG:4509', headers('CGCS2000', 6, 20)), '4509'],
	['survey headers, degrees', () => survey('EPSG:4490', ['坐标系=2000国家大地坐标系', '计量单位=度']), 'CGCS2000']
])('what a file states is taken: %s', async (_, write, name) => {
	const { parcels, refused } = await read(write());
	expect(refused).toEqual([]);
	expect(farthestM(parcels[0].geometry, PARCEL)).toBeLessThan(0.001);
	expect(parcels[0].crs.en).toContain(name);
});

test.each([
	'GeoJSON',
	'zipped shapefile',
	'DXF polyline',
	'CSV of corners',
	'CSV of corners, x north',
	'XLSX of corners',
	'survey text'
])('%s that states nothing: the zone before the easting is certain, and is told', async (format) => {
	const { parcels, refused } = await read(await WRITERS[format](inCrs('EPSG:4526', PARCEL)));
	expect(refused).toEqual([]);
	expect(farthestM(parcels[0].geometry, PARCEL)).toBeLessThan(0.001);
	expect(parcels[0].notes.some(({ zh }) => zh.includes('带号 38'))).toBe(true);
});

test('degrees without a word are WGS 84, and the note says that they may be GCJ-02', async () => {
	const { parcels } = await read(await WRITERS['CSV of corners'](PARCEL));
	expect(farthestM(parcels[0].geometry, PARCEL)).toBeLessThan(0.001);
	expect(parcels[0].notes[0].zh).toContain('gcj02');
});

test('what a person says goes before what the file states', async () => {
	const stated = text('a.geojson', geojsonOf(inCrs('gcj02', PARCEL), 'EPSG:4326'));
	const { parcels } = await read(stated, 'gcj02');
	expect(farthestM(parcels[0].geometry, PARCEL)).toBeLessThan(0.2);
});
