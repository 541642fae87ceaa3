import { readDbf } from '../dbf.ts';
import type { Limits } from '../limits.ts';
import { FileRefused, type Reading, type Row, type RowNote, type Table } from '../row.ts';
import { readShp } from '../shp.ts';
import type { Source } from '../source.ts';
import { openZip } from '../unzip.ts';

interface Parts {
	name: string;
	shp: Uint8Array;
	dbf: Uint8Array | null;
	prj: Uint8Array | null;
	cpg: Uint8Array | null;
}

/**
 * Shapefiles: a .zip with any number of them, or a .shp beside its .dbf, .prj and .cpg. Each is a table; row n is its
 * n-th shape. The CRS is that of the .prj; without one none is stated.
 */
export async function readShapefile(source: Source, limits: Limits): Promise<Reading> {
	const { name } = source;
	const all = /\.shp$/i.test(name)
		? [
				{
					name: name.replace(/\.shp$/i, ''),
					shp: source.bytes(),
					dbf: source.beside('.dbf'),
					prj: source.beside('.prj'),
					cpg: source.beside('.cpg')
				}
			]
		: partsIn(name, source.bytes(), limits);
	if (all.length === 0)
		throw new FileRefused({
			zh: `${name} 中没有 .shp 文件。请把 .shp、.dbf、.prj 一起打包。`,
			en: `${name} holds no .shp. Pack .shp, .dbf and .prj together.`
		});
	return { format: 'Shapefile', tables: all.map((parts) => tableOf(name, parts, limits)), close() {} };
}

function tableOf(file: string, parts: Parts, limits: Limits): Table {
	const dbf = parts.dbf === null ? null : readDbf(file, parts.dbf, parts.cpg);
	const notes =
		dbf === null
			? [
					{
						zh: `${file}：${parts.name} 没有 .dbf，要素没有属性。`,
						en: `${file}: ${parts.name} has no .dbf, its features have no attributes.`
					}
				]
			: [];
	return {
		name: parts.name,
		crs: parts.prj === null ? null : new TextDecoder().decode(parts.prj).trim() || null,
		axesUnclear: false,
		notes,
		*rows(): Generator<Row> {
			let number = 0;
			for (const { geometry, refused, heights, adrift } of readShp(file, parts.shp, limits.vertices)) {
				const properties = dbf === null ? {} : number < dbf.count ? dbf.record(number) : undefined;
				number++;
				if (properties === undefined)
					throw new FileRefused(
						{
							zh: `${file}：${parts.name}.shp 的图形多于 .dbf 的 ${dbf?.count} 条记录，二者不是同一次导出。`,
							en: `${file}: ${parts.name}.shp has more shapes than its .dbf has records (${dbf?.count}); they are not of one export.`
						},
						number
					);
				if (properties === null) continue;
				yield {
					number,
					key: null,
					properties,
					geometry,
					...(heights && { heights }),
					mended: adrift === undefined ? null : [adriftNote(adrift)],
					refused: refused === null ? null : { field: 'geometry', text: refused }
				};
			}
			if (dbf !== null && number < dbf.count)
				throw new FileRefused(
					{
						zh: `${file}：${parts.name}.shp 有 ${number} 个图形，.dbf 有 ${dbf.count} 条记录，二者不是同一次导出，或 .shp 不完整。`,
						en: `${file}: ${parts.name}.shp has ${number} shapes and its .dbf ${dbf.count} records: not of one export, or the .shp is cut off.`
					},
					number
				);
		}
	};
}

function adriftNote(rings: number): RowNote {
	return {
		field: 'geometry',
		text: {
			zh: `有 ${rings} 个环的方向是洞，却不在任何外环之内，已作为单独的面。若本应是洞，请核对坐标。`,
			en: `${rings} rings are wound as holes and lie in no outer ring: taken as areas of their own. If they were meant as holes check their coordinates.`
		}
	};
}

function partsIn(file: string, zip: Uint8Array, limits: Limits): Parts[] {
	const entries = new Map(openZip(file, zip, limits).map((entry) => [entry.name.toLowerCase(), entry]));
	const all: Parts[] = [];
	for (const [name, entry] of entries) {
		if (!name.endsWith('.shp')) continue;
		const stem = name.slice(0, -4);
		const beside = (extension: string) => entries.get(stem + extension)?.bytes() ?? null;
		all.push({
			name: entry.name.slice(entry.name.lastIndexOf('/') + 1, -4),
			shp: entry.bytes(),
			dbf: beside('.dbf'),
			prj: beside('.prj'),
			cpg: beside('.cpg')
		});
	}
	return all;
}
