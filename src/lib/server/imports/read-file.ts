import type { Limits } from './limits.ts';
import { readCsv } from './readers/csv.ts';
import { readGeoJson } from './readers/geojson.ts';
import { readGeoPackage } from './readers/geopackage.ts';
import { readKml } from './readers/kml.ts';
import { readNdjson } from './readers/ndjson.ts';
import { readShapefile } from './readers/shapefile.ts';
import { readXlsx } from './readers/xlsx.ts';
import { FileRefused, type Reading } from './row.ts';
import type { Source } from './source.ts';

type Reader = (source: Source, limits: Limits) => Promise<Reading>;

/** Formats by extension. Adding a format is adding a file in `readers/` and a line here. */
const READERS: readonly [RegExp, Reader][] = [
	[/\.gpkg$/i, readGeoPackage],
	[/\.(ndjson|geojsonl|jsonl|geojsons|ndgeojson)$/i, readNdjson],
	[/\.(geojson|json)$/i, readGeoJson],
	[/\.(csv|tsv|txt)$/i, readCsv],
	[/\.xlsx$/i, readXlsx],
	[/\.(zip|shp)$/i, readShapefile],
	[/\.(kml|kmz)$/i, readKml]
];

/** Opens a file with the reader of its extension. Throws a FileRefused that lists the formats for any other. */
export async function readFile(source: Source, limits: Limits): Promise<Reading> {
	const reader = READERS.find(([pattern]) => pattern.test(source.name))?.[1];
	if (reader !== undefined) return reader(source, limits);
	const isOldExcel = /\.xls$/i.test(source.name);
	throw new FileRefused({
		zh: `不能读取 ${source.name}。${isOldExcel ? '请在 Excel 或 WPS 中另存为 .xlsx。' : '可导入：.gpkg、.geojson、.ndjson、.csv、.xlsx、.zip（Shapefile）、.shp、.kml、.kmz。'}`,
		en: `${source.name} cannot be read. ${isOldExcel ? 'Save it as .xlsx.' : 'What can: .gpkg, .geojson, .ndjson, .csv, .xlsx, .zip (shapefile), .shp, .kml, .kmz.'}`
	});
}
