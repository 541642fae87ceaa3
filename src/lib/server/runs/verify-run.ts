import type { RunProgress, Verification } from '../../api.ts';
import type { Override } from '../../risk/adjust/override.ts';
import type { RuleSet } from '../../risk/rule-set.ts';
import type { Words } from '../../risk/words.ts';
import type { Who } from '../access/who.ts';
import { recordAlone } from '../audit/record.ts';
import type { Database, Queryable } from '../db/database.ts';
import { readRuleSet, UnknownRuleSet } from '../rules/rule-sets.ts';
import { missingPart } from '../rules/missing-part.ts';
import { sendRules } from '../rules/sent.ts';
import { AnswerError } from '../http.ts';
import { Differences } from './differences.ts';
import { computeInWorker } from './in-worker.ts';
import type { RunResult } from './result.ts';
import { NoSnapshot, readSnapshot } from './snapshot.ts';
import { compareWithStored } from './verify-stored.ts';

interface StoredRun {
	today: string | null;
	software: string | null;
	method: 'rings' | 'field';
	cell_m: number;
	rules_version: string;
	input_sha256: string;
	overrides: Override[];
	amendments: number;
	metric_srid: number;
}

/** A run may be amended while it is computed again: it is then computed once more, so often at most. */
const ATTEMPTS = 3;

/**
 * Computes a stored run again from its snapshot, with its own rule set, day and overrides, and says whether what is
 * stored is equal to it, or where not. Nothing is stored but that it was verified. Throws an AnswerError for a run that is not there, that keeps no
 * snapshot, or whose rule set this version of Sise cannot read.
 */
export async function verifyRun(
	db: Database,
	who: Who,
	district: string,
	run: number,
	tell: (progress: RunProgress) => void
): Promise<Verification> {
	const startedAt = Date.now();
	for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
		const { stored, result } = await computeAgain(db, district, run, tell);
		tell({
			district,
			phase: 'verify',
			done: 0.8,
			text: { zh: '与保存的结果核对', en: 'Comparing with what is stored' }
		});
		const compared = await db.transaction(async (tx) => {
			await tx.query('set transaction isolation level repeatable read');
			const now = await readStored(tx, district, run);
			if (now.amendments !== stored.amendments) return null;
			const differences = new Differences();
			const notes = compareInput(now, result, differences);
			return { differences, notes, counted: await compareWithStored(tx, district, run, result, differences) };
		});
		if (compared === null) continue;
		const { differences, notes, counted } = compared;
		await recordAlone(db, {
			who,
			action: 'run.verify',
			district,
			object: String(run),
			after: { equal: differences.total === 0, differences: differences.total }
		});
		return {
			run,
			equal: differences.total === 0,
			differences: { total: differences.total, items: differences.items },
			counted,
			notes,
			ms: Date.now() - startedAt
		};
	}
	throw new AnswerError(409, 'run-amended', {
		zh: `核对期间评估批次 ${run} 被修订了 ${ATTEMPTS} 次。请稍后再试。`,
		en: `Run ${run} was amended ${ATTEMPTS} times while it was verified. Try again later.`
	});
}

async function computeAgain(
	db: Database,
	district: string,
	run: number,
	tell: (progress: RunProgress) => void
): Promise<{ stored: StoredRun; result: RunResult }> {
	const stored = await readStored(db, district, run);
	if (stored.today === null) throw noSnapshot(run);
	const rules = await rulesOf(db, run, stored);
	tell({ district, phase: 'read', done: 0, text: { zh: '读取快照', en: 'Reading the snapshot' } });
	try {
		const result = await computeInWorker(
			{
				type: 'begin',
				district,
				srid: stored.metric_srid,
				today: stored.today,
				method: stored.method,
				cellM: stored.cell_m,
				rules: sendRules(rules),
				overrides: stored.overrides,
				snapshot: false
			},
			readSnapshot(db, district, run),
			tell
		);
		return { stored, result };
	} catch (error) {
		throw error instanceof NoSnapshot ? noSnapshot(run) : error;
	}
}

async function readStored(db: Queryable, district: string, run: number): Promise<StoredRun> {
	const { rows } = await db.query<StoredRun>(
		`select r.today, r.software, r.method, r.cell_m, r.rules_version, r.input_sha256, r.overrides, r.amendments,
			d.metric_srid
		from run r join district d on d.code = r.district where r.district = $1 and r.id = $2::bigint`,
		[district, run]
	);
	if (rows.length > 0) return rows[0];
	throw new AnswerError(404, 'no-run', {
		zh: `${district} 没有评估批次 ${run}。`,
		en: `${district} has no run ${run}.`
	});
}

async function rulesOf(db: Queryable, run: number, { rules_version, software }: StoredRun): Promise<RuleSet> {
	let rules: RuleSet;
	try {
		rules = await readRuleSet(db, rules_version);
	} catch (error) {
		if (!(error instanceof UnknownRuleSet)) throw error;
		throw new AnswerError(409, 'no-rule-set', {
			zh: `评估批次 ${run} 的规则版本 ${rules_version} 没有保存，无法重新计算。`,
			en: `The rule set ${rules_version} of run ${run} is not kept, so it cannot be computed again.`
		});
	}
	const part = missingPart(rules);
	if (part === null) return rules;
	throw new AnswerError(409, 'rule-set-unreadable', {
		zh: `规则版本 ${rules_version} 没有本版 Sise 所需的 ${part}。请用计算它的 Sise ${software ?? ''} 核对评估批次 ${run}。`,
		en: `Rule set ${rules_version} lacks ${part}, which this version of Sise asks. Verify run ${run} with the Sise ${software ?? ''} that computed it.`
	});
}

function compareInput(stored: StoredRun, result: RunResult, differences: Differences): Words[] {
	if (stored.amendments > 0) {
		return [
			{
				zh: `该批次被修订过 ${stored.amendments} 次，输入的哈希值没有核对；核对的是修订之后的快照。`,
				en: `The run was amended ${stored.amendments} times, so the hash of its input was not compared; its snapshot as amended was.`
			}
		];
	}
	const [sha256, again] = [stored.input_sha256, result.inputSha256];
	differences.compare('input', 'sha256', { sha256 }, { sha256: again });
	return [];
}

function noSnapshot(run: number): AnswerError {
	return new AnswerError(409, 'no-snapshot', {
		zh: `评估批次 ${run} 没有保存快照（它早于快照功能），无法重新计算。请重新评估，新批次可以核对。`,
		en: `Run ${run} keeps no snapshot (it was made before snapshots were kept) and cannot be computed again. Run again; the new run can be verified.`
	});
}
