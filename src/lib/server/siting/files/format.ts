import { decodeText } from '../../imports/decode-text.ts';
import type { Limits } from '../../imports/limits.ts';
import { readCsv } from '../../imports/readers/csv.ts';
import { readGeoJson } from '../../imports/readers/geojson.ts';
import { readKml } from '../../imports/readers/kml.ts';
import { readShapefile } from '../../imports/readers/shapefile.ts';
import { FileRefused, type Reading } from '../../imports/row.ts';
import type { Source } from '../../imports/source.ts';
import { parcelTable } from './corner-table.ts';
import { readDxf } from './dxf.ts';
import { isSurveyText, readSurveyText } from './survey-text.ts';
import { readXlsxWithFormulas } from './xlsx-formulas.ts';

type Reader = (source: Source, limits: Limits) => Promise<Reading>;

/** What the first bytes of a file tell of it. */
type Content = 'zip' | 'shp' | 'json' | 'xml' | 'text' | 'dwg' | 'xls' | 'pdf' | 'binary';

/** Formats by extension, with what their content must be. */
const FORMATS: readonly { extension: RegExp; content: Content; read: Reader }[] = [
	{ extension: /\.(geojson|json)$/i, content: 'json', read: readGeoJson },
	{ extension: /\.zip$/i, content: 'zip', read: readShapefile },
	{ extension: /\.shp$/i, content: 'shp', read: readShapefile },
	{ extension: /\.kml$/i, content: 'xml', read: readKml },
	{ extension: /\.kmz$/i, content: 'zip', read: readKml },
	{ extension: /\.dxf$/i, content: 'text', read: readDxf },
	{ extension: /\.xlsx$/i, content: 'zip', read: asParcels(readXlsxWithFormulas) },
	{ extension: /\.(csv|tsv|txt)$/i, content: 'text', read: readText }
];

/** What a content that stands under another name should be called, or become. */
const ADVICE: Readonly<Record<Content, { zh: string; en: string }>> = {
	json: { zh: '内容是 JSON：请改名为 .geojson', en: 'it holds JSON: name it .geojson' },
	xml: { zh: '内容是 XML：若是 KML，请改名为 .kml', en: 'it holds XML: if it is KML name it .kml' },
	zip: {
		zh: '内容是 zip 包：请按其格式改名为 .zip、.kmz 或 .xlsx',
		en: 'it is a zip: name it .zip, .kmz or .xlsx as it is'
	},
	shp: { zh: '内容是 Shapefile：请改名为 .shp', en: 'it holds shapes: name it .shp' },
	text: {
		zh: '内容是文本：请按其格式改名为 .csv、.txt 或 .dxf',
		en: 'it is text: name it .csv, .txt or .dxf as it is'
	},
	dwg: { zh: '内容是 DWG 图形：请在 CAD 中另存为 .dxf', en: 'it is a DWG drawing: save it as .dxf' },
	xls: { zh: '内容是旧版 Office 文件：请另存为 .xlsx', en: 'it is an old Office file: save it as .xlsx' },
	pdf: { zh: '内容是 PDF：请导出坐标数据', en: 'it is a PDF: export the coordinates themselves' },
	binary: {
		zh: '内容不是可读的数据：请检查文件，或重新导出',
		en: 'its content is no data that can be read: check the file or export it again'
	}
};

/**
 * Opens a file of parcels by its extension, after its first bytes agree with it. Throws a FileRefused that says what the
 * file is, or which formats are read. XLSX is looked at for formulas, tables of corners become parcels.
 */
export async function openParcels(source: Source, limits: Limits): Promise<Reading> {
	const format = FORMATS.find(({ extension }) => extension.test(source.name));
	const content = contentOf(source.bytes());
	if (format !== undefined && format.content === content) return format.read(source, limits);
	const advice = ADVICE[content];
	if (format !== undefined)
		throw new FileRefused({
			zh: `${source.name} 的扩展名与内容不符，${advice.zh}，然后重新上传。`,
			en: `The extension of ${source.name} does not fit its content: ${advice.en}, and upload it again.`
		});
	throw new FileRefused({
		zh: `不能读取 ${source.name}；${advice.zh}。可上传：.geojson、.zip（Shapefile）、.shp、.kml、.kmz、.dxf、.xlsx、.csv、.txt（拐点坐标）。`,
		en: `${source.name} cannot be read; ${advice.en}. What can: .geojson, .zip (shapefile), .shp, .kml, .kmz, .dxf, .xlsx, .csv, .txt (拐点坐标).`
	});
}

/** A text is the 拐点坐标 format where it looks like it, else a table. */
async function readText(source: Source, limits: Limits): Promise<Reading> {
	if (isSurveyText(decodeText(source.name, source.bytes()))) return readSurveyText(source);
	return asParcels(readCsv)(source, limits);
}

function asParcels(read: Reader): Reader {
	return async (source, limits) => {
		const reading = await read(source, limits);
		return { ...reading, tables: await Promise.all(reading.tables.map(parcelTable)) };
	};
}

function contentOf(bytes: Uint8Array): Content {
	const head = bytes.subarray(0, 4096);
	const starts = (...signature: number[]) => signature.every((byte, i) => head[i] === byte);
	if (starts(0x50, 0x4b, 3, 4) || starts(0x50, 0x4b, 5, 6)) return 'zip';
	if (starts(0, 0, 0x27, 0x0a)) return 'shp';
	if (starts(0xd0, 0xcf, 0x11, 0xe0)) return 'xls';
	const latin = new TextDecoder('latin1').decode(head);
	if (latin.startsWith('%PDF')) return 'pdf';
	if (/^AC10\d\d/.test(latin)) return 'dwg';
	// A binary DXF goes to its reader, which says how to save it as text.
	if (latin.startsWith('AutoCAD Binary DXF')) return 'text';
	const isUtf16 = starts(0xff, 0xfe) || starts(0xfe, 0xff);
	if (head.includes(0) && !isUtf16) return 'binary';
	const text = new TextDecoder(isUtf16 ? (head[0] === 0xff ? 'utf-16le' : 'utf-16be') : 'utf-8').decode(head);
	const first = text.trimStart()[0];
	if (first === '{' || /^\s*\[\s*[[{"\d-]/.test(text)) return 'json';
	return first === '<' ? 'xml' : 'text';
}
