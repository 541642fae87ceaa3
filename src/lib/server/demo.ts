import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { DEMO_DISTRICT } from '../../../data/demo/generate.ts';
import type { Words } from '../risk/words.ts';
import { SYSTEM, type Who } from './access/who.ts';
import { importReading, type ImportProgress } from './imports/batch.ts';
import { featuresPreset } from './imports/presets/features.ts';
import type { ImportReport } from './imports/report.ts';
import type { Row } from './imports/row.ts';
import { SHIPPED } from '../risk/rule-set.ts';
import { recordDemoDangers } from './dangers/demo.ts';
import { makeDemoDraws } from './draws/demo.ts';
import { recordDemoDuties } from './duties/demo.ts';
import { ROOT } from './root.ts';
import { recordDemoRound } from './rounds/demo.ts';
import type { Database } from './db/database.ts';
import type { Sise } from './sise.ts';
import { confirmAbsence, listAbsences } from './siting/absences.ts';

/**
 * On the very first start, with nothing ever imported: loads the demo district and computes its first run. A start that was
 * cut short between the two computes the run.
 */
export async function loadDemo(sise: Sise, tell: (text: Words) => void): Promise<void> {
	const { rows } = await sise.db.query<{ batches: number; waiting: boolean }>(
		`select count(*) as batches,
			count(*) = 1 and bool_and(district = $1) and not exists (select from run) as waiting from batch`,
		[DEMO_DISTRICT.code],
		1
	);
	const [{ batches, waiting }] = rows;
	if (batches > 0 && !waiting) return;
	if (batches === 0) {
		tell({ zh: '首次启动，正在生成示范辖区……', en: 'First start: generating the demo district …' });
		let told = 0;
		const report = await importDemo(sise, SYSTEM, 1, ({ done, text }) => {
			if (done < told + 0.2 && done < 1) return;
			told = done;
			tell(text);
		});
		tell({ zh: `已导入 ${report.kept} 个要素。`, en: `${report.kept} features are in.` });
	}
	tell({ zh: '正在进行首次评估……', en: 'Computing the first run …' });
	const outcome = await sise.runs.start(SYSTEM, DEMO_DISTRICT.code);
	await recordDemoRound(sise.db, DEMO_DISTRICT.code);
	await makeDemoDraws(sise.db, DEMO_DISTRICT.code);
	tell(
		outcome.status === 'done'
			? { zh: '示范辖区已就绪。', en: 'The demo district is ready.' }
			: { zh: '示范辖区的评估有争议，见 doctor。', en: 'The run of the demo district is disputed; see doctor.' }
	);
}

/** A made-up district has nothing but what was made up: what there is no layer for is confirmed as absent. */
async function confirmNothingElse(db: Database, who: Who): Promise<void> {
	const known = new Set((await listAbsences(db, DEMO_DISTRICT.code)).map(({ subject }) => subject));
	const subjects = SHIPPED.tables.roles.rows.filter(({ plays }) => plays.length === 0).map(({ id }) => `role:${id}`);
	const open = subjects.filter((subject) => !known.has(subject));
	if (open.length === 0) return;
	const basis = '虚构的示范辖区 The demo district is fictional';
	await confirmAbsence(db, who, { district: DEMO_DISTRICT.code, subjects: open, basis });
}

/** Generates the demo district at a scale (1: 60,000 buildings) and imports it as one batch. */
export async function importDemo(
	{ db }: Sise,
	who: Who,
	scale: number,
	progress: (progress: ImportProgress) => void
): Promise<ImportReport> {
	const { code, name, metricSrid } = DEMO_DISTRICT;
	const rows = await generateRows(scale);
	// The district is marked as fictional before it has a single feature: no moment shows it as real.
	await db.query(
		`insert into district (code, name, metric_srid, fictional) values ($1, $2, $3, true) on conflict (code) do nothing`,
		[code, name, metricSrid]
	);
	const report = await importReading(
		db,
		who,
		{
			name: `demo-${scale}`,
			sha256: `generated at scale ${scale}`,
			reading: {
				format: 'demo',
				tables: [{ name: 'demo', crs: 'EPSG:4326', axesUnclear: false, notes: [], rows: () => rows }],
				close() {}
			},
			mapping: featuresPreset()
		},
		{ district: code },
		progress
	);
	await confirmNothingElse(db, who);
	await recordDemoDangers(db, who, code);
	await recordDemoDuties(db, who, code);
	return report;
}

function generateRows(scale: number): Promise<Row[]> {
	return new Promise((resolve, reject) => {
		const rows: Row[] = [];
		const worker = new Worker(join(ROOT, 'src/lib/server/demo-worker.ts'), { workerData: { scale } });
		worker.on('message', (page: Row[]) => {
			for (const row of page) rows.push(row);
		});
		worker.on('error', reject);
		worker.on('exit', (code) => {
			if (code === 0) resolve(rows);
			else reject(new Error(`The worker that generates the demo district ended with code ${code}.`));
		});
	});
}
