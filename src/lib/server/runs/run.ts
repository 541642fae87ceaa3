import type { RunProgress, RunSummary } from '../../api.ts';
import { planeOf } from '../../geo/plane.ts';
import type { Override } from '../../risk/adjust/override.ts';
import type { Level } from '../../risk/level.ts';
import { SHIPPED, type RuleSet } from '../../risk/rule-set.ts';
import type { Words } from '../../risk/words.ts';
import type { Database } from '../db/database.ts';
import { localDay } from '../local-day.ts';
import { readOverrides } from '../overrides/read.ts';
import { currentRuleSet, keepRuleSet } from '../rules/rule-sets.ts';
import { VERSION } from '../version.ts';
import { feedWorker } from './in-worker.ts';
import { readRun } from './latest.ts';
import { readFeatures } from './read.ts';
import type { RunResult } from './result.ts';
import { storeRun } from './store.ts';
import { verify } from './verify.ts';

export interface RunOptions {
	method?: 'rings' | 'field';
	/** Cell size in metres; the rule set's default without it. */
	cellM?: number;
	/** The day against which ages are held, `2026-11-23`; today without it. */
	today?: string;
}

export interface RunOutcome {
	district: string;
	run: number;
	status: 'done' | 'disputed';
}

/** What a person can mend: no such district, no features, data that changed again and again while it ran. */
export class RunError extends Error {
	readonly text: Words;
	constructor(text: Words) {
		super(text.en);
		this.name = 'RunError';
		this.text = text;
	}
}

/** Data may change while a run computes: it is then computed again, so often at most. */
const ATTEMPTS = 3;

/**
 * Computes a run over a whole district and stores it whole: clear, grade, zone in a worker thread, the same pairs found
 * again by PostGIS, then one transaction. Returns the run's id; `disputed` when the two engines differ.
 * Throws a RunError, or a DatabaseError; nothing is stored then.
 */
export async function runDistrict(
	db: Database,
	district: string,
	options: RunOptions,
	tell: (progress: RunProgress) => void
): Promise<RunOutcome> {
	for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
		const outcome = await runOnce(db, district, options, tell);
		if (outcome !== 'data-changed') {
			await db.flush();
			return outcome;
		}
	}
	throw new RunError({
		zh: `评估期间数据改变了 ${ATTEMPTS} 次，结果没有保存。请等导入结束后再评估。`,
		en: `The data changed ${ATTEMPTS} times while the run computed; nothing was stored. Run again when imports have ended.`
	});
}

async function runOnce(
	db: Database,
	district: string,
	options: RunOptions,
	tell: (progress: RunProgress) => void
): Promise<RunOutcome | 'data-changed'> {
	const startedAt = new Date();
	const step = (phase: RunProgress['phase'], done: number, zh: string, en: string) =>
		tell({ district, phase, done, text: { zh, en } });
	step('read', 0, '读取要素', 'Reading features');
	const { result, version, srid, rules, overrides, today } = await compute(db, district, options, tell);
	const plane = planeOf(srid);
	return db.transaction(async (tx) => {
		const { rows } = await tx.query<{ version: number }>('select version from district where code = $1 for update', [
			district
		]);
		if (rows[0]?.version !== version) return 'data-changed';
		step('verify', 0.7, 'PostGIS 复核', 'Checking with PostGIS');
		const disputes = await verify(tx, district, result.pairs, rules, (share) =>
			step('verify', 0.7 + 0.2 * share, 'PostGIS 复核', 'Checking with PostGIS')
		);
		step('store', 0.9, '保存结果', 'Storing');
		const status = disputes.length > 0 ? 'disputed' : 'done';
		result.summary.timings.total = Date.now() - startedAt.getTime();
		await keepRuleSet(tx, rules);
		const run = await storeRun(tx, {
			district,
			startedAt,
			districtVersion: version,
			rulesVersion: rules.version,
			today,
			software: VERSION,
			overrides,
			result,
			disputes,
			plane
		});
		return { district, run, status };
	});
}

interface Computed {
	result: RunResult;
	version: number;
	srid: number;
	rules: RuleSet;
	overrides: Override[];
	today: string;
}

/** Reads the district in one snapshot and has a worker compute on it. */
async function compute(
	db: Database,
	district: string,
	options: RunOptions,
	tell: (progress: RunProgress) => void
): Promise<Computed> {
	const { result, read } = await feedWorker(
		(post) =>
			db.transaction(async (tx) => {
				await tx.query('set transaction isolation level repeatable read');
				const { rows } = await tx.query<{ metric_srid: number; version: number }>(
					'select metric_srid, version from district where code = $1',
					[district]
				);
				if (rows.length === 0) {
					throw new RunError({
						zh: `没有辖区 ${district}。请先导入数据。`,
						en: `There is no district ${district}. Import data first.`
					});
				}
				const rules = await currentRuleSet(tx, district);
				const overrides = await readOverrides(tx, district);
				const last = await readRun(tx, district);
				const today = options.today ?? localDay(new Date());
				post({
					type: 'begin',
					district,
					srid: rows[0].metric_srid,
					today,
					method: options.method ?? 'rings',
					cellM: options.cellM ?? null,
					rules: rules === SHIPPED ? null : { edition: rules.edition, tables: rules.tables },
					overrides,
					...(last !== null && { before: levelsOfSubdistricts(last) }),
					snapshot: true
				});
				for await (const features of readFeatures(tx, district)) post({ type: 'features', features });
				return { version: rows[0].version, srid: rows[0].metric_srid, rules, overrides, today };
			}),
		tell
	);
	return { result, ...read };
}

function levelsOfSubdistricts({ subdistricts }: RunSummary): Record<string, Level | null> {
	return Object.fromEntries(subdistricts.map(({ id, level }) => [id, level]));
}
