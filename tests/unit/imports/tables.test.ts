import { expect, test } from 'vitest';
import { parseCoordinate } from '../../../src/lib/geo/coordinate.ts';
import { encodingOf } from '../../../src/lib/server/imports/decode-text.ts';
import { parseWkt } from '../../../src/lib/server/imports/wkt.ts';
import { readAll, shared, upload } from './file.ts';

const NANJING = [118.7968, 32.0603];
/** 名称,经度,纬度 and 南京 in GBK. */
const GBK = new Uint8Array([
	...[0xc3, 0xfb, 0xb3, 0xc6, 0x2c, 0xbe, 0xad, 0xb6, 0xc8, 0x2c, 0xce, 0xb3, 0xb6, 0xc8, 0x0a],
	...[0xc4, 0xcf, 0xbe, 0xa9],
	...new TextEncoder().encode(',118.7968,32.0603\n')
]);

test.each([
	['UTF-8', '名称,经度,纬度\n南京,118.7968,32.0603\n'],
	['UTF-8 with BOM and CRLF', '\ufeff名称,经度,纬度\r\n南京,118.7968,32.0603\r\n'],
	['GBK', GBK],
	['tabs', '名称\t经度\t纬度\n南京\t118.7968\t32.0603'],
	['semicolons', 'name;lon;lat\n南京;118.7968;32.0603'],
	['units and marks in the header', '名称,经度(°)_WGS84,纬度（°）\n南京,118.7968,32.0603'],
	['a title above the header', '单位一览表,,\n名称,经度,纬度\n南京,118.7968,32.0603'],
	['degrees, minutes and seconds', '名称,东经,北纬\n南京,118°47′48.48″,32°3′37.08″'],
	['WKT', 'name,wkt\n南京,POINT (118.7968 32.0603)'],
	['both in one column', '名称,经纬度\n南京,"118.7968,32.0603"']
])('a CSV gives its point and its name: %s', async (_, content) => {
	const { tables } = await readAll(upload('城市.csv', content));
	expect(tables[0].rows).toHaveLength(1);
	const { geometry, properties } = tables[0].rows[0];
	expect(geometry?.type).toBe('Point');
	const [x, y] = geometry?.type === 'Point' ? geometry.coordinates : [];
	expect(x).toBeCloseTo(NANJING[0], 9);
	expect(y).toBeCloseTo(NANJING[1], 9);
	expect(properties.名称 ?? properties.name).toBe('南京');
	expect(tables[0].crs).toBeNull();
});

test('rows are counted as a spreadsheet shows them: the header is 1, empty rows count, quoted line breaks do not', async () => {
	const { tables } = await readAll(upload('a.csv', '名称,经度,纬度\n"甲\n厂",114,30\n\n乙厂,115,31\n'));
	expect(tables[0].rows.map((row) => row.number)).toEqual([2, 4]);
});

test('a cell that is no coordinate refuses its row and names the column', async () => {
	const { tables } = await readAll(upload('a.csv', '名称,经度,纬度\n甲,东经一百,30\n乙,,31\n丙,114,30,多,余\n'));
	const [first, second, third] = tables[0].rows;
	expect(first.refused).toMatchObject({ field: '经度', text: { en: expect.stringContaining('"东经一百"') } });
	expect(second.refused).toMatchObject({ field: '经度', text: { en: expect.stringContaining('empty') } });
	expect(third.refused?.text.en).toContain('quotes');
});

test('a CSV without a position says which columns it needs', async () => {
	await expect(readAll(upload('a.csv', '名称,地址\n甲,解放路\n'))).rejects.toMatchObject({
		name: 'FileRefused',
		words: { zh: expect.stringContaining('经度') }
	});
});

test('a quote that is never closed is told with its line', async () => {
	await expect(readAll(upload('a.csv', '名称,经度,纬度\n"甲,114,30\n乙,115,31\n'))).rejects.toMatchObject({
		name: 'FileRefused'
	});
});

