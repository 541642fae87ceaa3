import { strToU8, unzipSync, zipSync } from 'fflate';
import { shpOf } from '../../imports/shapefile-bytes.ts';
import { zipOf } from '../../imports/zip.ts';
import { inCrs, PARCEL } from './parcel.ts';
import * as write from './writers.ts';
import type { Rings, Written } from './writers.ts';

/** A file that is wrong in one way, and the words that tell it; `crs` is what the person says of it. */
export interface BadFile {
	what: string;
	file: () => Written | Promise<Written>;
	crs?: string;
	/** Whether the file as a whole is refused, or its only parcel. */
	refuses: 'file' | 'parcel';
	zh: string;
	en: string;
}

const [RING] = PARCEL;
const [A, B, C, D, E] = RING;
const geojson = (rings: Rings | unknown[]): Written => write.text('a.geojson', write.geojsonOf(rings as Rings));
const shifted = (rings: Rings, lng: number, lat: number): Rings =>
	rings.map((ring) => ring.map(([x, y]) => [x + lng, y + lat]));
const exchanged = (rings: Rings): Rings => rings.map((ring) => ring.map(([x, y]) => [y, x]));
const survey = (lines: string[], rings: Rings): Written =>
	write.text('a.txt', write.surveyTextOf(lines, [{ name: '甲地块', rings }]));
const zone = (number: number) => ['坐标系=2000国家大地坐标系', '几度分带=3', `带号=${number}`];
const IN_38 = inCrs('EPSG:4526', PARCEL);
const IN_114 = inCrs('EPSG:4547', PARCEL);

/** A circle of so many points. */
const circle = (count: number): [number, number][] =>
	Array.from({ length: count }, (_, k) => {
		const angle = (k % (count - 1)) * ((2 * Math.PI) / (count - 1));
		return [114.32 + 0.01 * Math.cos(angle), 30.62 + 0.01 * Math.sin(angle)];
	});
const whole = (ring: [number, number][]): [number, number][] => ring.map(([x, y]) => [Math.round(x), Math.round(y)]);
const inSurvey = (points: number) => write.text('a.txt', `1,1,1,甲,面,,,@\n${'J1,1,1,2\n'.repeat(points)}`);
const inTable = (ring: [number, number][]) => write.text('a.csv', `X,Y\n${ring.map((p) => p.join(',')).join('\n')}`);
const inDrawing = (ring: [number, number][]) => write.text('a.dxf', write.dxfOf(write.lwpolyline('L', ring, 1)));
const inShp = (ring: [number, number][]) => ({ name: 'a.shp', bytes: shpOf([ring]) });
const MILLION = 1_000_000;

const SELF_CROSSING: BadFile[] = [
	{
		what: 'a bow-tie',
		file: () =>
			geojson([
				[
					[114.3, 30.6],
					[114.302, 30.602],
					[114.302, 30.6],
					[114.3, 30.602],
					[114.3, 30.6]
				]
			]),
		refuses: 'parcel',
		zh: '边界自相交：1–2 点的边与3–4 点的边在 114.301, 30.601 处相交',
		en: 'crosses itself: edge 1–2 meets edge 3–4 at 114.301, 30.601'
	},
	{
		what: 'a bow-tie in metres',
		file: () =>
			survey(zone(38), [
				[
					[38528800, 3386300],
					[38528900, 3386400],
					[38528900, 3386300],
					[38528800, 3386400],
					[38528800, 3386300]
				]
			]),
		refuses: 'parcel',
		zh: '在 38528850, 3386350 处相交',
		en: 'at 38528850, 3386350'
	},
	{
		what: 'a hole that crosses its outer ring',
		file: () =>
			geojson([
				RING,
				[
					[114.3005, 30.6004],
					[114.3005, 30.6006],
					[114.31, 30.6006],
					[114.31, 30.6004],
					[114.3005, 30.6004]
				]
			]),
		refuses: 'parcel',
		zh: '第 1 环 2–3 点的边与第 2 环',
		en: 'edge 2–3 of ring 1 meets edge'
	}
];

