import type { LayerId } from '../../risk/layer.ts';
import type { Words } from '../../risk/words.ts';
import { planeOf } from '../../geo/plane.ts';
import type { Who } from '../access/who.ts';
import { record } from '../audit/record.ts';
import { followDangers } from '../dangers/recorded.ts';
import type { Database, Queryable } from '../db/database.ts';
import { insertFeatures, replaceFeatures, type Destination } from '../features/store.ts';
import { settleInvalid } from './arbiter.ts';
import { closeBatch, openBatch } from './batch-row.ts';
import { chooseDistrict } from './district.ts';
import { layerMapping } from './layer-mapping.ts';
import { LIMITS } from './limits.ts';
import type { Mapping } from './mapping.ts';
import { prepareRows, type Prepared } from './prepare.ts';
import { osmPreset } from './presets/osm.ts';
import { readFile } from './read-file.ts';
import { Ledger, type ImportReport } from './report.ts';
import { FileRefused, type Reading } from './row.ts';
import { openSource, sha256Of, type File } from './source.ts';
import { surveyRows, type Survey } from './survey.ts';

/** What holds for any import. */
export interface ImportOptions {
	/** wgs84, cgcs2000, gcj02, bd09 or EPSG:n; overrides what the file states. */
	crs?: string;
	/** Code of the district, created when there is none of that code. */
	district?: string;
	/** Name of a district that is created. */
	name?: string;
	/** Positional accuracy of rows that state none, metres. */
	accuracyM?: number;
	/** Land the other rows when some are refused. */
	acceptRefused?: boolean;
}

export interface ImportRequest extends ImportOptions {
	file: File;
	/** The layer of every row; needed unless a preset finds it. */
	layer?: LayerId;
	/** Finds layers by the tags of a source. */
	preset?: 'osm';
}

/** Rows to import and how they become features, wherever they come from. */
export interface Content {
	/** As the batch is called: the file's name. */
	name: string;
	sha256: string;
	reading: Reading;
	mapping: Mapping;
}

export interface ImportProgress {
	phase: 'read' | 'store';
	/** 0 to 1 over the whole import. */
	done: number;
	text: Words;
}

type Tell = (progress: ImportProgress) => void;

/** How many units a note names whose dangers are on record. */
const FOLLOWED_TOLD = 10;

/** Thrown inside the transaction to take all of it back; the report says why. */
class NotLanded extends Error {}

/**
 * Imports one file as one batch that lands whole or not at all. With a refused row nothing lands, unless
 * `acceptRefused`: `landed` says which, and the report lists every row that was mended or refused. Throws a FileRefused
 * for a file that cannot be read or that leaves a question open, and a DatabaseError when the database fails; nothing
 * of the file is stored then.
 */
export async function importFile(
	db: Database,
	who: Who,
	{ file, layer, preset, ...request }: ImportRequest,
	progress: Tell = () => {}
): Promise<ImportReport> {
	const source = openSource(file, LIMITS);
	const { name } = source;
	try {
		const mapping = mappingOf(name, layer, preset);
		progress({ phase: 'read', done: 0, text: { zh: `读取 ${name}`, en: `Reading ${name}` } });
		const sha256 = await sha256Of(source);
		const reading = await readFile(source, LIMITS);
		return await importReading(db, who, { name, sha256, reading, mapping }, request, progress);
	} finally {
		source.close();
	}
}

/** Imports what is open for reading, as importFile does, and closes it. */
export async function importReading(
	db: Database,
	who: Who,
	{ name, sha256, reading, mapping }: Content,
	request: ImportOptions,
	progress: Tell = () => {}
): Promise<ImportReport> {
	const started = performance.now();
	try {
		const survey = await surveyRows(name, reading, mapping, request.crs ?? null);
		const ledger = new Ledger();
		const report: ImportReport = {
			...emptyReport(name, reading.format, sha256),
			rows: survey.rows,
			notes: survey.notes,
			crs: distinct(survey.tables.map(({ crs }) => crs.crs.id)),
			transform: distinct(
				survey.tables.map(({ crs }) => crs.crs.transform + (crs.swapped ? ', x and y exchanged' : ''))
			)
		};
		try {
			await db.transaction((tx) => land(tx, who, request, survey, mapping, ledger, report, progress));
			report.landed = true;
		} catch (error) {
			if (!(error instanceof NotLanded)) throw error;
			report.batch = null;
		}
		if (report.landed) {
			// Without fresh statistics the joins of the next run take minutes on a server that has not looked yet.
			await db.query('select analyze_features()');
			await db.flush();
		}
		report.durationMs = Math.round(performance.now() - started);
		fill(report, ledger);
		return report;
	} finally {
		reading.close();
	}
}