test('bytes that are neither UTF-8 nor GB18030 are told with their line', async () => {
	const bytes = new Uint8Array([...GBK, 0xc4, 0xcf, 0xff, 0xff, 0xc4, 0xcf, 0xff, 0xff, 0x2c, 0x31, 0x0a]);
	await expect(readAll(upload('a.csv', bytes))).rejects.toMatchObject({ name: 'FileRefused', row: 3 });
});

test.each(['WGS84', 'GCJ02', 'BD09'])('city tables in %s read alike in both encodings', async (crs) => {
	const utf8 = await readAll(shared(`csv/城市_${crs}_utf8bom.csv`));
	const gb = await readAll(shared(`csv/城市_${crs}_gb18030.csv`));
	expect(gb.format).toBe('CSV (GB18030)');
	expect(gb.tables[0].rows).toEqual(utf8.tables[0].rows);
	expect(gb.tables[0].rows).toHaveLength(664);
	expect(gb.tables[0].rows[0].properties).toEqual({
		省份: '河南省',
		城市: '驻马店市',
		区县: '驿城区',
		名称: '驻马店市'
	});
});

test('an XLSX reads as its CSV does', async () => {
	const xlsx = await readAll(shared('csv/城市_GCJ02.xlsx'));
	const csv = await readAll(shared('csv/城市_GCJ02_utf8bom.csv'));
	expect(xlsx.tables[0].rows).toEqual(csv.tables[0].rows);
});

test('what is no XLSX says so', async () => {
	await expect(readAll(upload('a.xlsx', 'not a zip'))).rejects.toMatchObject({ name: 'FileRefused' });
	await expect(readAll(upload('a.xls', 'old'))).rejects.toMatchObject({
		words: { en: expect.stringContaining('.xlsx') }
	});
});

test.each([
	['114.5', 114.5],
	['１１４．５', 114.5],
	['114.5°', 114.5],
	['-114.5', -114.5],
	['114°30′', 114.5],
	['114度30分0秒', 114.5],
	['114:30:00', 114.5],
	['114°30\'00"E', 114.5],
	['西经114°30′', -114.5],
	['30.5N', 30.5],
	['3381234.5 m', 3381234.5],
	['114°75′', null],
	['约114', null],
	['', null],
	['1,234', null]
])('coordinate %s is %s', (text, value) => {
	expect(parseCoordinate(text)).toBe(value);
});

test.each([
	['POINT(1 2)', { type: 'Point', coordinates: [1, 2] }],
	['SRID=4326;POINT Z (1 2 3)', { type: 'Point', coordinates: [1, 2] }],
	[
		'MULTIPOINT((1 2),(3 4))',
		{
			type: 'MultiPoint',
			coordinates: [
				[1, 2],
				[3, 4]
			]
		}
	],
	[
		'multipoint(1 2, 3 4)',
		{
			type: 'MultiPoint',
			coordinates: [
				[1, 2],
				[3, 4]
			]
		}
	],
	[
		'LINESTRINGZ(1 2 0,3 4 0)',
		{
			type: 'LineString',
			coordinates: [
				[1, 2],
				[3, 4]
			]
		}
	],
	[
		'POLYGON((0 0,1 0,1 1,0 0))',
		{
			type: 'Polygon',
			coordinates: [
				[
					[0, 0],
					[1, 0],
					[1, 1],
					[0, 0]
				]
			]
		}
	]
])('WKT %s', (text, geometry) => {
	expect(parseWkt(text, 100)).toEqual({ geometry });
});

test.each(['POINT', 'POINT(1)', 'POINT(1 2', 'POINT(1 2) and more', 'CURVE(1 2)', 'LINESTRING(1 2, x 3)', ''])(
	'WKT "%s" is refused',
	(text) => {
		expect(parseWkt(text, 100)).toHaveProperty('refused');
	}
);

test('western text is not taken for Chinese', () => {
	expect(encodingOf(Buffer.from('Wäschgräbli, Grüt', 'latin1'))).toBe('windows-1252');
	expect(encodingOf(GBK)).toBe('gb18030');
	expect(encodingOf(Buffer.from('南京'))).toBe('utf-8');
});