const RINGS: BadFile[] = [
	{
		what: 'a GeoJSON ring that is open',
		file: () => geojson([[A, B, C, D]]),
		refuses: 'parcel',
		zh: '第 1 个环未闭合：首尾两点相距',
		en: 'is not closed: its first and last point are'
	},
	{
		what: 'a KML ring that is open',
		file: () => write.text('a.kml', write.kmlOf([[A, B, C, D]])),
		refuses: 'parcel',
		zh: '请在末尾重复第一点',
		en: 'Repeat the first point'
	},
	{
		what: 'a shapefile ring that is open',
		file: () => ({ name: 'a.zip', bytes: write.shapefileOf([[A, B, C, D]], null) }),
		refuses: 'parcel',
		zh: '未闭合',
		en: 'not closed'
	},
	{
		what: 'a drawing whose ends are 20 cm apart',
		file: () =>
			write.text(
				'a.dxf',
				write.dxfOf(write.lwpolyline('L', [...IN_38[0].slice(0, -1), [IN_38[0][0][0] + 0.2, IN_38[0][0][1]]], 0))
			),
		refuses: 'parcel',
		zh: '相距 20.0 cm',
		en: '20.0 cm apart'
	},
	{
		what: 'two points and back',
		file: () => geojson([[A, B, A]]),
		refuses: 'parcel',
		zh: '只有 2 个不同的点，面至少需要 3 个',
		en: 'has 2 different points; an area needs at least 3'
	},
	{
		what: 'three positions of two points in KML',
		file: () => write.text('a.kml', write.kmlOf([[A, B, A]])),
		refuses: 'parcel',
		zh: '只有 2 个不同的点',
		en: 'has 2 different points'
	},
	{
		what: 'two corners in a table',
		file: () => write.text('a.csv', write.csvOf(write.cornerRows([[A, B, A]]))),
		refuses: 'parcel',
		zh: '只有 2 个不同的点',
		en: 'has 2 different points'
	},
	{
		what: 'two corners in a survey',
		file: () => survey(zone(38), [[IN_38[0][0], IN_38[0][1], IN_38[0][0]]]),
		refuses: 'parcel',
		zh: '只有 2 个不同的点',
		en: 'has 2 different points'
	},
	{
		what: 'points on one line',
		file: () =>
			geojson([
				[
					[114.3, 30.6],
					[114.301, 30.6],
					[114.302, 30.6],
					[114.3, 30.6]
				]
			]),
		refuses: 'parcel',
		zh: '没有面积：它的点在一条线上',
		en: 'has no area: its points lie on one line'
	},
	{
		what: 'points nearly on one line',
		file: () =>
			geojson([
				[
					[114.3, 30.6],
					[114.301, 30.6],
					[114.302, 30.6000000001],
					[114.3, 30.6]
				]
			]),
		refuses: 'parcel',
		zh: '没有面积',
		en: 'has no area'
	},
	{
		what: 'a hole outside of its shell',
		file: () => geojson([RING, shifted([RING], 0.01, 0)[0]]),
		refuses: 'parcel',
		zh: '第 2 个环应是洞，却不在外环之内',
		en: 'Ring 2 is a hole and lies outside of its outer ring'
	},
	{
		what: 'a hole outside, by its ring number',
		file: () => survey(zone(38), inCrs('EPSG:4526', [RING, shifted([RING], 0.01, 0)[0]])),
		refuses: 'parcel',
		zh: '请改正圈号或坐标',
		en: 'Correct the ring number'
	}
];