async function land(
	tx: Queryable,
	who: Who,
	asked: ImportOptions,
	survey: Survey,
	mapping: Mapping,
	ledger: Ledger,
	report: ImportReport,
	tell: Tell
): Promise<void> {
	const district = await chooseDistrict(tx, survey, {
		district: asked.district ?? null,
		name: asked.name ?? null,
		file: report.file
	});
	report.district = district;
	const to: Destination = {
		district: district.code,
		metricSrid: district.metricSrid,
		batch: await openBatch(tx, district.code, report)
	};
	report.batch = to.batch;
	const plane = planeOf(district.metricSrid);
	const told = (rows: number) =>
		tell({
			phase: 'store',
			done: rows / Math.max(survey.rows, 1),
			text: { zh: `已处理 ${rows} / ${survey.rows} 行`, en: `${rows} of ${survey.rows} rows` }
		});
	const severalTables = survey.tables.length > 1;
	// The next chunk is prepared here while the database, a thread or process of its own, stores the last one.
	let storing: Promise<void> = Promise.resolve();
	const options = { plane, accuracyM: asked.accuracyM ?? null, limits: LIMITS };
	for await (const chunk of prepareRows(survey, mapping, options, ledger, told)) {
		await storing;
		if (ledger.refusedCount > 0 && !asked.acceptRefused) continue;
		storing = storeChunk(tx, to, chunk, plane, severalTables, district.created, ledger);
		// Awaited above or below; until then a failure must not count as unhandled.
		storing.catch(() => {});
	}
	await storing;
	if (ledger.kept === 0 || (ledger.refusedCount > 0 && !asked.acceptRefused)) throw new NotLanded();
	const followed = await followDangers(tx, to.district);
	if (followed.length > 0) report.notes.push(followedNote(followed));
	fill(report, ledger);
	await closeBatch(tx, to, report);
	const { file, sha256, rows, kept, replaced, repairedCount: repaired, refusedCount: refused, byLayer } = report;
	await record(tx, {
		who,
		action: 'batch.import',
		district: to.district,
		object: String(to.batch),
		after: { file, sha256, rows, kept, replaced, repaired, refused, byLayer }
	});
}

async function storeChunk(
	tx: Queryable,
	to: Destination,
	chunk: Prepared[],
	plane: ReturnType<typeof planeOf>,
	severalTables: boolean,
	isNewDistrict: boolean,
	ledger: Ledger
): Promise<void> {
	const valid = await settleInvalid(tx, chunk, plane, ledger);
	if (valid.length === 0) return;
	const features = valid.map((feature) => ({ ...feature, id: idOf(feature, to.batch, severalTables) }));
	if (!isNewDistrict)
		ledger.replaced += await replaceFeatures(
			tx,
			to,
			features.map((feature) => feature.id)
		);
	await insertFeatures(tx, to, features);
	for (const feature of features) ledger.keep(feature.layer);
}

function followedNote(features: readonly string[]): Words {
	const some = features.slice(0, FOLLOWED_TOLD).join(', ');
	return {
		zh: `${features.length} 个单元的重大隐患状态以隐患台账为准，未采用文件中的值：${some}${features.length > FOLLOWED_TOLD ? ' 等' : ''}。`,
		en: `Of ${features.length} units the dangers on record hold, not what the file says of them: ${some}${features.length > FOLLOWED_TOLD ? ' and others' : ''}.`
	};
}

function idOf({ layer, key, row, tableNumber }: Prepared, batch: number, severalTables: boolean): string {
	if (key !== null) return `${layer}/${key}`;
	return severalTables ? `${layer}/b${batch}-${tableNumber}-${row}` : `${layer}/b${batch}-${row}`;
}

function mappingOf(file: string, layer: ImportRequest['layer'], preset: ImportRequest['preset']): Mapping {
	if (preset === 'osm') return osmPreset();
	if (layer !== undefined) return layerMapping(layer);
	throw new FileRefused({
		zh: `${file} 要导入到哪个图层？请用 --layer 指明，OpenStreetMap 数据请用 --preset osm。`,
		en: `Into which layer does ${file} go? Give --layer, or --preset osm for data of OpenStreetMap.`
	});
}

function fill(report: ImportReport, ledger: Ledger): void {
	const stored = report.batch === null ? 0 : ledger.kept;
	Object.assign(report, {
		kept: stored,
		replaced: report.batch === null ? 0 : ledger.replaced,
		byLayer: report.batch === null ? {} : ledger.byLayer,
		repaired: ledger.repaired,
		repairedCount: ledger.repairedCount,
		refused: ledger.refused,
		refusedCount: ledger.refusedCount,
		skipped: ledger.skipped(),
		unknownColumns: ledger.unknownColumns(),
		featuresPerSecond: Math.round((stored / Math.max(report.durationMs, 1)) * 1000)
	} satisfies Partial<ImportReport>);
	if (ledger.kept === 0 && ledger.refusedCount === 0)
		report.notes.push({
			zh: `${report.file} 中没有可导入的要素，未写入任何内容。`,
			en: `${report.file} holds nothing to import; nothing was stored.`
		});
}

function emptyReport(file: string, format: string, sha256: string): ImportReport {
	return {
		landed: false,
		batch: null,
		district: { code: '', name: '', metricSrid: 0, created: false },
		file,
		format,
		sha256,
		crs: '',
		transform: '',
		rows: 0,
		kept: 0,
		replaced: 0,
		byLayer: {},
		repaired: [],
		repairedCount: 0,
		refused: [],
		refusedCount: 0,
		skipped: [],
		unknownColumns: [],
		notes: [],
		durationMs: 0,
		featuresPerSecond: 0
	};
}

function distinct(texts: string[]): string {
	return [...new Set(texts)].join('; ');
}
