import type { RunProgress, RunSummary } from '../../api.ts';
import { planeOf } from '../../geo/plane.ts';
import type { Override } from '../../risk/adjust/override.ts';
import type { Level } from '../../risk/level.ts';
import type { RuleSet } from '../../risk/rule-set.ts';
import type { Words } from '../../risk/words.ts';
import type { Who } from '../access/who.ts';
import { alertAfterRun } from '../alerts/after-run.ts';
import { record } from '../audit/record.ts';
import type { Database, Queryable } from '../db/database.ts';
import { localDay } from '../local-day.ts';
import { readOverrides } from '../overrides/read.ts';
import { currentRuleSet, keepRuleSet } from '../rules/rule-sets.ts';
import { sendRules } from '../rules/sent.ts';
import { VERSION } from '../version.ts';
import { EVERYTHING } from '../access/sight.ts';
import { feedWorker } from './in-worker.ts';
import { readRun } from './latest.ts';
import { Pulse } from './pulse.ts';
import { readFeatures } from './read.ts';
import type { RulePairs, RunResult } from './result.ts';
import type { RunOrder } from './run-worker.ts';
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
 * again by PostGIS meanwhile, then all of it in one transaction. Returns the run's id; `disputed` when the two engines differ.
 * Throws a RunError, or a DatabaseError; nothing is stored then.
 */
export async function runDistrict(
	db: Database,
	who: Who,
	district: string,
	options: RunOptions,
	tell: (progress: RunProgress) => void
): Promise<RunOutcome> {
	for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
		const outcome = await runOnce(db, who, district, options, tell);
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
	who: Who,
	district: string,
	options: RunOptions,
	tell: (progress: RunProgress) => void
): Promise<RunOutcome | 'data-changed'> {
	const startedAt = new Date();
	const pulse = new Pulse(district, tell);
	try {
		return await feedWorker(
			(post) => read(db, district, options, post, pulse),
			async ({ read, pairs, result }) => {
				// While the worker goes on to grade and zone, the second engine looks for the same pairs.
				const found = await pairs;
				return db.transaction((tx) => settle(tx, { who, district, startedAt, read, found, result, pulse }));
			},
			(progress) => pulse.tell(progress)
		);
	} finally {
		pulse.stop();
	}
}

interface Read {
	version: number;
	srid: number;
	rules: RuleSet;
	overrides: Override[];
	today: string;
}

interface Settling {
	who: Who;
	district: string;
	startedAt: Date;
	read: Read;
	found: RulePairs[];
	result: Promise<RunResult>;
	pulse: Pulse;
}

/** Checks the pairs with PostGIS and stores the run, unless the data changed since it was read. */
async function settle(
	tx: Queryable,
	{ who, district, startedAt, read, found, result: computing, pulse }: Settling
): Promise<RunOutcome | 'data-changed'> {
	// Not `for update`: what only names the district, an alarm of a monitoring system, does not wait for the whole check.
	const { rows } = await tx.query<{ version: number }>(
		'select version from district where code = $1 for no key update',
		[district]
	);
	if (rows[0]?.version !== read.version) return 'data-changed';
	const since = Date.now();
	const disputes = await verify(tx, district, found, read.rules, (share) =>
		pulse.say('verify', 0.45 + 0.35 * share, 'PostGIS 复核', 'Checking with PostGIS')
	);
	const verifyMs = Date.now() - since;
	const result = await computing;
	pulse.say('store', 0.8, '保存结果', 'Storing');
	const status = disputes.length > 0 ? 'disputed' : 'done';
	result.summary.timings.verify = verifyMs;
	await keepRuleSet(tx, read.rules);
	const run = await storeRun(tx, {
		district,
		startedAt,
		districtVersion: read.version,
		rulesVersion: read.rules.version,
		today: read.today,
		software: VERSION,
		overrides: read.overrides,
		result,
		disputes,
		plane: planeOf(read.srid)
	});
	await alertAfterRun(tx, district, run, read.rules);
	await record(tx, {
		who,
		action: 'run.compute',
		district,
		object: String(run),
		after: {
			status,
			method: result.method,
			cellM: result.grid.cellM,
			districtVersion: read.version,
			rulesVersion: read.rules.version,
			inputSha256: result.inputSha256
		}
	});
	return { district, run, status };
}

/** Reads the district in one snapshot and posts it to the worker. */
function read(
	db: Database,
	district: string,
	options: RunOptions,
	post: (order: RunOrder) => void,
	pulse: Pulse
): Promise<Read> {
	pulse.say('read', 0, '读取要素', 'Reading features');
	return db.transaction(async (tx) => {
		await tx.query('set transaction isolation level repeatable read');
		const { rows } = await tx.query<{ metric_srid: number; version: number; features: number }>(
			`select metric_srid, version, (select count(*) from feature where district = code) as features
			from district where code = $1`,
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
		const last = await readRun(tx, EVERYTHING, district);
		const today = options.today ?? localDay(new Date());
		post({
			type: 'begin',
			district,
			srid: rows[0].metric_srid,
			today,
			method: options.method ?? 'rings',
			cellM: options.cellM ?? null,
			rules: sendRules(rules),
			overrides,
			...(last !== null && { before: levelsOfSubdistricts(last) }),
			snapshot: true
		});
		let done = 0;
		for await (const features of readFeatures(tx, district)) {
			post({ type: 'features', features });
			done += features.length;
			pulse.say('read', (0.15 * done) / rows[0].features, '读取要素', 'Reading features');
		}
		return { version: rows[0].version, srid: rows[0].metric_srid, rules, overrides, today };
	});
}

function levelsOfSubdistricts({ subdistricts }: RunSummary): Record<string, Level | null> {
	return Object.fromEntries(subdistricts.map(({ id, level }) => [id, level]));
}