const BLANKS = ' '.repeat(900_000);
const MANY: BadFile[] = [
	{
		what: 'a coordinate of 900,000 blanks',
		file: () => write.text('a.csv', `点号,经度,纬度\nJ1,1${BLANKS}2,30.6`),
		refuses: 'parcel',
		zh: '不是坐标',
		en: 'is not a coordinate'
	},
	{
		what: 'a WKT of 900,000 blanks',
		file: () => write.text('a.csv', `名称,WKT\n甲,POINT${BLANKS}x`),
		refuses: 'parcel',
		zh: '不是 WKT',
		en: 'is not the WKT'
	},
	{
		what: 'a header of 900,000 underscores',
		file: () => write.text('a.csv', `a${'_'.repeat(900_000)}b,c`),
		refuses: 'file',
		zh: '找不到坐标列',
		en: 'no columns of a position'
	},
	{
		what: 'a text of empty lines',
		file: () => write.text('a.txt', '\n'.repeat(3_000_000)),
		refuses: 'file',
		zh: '找不到坐标列',
		en: 'no columns of a position'
	},
	{
		what: 'a .prj of a megabyte',
		file: () => ({ name: 'a.zip', bytes: write.shapefileOf(PARCEL, `PROJCS["${'['.repeat(1_000_000)}`) }),
		refuses: 'parcel',
		zh: '不认识坐标系',
		en: 'Unknown coordinate system'
	},
	{
		what: 'a million vertices in a .shp',
		file: () => inShp(circle(MILLION)),
		refuses: 'file',
		zh: '最多 6 MB。请只保留要核查的地块',
		en: 'at most 6 MB. Keep the parcels that are to be tested only'
	},
	{
		what: 'a million vertices in GeoJSON',
		file: () => geojson([circle(MILLION)]),
		refuses: 'file',
		zh: '最多 6 MB。请只保留要核查的地块',
		en: 'at most 6 MB. Keep the parcels that are to be tested only'
	},
	{
		what: 'a million vertices in a drawing',
		file: () => inDrawing(circle(MILLION)),
		refuses: 'file',
		zh: '最多 6 MB。请只保留要核查的地块',
		en: 'at most 6 MB. Keep the parcels that are to be tested only'
	},
	{
		what: 'a million points in a survey',
		file: () => inSurvey(MILLION),
		refuses: 'file',
		zh: '最多 6 MB。请只保留要核查的地块',
		en: 'at most 6 MB. Keep the parcels that are to be tested only'
	},
	{
		what: 'a million corners in CSV',
		file: () => inTable(circle(MILLION)),
		refuses: 'file',
		zh: '最多 6 MB。请只保留要核查的地块',
		en: 'at most 6 MB. Keep the parcels that are to be tested only'
	},
	{
		what: '350,000 vertices in a .shp',
		file: () => inShp(circle(350_000)),
		refuses: 'parcel',
		zh: '顶点超过 20000 个，请拆分或简化',
		en: 'More than 20000 vertices; split or simplify it'
	},
	{
		what: '600,000 vertices in GeoJSON',
		file: () => geojson([whole(circle(600_000))]),
		refuses: 'parcel',
		zh: '顶点超过 20000 个',
		en: 'More than 20000 vertices'
	},
	{
		what: '450,000 vertices in a drawing',
		file: () => inDrawing(whole(circle(450_000))),
		refuses: 'parcel',
		zh: '超过 20000 个',
		en: 'More than 20000 vertices'
	},
	{
		what: '650,000 points in a survey',
		file: () => inSurvey(650_000),
		refuses: 'file',
		zh: '顶点超过 20000 个',
		en: 'more than 20000 vertices'
	},
	{
		what: '800,000 corners in CSV',
		file: () => inTable(whole(circle(800_000))),
		refuses: 'file',
		zh: '超过 20000 行角点',
		en: 'more than 20000 rows of corners'
	},
	{
		what: '650,000 vertices in KML',
		file: () => write.text('a.kml', write.kmlOf([whole(circle(650_000))])),
		refuses: 'parcel',
		zh: '顶点超过 20000 个',
		en: 'More than 20000 vertices'
	},
	{
		what: '4,000 triangles that share a point',
		file: () =>
			write.text(
				'a.geojson',
				JSON.stringify({ type: 'MultiPolygon', coordinates: Array.from({ length: 4000 }, () => [[A, B, C, A]]) })
			),
		refuses: 'parcel',
		zh: '一个地块最多 20 个',
		en: 'a parcel has at most 20'
	},
	{
		what: 'lines that all meet in one point',
		file: () =>
			write.text(
				'a.dxf',
				write.dxfOf(Array.from({ length: 50_000 }, (_, k) => write.line('L', [1, 1], [k, 2])).flat())
			),
		refuses: 'file',
		zh: '顶点超过 20000 个',
		en: 'more than 20000 vertices'
	},
	{
		what: '40,000 placemarks of everything',
		file: () => write.text('a.kml', `<kml>${'<Placemark><name/><Point/></Placemark>'.repeat(40_000)}</kml>`),
		refuses: 'file',
		zh: '元素超过 70000 个',
		en: 'more than 70000 elements'
	},
	{
		what: '3,000 parcels',
		file: () =>
			write.text(
				'a.dxf',
				write.dxfOf(Array.from({ length: 3000 }, () => [0, 'POINT', 8, 'P', 10, 114.3, 20, 30.6]).flat())
			),
		refuses: 'file',
		zh: '地块超过 2000 个',
		en: 'more than 2000 parcels'
	}
];

