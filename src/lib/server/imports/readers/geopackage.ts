import { DatabaseSync, type SQLOutputValue } from 'node:sqlite';
import { GeoError } from '../../../geo/geo-error.ts';
import { readGeoPackageBlob } from '../../../geo/wkb.ts';
import type { Limits } from '../limits.ts';
import { FileRefused, type Reading, type Row, type Table } from '../row.ts';
import type { Source } from '../source.ts';

interface Contents {
	table_name: string;
	column_name: string;
	srs_id: number;
	organization: string | null;
	code: number | null;
	definition: string | null;
}

/**
 * GeoPackage: each feature table is a table. Row n is the one whose integer key (fid) is n, or the n-th where keys do
 * not fit 32 bits. The file is opened read
 * only and without trust: views, virtual tables and generated columns, which can run for ever, are not read.
 */
export async function readGeoPackage(source: Source, limits: Limits): Promise<Reading> {
	const { name } = source;
	let db: DatabaseSync | null = null;
	try {
		db = new DatabaseSync(source.asPath(), { readOnly: true, allowExtension: false });
		db.exec('pragma trusted_schema = off; pragma cell_size_check = on; pragma query_only = on');
		const tables = contentsOf(db).map((contents) => tableOf(db as DatabaseSync, name, contents, limits));
		if (tables.length === 0)
			throw new FileRefused({
				zh: `${name} 中没有矢量要素表。请导出为含要素的 GeoPackage。`,
				en: `${name} has no table of features. Export features into it.`
			});
		return { format: 'GeoPackage', tables, close: () => db?.close() };
	} catch (error) {
		db?.close();
		throw error instanceof FileRefused ? error : unreadable(name, error);
	}
}

function contentsOf(db: DatabaseSync): Contents[] {
	return db
		.prepare(
			`select c.table_name, g.column_name, g.srs_id, s.organization, s.organization_coordsys_id as code, s.definition
			 from gpkg_contents c
			 join gpkg_geometry_columns g on g.table_name = c.table_name
			 join sqlite_master m on m.name = c.table_name and m.type = 'table' and m.sql not like 'create virtual%'
			 left join gpkg_spatial_ref_sys s on s.srs_id = g.srs_id
			 where c.data_type = 'features' order by c.rowid`
		)
		.all() as unknown as Contents[];
}

function tableOf(db: DatabaseSync, file: string, contents: Contents, limits: Limits): Table {
	const { table_name: table, column_name: geometryColumn } = contents;
	const columns = db.prepare(`pragma table_info(${quoted(table)})`).all() as unknown as {
		name: string;
		type: string;
		pk: number;
	}[];
	const key = columns.find((column) => column.pk === 1 && /int/i.test(column.type))?.name ?? null;
	const others = columns.filter((column) => column.name !== geometryColumn && column.name !== key);
	const selected = [geometryColumn, ...others.map((column) => column.name)].map(quoted);
	if (!columns.some((column) => column.name === geometryColumn))
		throw unreadable(file, `no column ${geometryColumn} in ${table}`);
	return {
		name: table,
		crs: crsOf(contents),
		axesUnclear: false,
		notes: [],
		*rows(): Generator<Row> {
			const statement = db.prepare(
				`select ${key === null ? 'rowid' : quoted(key)}, ${selected.join(', ')} from ${quoted(table)}`
			);
			statement.setReadBigInts(true);
			statement.setReturnArrays(true);
			try {
				let place = 0;
				for (const values of statement.iterate() as unknown as Iterable<SQLOutputValue[]>) {
					place++;
					const number = Number(values[0]) === (Number(values[0]) | 0) ? Number(values[0]) : place;
					const properties: Record<string, unknown> = {};
					for (let i = 0; i < others.length; i++) {
						const value = values[i + 2];
						if (value !== null && !(value instanceof Uint8Array)) properties[others[i].name] = plain(value);
					}
					yield { number, key: null, properties, mended: null, ...geometryOf(values[1], limits.vertices) };
				}
			} catch (error) {
				throw error instanceof FileRefused ? error : unreadable(file, error);
			}
		}
	};
}

function geometryOf(blob: SQLOutputValue, maxVertices: number): Pick<Row, 'geometry' | 'refused'> {
	if (!(blob instanceof Uint8Array)) return { geometry: null, refused: null };
	const refused = (zh: string, en: string) => ({ geometry: null, refused: { field: 'geometry', text: { zh, en } } });
	if (blob.length > maxVertices * 32)
		return refused(
			`顶点超过 ${maxVertices} 个，请拆分或简化。`,
			`More than ${maxVertices} vertices; split or simplify it.`
		);
	try {
		return { geometry: readGeoPackageBlob(blob).geometry, refused: null };
	} catch (error) {
		if (error instanceof GeoError) return refused(error.words.zh, error.words.en);
		const said = error instanceof Error ? error.message : String(error);
		return refused(`几何无法读出（${said}）。`, `The geometry cannot be read (${said}).`);
	}
}

function crsOf({ srs_id, organization, code, definition }: Contents): string | null {
	if (srs_id <= 0) return null;
	if (organization?.toUpperCase() === 'EPSG' && code !== null) return `EPSG:${code}`;
	return definition !== null && definition.includes('[') ? definition : `EPSG:${srs_id}`;
}

function plain(value: string | number | bigint): string | number {
	if (typeof value !== 'bigint') return value;
	return Number.isSafeInteger(Number(value)) ? Number(value) : String(value);
}

function quoted(identifier: string): string {
	return `"${identifier.replaceAll('"', '""')}"`;
}

function unreadable(name: string, cause: unknown): FileRefused {
	const said = cause instanceof Error ? cause.message : String(cause);
	return new FileRefused(
		{
			zh: `${name} 不是能读的 GeoPackage（${said}）。请检查文件是否完整，或重新导出。`,
			en: `${name} is not a GeoPackage that can be read (${said}). Check that it is whole, or export it again.`
		},
		null,
		{ cause }
	);
}
