import type { Plane } from '../../geo/plane.ts';
import type { Override } from '../../risk/adjust/override.ts';
import type { Finding } from '../../risk/finding.ts';
import type { RuleSet } from '../../risk/rule-set.ts';
import { alertAfterAmendment } from '../alerts/after-amendment.ts';
import type { Queryable } from '../db/database.ts';
import { CHANNEL } from '../events.ts';
import type { RawFeature } from '../runs/read.ts';
import { replaceInSnapshot } from '../runs/snapshot.ts';
import { storeAssessments, storeFindings, storeSegments, storeZones } from '../runs/store.ts';
import type { Dispute } from '../runs/verify.ts';
import type { Amended } from './amended.ts';

export interface AmendmentToStore {
	district: string;
	run: number;
	/** The district's version after the change. */
	version: number;
	/** The changed features as they are stored now. */
	raws: readonly RawFeature[];
	overrides: readonly Override[];
	amended: Amended;
	/** All that the run has now. */
	disputes: readonly Dispute[];
	plane: Plane;
	/** The rule set of the run. */
	rules: RuleSet;
}

/** Bytes that a notice of PostgreSQL may have, with room for the rest of it. */
const NOTICE_BYTES = 6_000;

/**
 * Amends the newest run in place, inside the transaction it is given, keeps what stood there before, and tells it on
 * commit. Throws a DatabaseError; the transaction is of no use then.
 */
export async function storeAmendment(tx: Queryable, to: AmendmentToStore): Promise<void> {
	const { district, run, version, amended } = to;
	const { assessments, findings, segments, zones } = amended;
	await updateRun(tx, to);
	const replaced = [...assessments.gone, ...assessments.put.map((one) => one.feature)];
	if (replaced.length > 0) {
		await tx.query(
			'delete from assessment where district = $1 and run = $2 and feature = any($3::text[])',
			[district, run, replaced],
			assessments.before.length
		);
		await storeAssessments(tx, district, run, assessments.put);
	}
	await deleteFindings(tx, district, run, findings.gone);
	if (findings.put.length > 0) {
		const { rows } = await tx.query<{ next: number }>(
			'select coalesce(max(id), -1) + 1 as next from finding where district = $1 and run = $2',
			[district, run],
			1
		);
		await storeFindings(tx, district, run, findings.put, to.plane, rows[0].next);
	}
	if (segments.pipelines.length > 0) {
		await tx.query('delete from segment where district = $1 and run = $2 and pipeline = any($3::text[])', [
			district,
			run,
			segments.pipelines
		]);
		await storeSegments(tx, district, run, segments.put);
	}
	if (zones.gone.length > 0) {
		await tx.query(
			'delete from zone where district = $1 and run = $2 and id = any($3::int[])',
			[district, run, zones.gone],
			zones.gone.length
		);
	}
	const ids = zones.put.map((zone) => zone.id);
	await storeZones(tx, district, run, zones.put, ids);
	if (to.raws.length > 0) await replaceInSnapshot(tx, district, run, to.raws, []);
	await tx.query(
		`insert into amendment (district, run, district_version, features, before, after)
		values ($1, $2, $3, $4, $5::text::jsonb, $6::text::jsonb)`,
		[
			district,
			run,
			version,
			amended.features,
			JSON.stringify({ assessments: assessments.before, findings: findings.gone }),
			JSON.stringify({ assessments: assessments.put, unassessed: assessments.gone, findings: findings.put })
		],
		1
	);
	await alertAfterAmendment(tx, to);
	const notice = { type: 'amended', district, run, version, features: someOf(amended.features) };
	await tx.query('select pg_notify($1, $2)', [CHANNEL, JSON.stringify(notice)], 1);
}

async function updateRun(tx: Queryable, to: AmendmentToStore): Promise<void> {
	const { amended, disputes } = to;
	await tx.query(
		`update run set district_version = $3, input_sha256 = $4, summary = $5::text::jsonb, overrides = $6::text::jsonb,
			disputes = $7::text::jsonb, status = $8, grid = coalesce($9::bytea, grid), amendments = amendments + 1
		where district = $1 and id = $2`,
		[
			to.district,
			to.run,
			to.version,
			amended.inputSha256,
			JSON.stringify(amended.summary),
			JSON.stringify(to.overrides),
			JSON.stringify(disputes),
			disputes.length > 0 ? 'disputed' : 'done',
			amended.grid
		],
		1
	);
}

/** A rule is asked once of a pair, or of a feature alone: by that its finding is known. */
async function deleteFindings(
	tx: Queryable,
	district: string,
	run: number,
	gone: readonly Pick<Finding, 'rule' | 'source' | 'target'>[]
): Promise<void> {
	if (gone.length === 0) return;
	await tx.query(
		`delete from finding f using unnest($3::text[], $4::text[], $5::text[]) as g (rule, source, target)
		where f.district = $1 and f.run = $2 and f.source = g.source and f.rule = g.rule
			and f.target is not distinct from g.target`,
		[district, run, gone.map((one) => one.rule), gone.map((one) => one.source), gone.map((one) => one.target)],
		gone.length
	);
}

/** As many ids as a notice holds. */
function someOf(features: readonly string[]): string[] {
	const some: string[] = [];
	let bytes = 0;
	for (const id of features) {
		bytes += Buffer.byteLength(id) + 3;
		if (bytes > NOTICE_BYTES) break;
		some.push(id);
	}
	return some;
}