const PLACES: BadFile[] = [
	{
		what: 'the zone beside the right one',
		file: () => geojson(IN_38),
		crs: 'EPSG:4525',
		refuses: 'parcel',
		zh: '坐标系若为 EPSG:4526 (CGCS2000 / 3-degree Gauss-Kruger zone 38) 则在本区之内',
		en: 'in EPSG:4526 (CGCS2000 / 3-degree Gauss-Kruger zone 38) it lies inside. Check the zone'
	},
	{
		what: 'a survey whose headers name another zone',
		file: () => survey(zone(39), IN_114),
		refuses: 'parcel',
		zh: '坐标系若为 EPSG:4547',
		en: 'in EPSG:4547'
	},
	{
		what: 'metres where degrees are stated',
		file: () => geojson(IN_114),
		crs: 'wgs84',
		refuses: 'parcel',
		zh: '坐标系若为 EPSG:4547',
		en: 'in EPSG:4547'
	},
	{
		what: 'metres without zone or statement',
		file: () => ({ name: 'a.zip', bytes: write.shapefileOf(IN_114, null) }),
		refuses: 'parcel',
		zh: '请选择坐标系：落在本区之内的有 EPSG:4547',
		en: 'Choose the coordinate system: it lies in the district in EPSG:4547'
	},
	{
		what: 'latitude before longitude',
		file: () => geojson(exchanged(PARCEL)),
		refuses: 'parcel',
		zh: 'X 与 Y 对调后则在本区之内：坐标轴颠倒了',
		en: 'with x and y exchanged it lies inside: the axes are swapped'
	},
	{
		what: 'north before east in a shapefile',
		file: () => ({ name: 'a.zip', bytes: write.shapefileOf(exchanged(IN_38), null) }),
		crs: 'EPSG:4526',
		refuses: 'parcel',
		zh: '坐标轴颠倒了',
		en: 'the axes are swapped'
	},
	{
		what: 'east before north in a survey',
		file: () => survey(zone(38), exchanged(IN_38)),
		refuses: 'parcel',
		zh: '对调',
		en: 'exchange'
	},
	{
		what: 'a parcel of Beijing',
		file: () => geojson(shifted(PARCEL, 2.1, 9.3)),
		refuses: 'parcel',
		zh: '相距约 1038 km。请核对坐标和坐标系；若地块确在他区，请改选该区',
		en: 'about 1038 km away'
	},
	{
		what: 'one corner with a digit missing',
		file: () => geojson([[A, B, [114.3014, 36.009], D, E, A]]),
		refuses: 'parcel',
		zh: '第 3 个点离本区超过 20 km',
		en: 'Point 3 is more than 20 km outside'
	},
	{
		what: "Xi'an 1980 in the headers",
		file: () => survey(['坐标系=1980西安坐标系', '几度分带=3', '带号=38'], IN_38),
		refuses: 'parcel',
		zh: '需要当地参数',
		en: 'needs local parameters'
	},
	{
		what: 'a coordinate system that nobody knows',
		file: () => geojson(PARCEL),
		crs: '武汉市独立坐标系',
		refuses: 'file',
		zh: '不认识坐标系“武汉市独立坐标系”',
		en: 'Unknown coordinate system'
	}
];

