import { setImmediate } from 'node:timers/promises';
import type { Comparison, LevelChange, RunProgress } from '../../api.ts';
import type { Override } from '../../risk/adjust/override.ts';
import type { RuleSet } from '../../risk/rule-set.ts';
import type { Database, Queryable } from '../db/database.ts';
import { mustSeeAllRows, type Sight } from '../access/sight.ts';
import { localDay } from '../local-day.ts';
import { readOverrides } from '../overrides/read.ts';
import { FEATURE_KINDS } from '../runs/comparison.ts';
import { compareResults } from '../runs/compare-results.ts';
import { computeInWorker } from '../runs/in-worker.ts';
import { readFeatures, type RawFeature } from '../runs/read.ts';
import type { RunResult } from '../runs/result.ts';
import { PageWriter, readPage } from '../runs/snapshot-page.ts';
import { knownRuleSet } from './make.ts';
import { missingPart } from './missing-part.ts';
import { sendRules } from './sent.ts';
import { AnswerError } from '../http.ts';

export interface DiffOptions {
	/** The day against which ages are held; today without it. */
	today?: string;
	tell?: (progress: RunProgress) => void;
}

/**
 * What the data of today would give by two rule sets: computed by both in workers, one after the other, nothing stored.
 * Throws an AnswerError for a district or version that is not there, for data that cannot be computed, and for who does
 * not see every row.
 */
export async function diffRuleSets(
	db: Database,
	sight: Sight,
	district: string,
	a: string,
	b: string,
	{ today = localDay(new Date()), tell = () => {} }: DiffOptions = {}
): Promise<Comparison> {
	mustSeeAllRows(sight);
	const before = await askable(db, a);
	const after = await askable(db, b);
	const read = await readDistrict(db, district);
	const at = new Date().toISOString();
	const compute = (rules: RuleSet, first: number): Promise<RunResult> =>
		computeInWorker(
			{
				type: 'begin',
				district,
				srid: read.srid,
				today,
				method: read.method,
				cellM: null,
				rules: sendRules(rules),
				overrides: read.overrides,
				snapshot: false
			},
			unpacked(read.pages),
			(step) => tell({ ...step, done: first + step.done / 2 })
		);
	const results = [await compute(before, 0), await compute(after, 0.5)];
	return withNames(
		db,
		district,
		compareResults(
			sight,
			{ label: before.version, at, rules: before, result: results[0] },
			{ label: after.version, at, rules: after, result: results[1] }
		)
	);
}

async function askable(db: Queryable, version: string): Promise<RuleSet> {
	const rules = await knownRuleSet(db, version);
	const part = missingPart(rules);
	if (part === null) return rules;
	throw new AnswerError(409, 'rule-set-unreadable', {
		zh: `规则版本 ${rules.version} 没有本版 Sise 所需的 ${part}，无法比较。`,
		en: `Rule set ${rules.version} lacks ${part}, which this version of Sise asks; it cannot be compared.`
	});
}

interface ReadDistrict {
	srid: number;
	method: 'rings' | 'field';
	overrides: Override[];
	/** The features, packed: they are read once and computed on twice. */
	pages: { sha256: string; bytes: Uint8Array }[];
}

/** Everything that both computations read, in one state of the data. */
function readDistrict(db: Database, district: string): Promise<ReadDistrict> {
	return db.transaction(async (tx) => {
		await tx.query('set transaction isolation level repeatable read');
		const { rows } = await tx.query<{ metric_srid: number; method: 'rings' | 'field' | null }>(
			`select metric_srid, (select method from run where run.district = d.code order by id desc limit 1) as method
			from district d where code = $1`,
			[district]
		);
		if (rows.length === 0) {
			throw new AnswerError(404, 'no-district', {
				zh: `没有辖区 ${district}。`,
				en: `There is no district ${district}.`
			});
		}
		const overrides = await readOverrides(tx, district);
		const pages: ReadDistrict['pages'] = [];
		for await (const features of readFeatures(tx, district)) {
			const page = new PageWriter();
			for (const feature of features) page.add(feature);
			pages.push(page.finish());
		}
		return { srid: rows[0].metric_srid, method: rows[0].method ?? 'rings', overrides, pages };
	});
}

async function* unpacked(pages: ReadDistrict['pages']): AsyncGenerator<RawFeature[]> {
	for (const { bytes, sha256 } of pages) {
		yield* readPage(bytes, sha256);
		// Requests are answered between two pages.
		await setImmediate();
	}
}

async function withNames(db: Queryable, district: string, comparison: Comparison): Promise<Comparison> {
	const changes = FEATURE_KINDS.flatMap((kind): LevelChange[] => comparison.features[kind].items);
	const { rows } = await db.query<{ id: string; name: string | null }>(
		'select id, name from feature where district = $1 and id = any($2::text[])',
		[district, changes.map((change) => change.id)]
	);
	const names = new Map(rows.map((row) => [row.id, row.name]));
	for (const change of changes) change.name = names.get(change.id) ?? null;
	return comparison;
}