const NUMBERS: BadFile[] = [
	{
		what: 'null in GeoJSON, which NaN becomes',
		file: () => geojson([[A, [null, 30.6], C, A]]),
		refuses: 'parcel',
		zh: '应为数字',
		en: 'must be a number'
	},
	{
		what: 'NaN in a .shp',
		file: () => ({ name: 'a.zip', bytes: write.shapefileOf([[A, [NaN, 30.6], C, D, A]], null) }),
		refuses: 'parcel',
		zh: '不是有效数字',
		en: 'not a finite number'
	},
	{
		what: 'NaN in KML',
		file: () => write.text('a.kml', write.kmlOf([[A, [NaN, 30.6], C, D, A]])),
		refuses: 'parcel',
		zh: '坐标“NaN,30.6,0”不是',
		en: '"NaN,30.6,0" is not'
	},
	{
		what: 'NaN in a drawing',
		file: () => write.text('a.dxf', write.dxfOf(write.lwpolyline('L', [A, [NaN, 30.6], C, D], 1))),
		refuses: 'parcel',
		zh: '不是有效数字',
		en: 'not a finite number'
	},
	{
		what: 'NaN in a survey',
		file: () => write.text('a.txt', '[地块坐标]\n3,1,1,甲,面,,,@\nJ1,1,NaN,38528800\n'),
		refuses: 'parcel',
		zh: '第 3 行“J1,1,NaN,38528800”读不出',
		en: 'Line 3, "J1,1,NaN,38528800", cannot be read'
	},
	{
		what: 'a word in a table',
		file: () => write.text('a.csv', '点号,经度,纬度\nJ1,114.3,30.6\nJ2,待测,30.6\nJ3,114.3,30.7'),
		refuses: 'parcel',
		zh: '第 3 行的角点读不出',
		en: 'The corner in row 3 cannot be read'
	}
];

/** An XLSX whose X of the first corner is a formula, with this value stored beside it. */
export async function xlsxWithFormula(stored: string): Promise<Written> {
	const rows = write.cornerRows(PARCEL);
	const files = unzipSync(await write.xlsxOf(rows));
	const path = 'xl/worksheets/sheet1.xml';
	const sheet = new TextDecoder().decode(files[path]);
	const formula = sheet.replace(/(<c r="C2"[^>]*>)<v>[^<]*<\/v>/, `$1<f>114+0.3001</f>${stored}`);
	if (formula === sheet) throw new Error('Cell C2 was not found.');
	return { name: 'a.xlsx', bytes: zipSync({ ...files, [path]: strToU8(formula) }) };
}

const bomb = (name: string, entry: string): BadFile => ({
	what: `a zip bomb called ${name}`,
	file: () => ({ name, bytes: zipOf([{ name: entry, bytes: new Uint8Array(48 * 1024 * 1024) }]) }),
	refuses: 'file',
	zh: '超过允许的范围，未解压',
	en: 'more than is allowed, nothing was unpacked'
});

const FILES: BadFile[] = [
	bomb('a.zip', 'a.shp'),
	bomb('a.kmz', 'doc.kml'),
	bomb('a.xlsx', 'xl/worksheets/sheet1.xml'),
	{
		what: 'a formula without its value',
		file: () => xlsxWithFormula(''),
		refuses: 'file',
		zh: '单元格 C2 是公式，但没有保存计算结果',
		en: 'Cell C2 of a.xlsx is a formula without a stored value'
	},
	{ what: 'an empty file', file: () => write.text('a.geojson', ''), refuses: 'file', zh: '是空文件', en: 'is empty' },
	{
		what: 'a collection of nothing',
		file: () => write.text('a.geojson', '{"type":"FeatureCollection","features":[]}'),
		refuses: 'file',
		zh: '没有地块',
		en: 'holds no parcel'
	},
	{
		what: 'a survey without parcels',
		file: () => write.text('a.txt', '[属性描述]\n坐标系=2000国家大地坐标系\n[地块坐标]\n'),
		refuses: 'file',
		zh: '没有地块',
		en: 'no parcel'
	},
	{
		what: 'GeoJSON called .kml',
		file: () => write.text('a.kml', write.geojsonOf(PARCEL)),
		refuses: 'file',
		zh: '扩展名与内容不符，内容是 JSON：请改名为 .geojson',
		en: 'it holds JSON: name it .geojson'
	},
	{
		what: 'KML called .xlsx',
		file: () => write.text('a.xlsx', write.kmlOf(PARCEL)),
		refuses: 'file',
		zh: '若是 KML，请改名为 .kml',
		en: 'if it is KML name it .kml'
	},
	{
		what: 'a .doc called .txt',
		file: () => ({ name: 'a.txt', bytes: new Uint8Array([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1]) }),
		refuses: 'file',
		zh: '另存为 .xlsx',
		en: 'save it as .xlsx'
	},
	{
		what: 'a DWG',
		file: () => write.text('a.dwg', 'AC1032\0\0\0'),
		refuses: 'file',
		zh: '请在 CAD 中另存为 .dxf',
		en: 'save it as .dxf'
	},
	{
		what: 'a DWG called .dxf',
		file: () => write.text('a.dxf', 'AC1032\0\0\0'),
		refuses: 'file',
		zh: '请在 CAD 中另存为 .dxf',
		en: 'save it as .dxf'
	},
	{
		what: 'a format that is not read',
		file: () => write.text('a.mid', 'Version 300'),
		refuses: 'file',
		zh: '可上传：.geojson',
		en: 'What can: .geojson'
	},
	{
		what: 'binary junk',
		file: () => ({ name: 'a.csv', bytes: Uint8Array.from({ length: 5000 }, (_, k) => (k * 7919) % 256) }),
		refuses: 'file',
		zh: '内容不是可读的数据',
		en: 'no data that can be read'
	},
	{
		what: 'a binary DXF',
		file: () => write.text('a.dxf', 'AutoCAD Binary DXF\r\n\x1a\0'),
		refuses: 'file',
		zh: '二进制 DXF',
		en: 'binary DXF'
	},
	{
		what: 'a drawing cut off',
		file: () => write.text('a.dxf', write.dxfOf(write.lwpolyline('L', RING, 1)).slice(0, 80)),
		refuses: 'file',
		zh: '中断',
		en: 'ends in the middle'
	},
	{
		what: 'a polyline without its end, which hangs dxf-parser',
		file: () => write.text('a.dxf', write.dxfOf([0, 'POLYLINE', 8, 'L', 70, 1, 0, 'TEXT', 8, 'L', 1, '甲'])),
		refuses: 'parcel',
		zh: '没有坐标',
		en: 'no coordinates'
	},
	{
		what: 'a drawing of text only',
		file: () => write.text('a.dxf', write.dxfOf([0, 'TEXT', 8, 'L', 1, '甲'])),
		refuses: 'file',
		zh: 'TEXT ×1',
		en: 'TEXT ×1'
	},
	{
		what: 'a table without a position',
		file: () => write.text('a.csv', '名称,地址\n甲,解放路\n'),
		refuses: 'file',
		zh: '找不到坐标列',
		en: 'no columns of a position'
	}
];

export const BAD_FILES: BadFile[] = [...SELF_CROSSING, ...RINGS, ...MANY, ...PLACES, ...NUMBERS, ...FILES];
