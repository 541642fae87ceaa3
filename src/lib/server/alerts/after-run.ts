import { alertsOf, overdueReason, type BrokenFinding, type Change, type Told } from '../../risk/alerts/raised.ts';
import { alertLevels } from '../../risk/alerts/table.ts';
import type { Level } from '../../risk/level.ts';
import type { Reason } from '../../risk/reason.ts';
import type { RuleSet } from '../../risk/rule-set.ts';
import type { Queryable } from '../db/database.ts';
import { endGone } from './end.ts';
import { raiseAlerts } from './raise.ts';

/**
 * Raises what a run changed since the one before it, and ends what is over, inside the transaction that stores the run.
 * The first run of a district raises nothing: there is nothing that it changed from.
 */
export async function alertAfterRun(tx: Queryable, district: string, run: number, rules: RuleSet): Promise<void> {
	const { rows } = await tx.query<{ before: number | null }>(
		'select max(id) as before from run where district = $1 and id < $2::bigint',
		[district, run],
		1
	);
	const [{ before }] = rows;
	if (before === null) return;
	await endGone(tx, { district, run, rules, among: null });
	const change = { grades: await gradesChanged(tx, district, before, run, rules), broken: { before: [], after: [] } };
	const raised = alertsOf({ ...change, broken: await newlyBroken(tx, district, before, run) }, rules);
	await raiseAlerts(tx, { district, run, rules, raised, change: `run ${run}`, isRun: true });
}

interface GradeRow {
	feature: string;
	level: Level | null;
	reasons: Reason[];
	exposure: Told | null;
	was: Level | null;
	reasons_before: Reason[] | null;
}

/** The features at an alerting level that had another one, and those whose major hidden danger became overdue. */
async function gradesChanged(
	tx: Queryable,
	district: string,
	before: number,
	run: number,
	rules: RuleSet
): Promise<Change['grades']> {
	const { rows } = await tx.query<GradeRow>(
		`select a.feature, a.level, a.reasons, a.exposure, b.level as was, b.reasons as reasons_before
		from assessment a left join assessment b on b.district = a.district and b.run = $2 and b.feature = a.feature
		where a.district = $1 and a.run = $3
			and ((a.level = any($4::text[]) and a.level is distinct from b.level)
				or (a.reasons @> $5::text::jsonb and not coalesce(b.reasons @> $5::text::jsonb, false)))`,
		[district, before, run, alertLevels(rules), JSON.stringify([overdueReason(rules)])]
	);
	return rows.map(({ feature, level, reasons, exposure, was, reasons_before }) => ({
		feature,
		before: reasons_before === null ? null : { level: was, reasons: reasons_before, exposure: null },
		after: { level, reasons, exposure }
	}));
}

/** The findings that are broken now and were not before. */
async function newlyBroken(tx: Queryable, district: string, before: number, run: number): Promise<Change['broken']> {
	const { rows } = await tx.query<{
		rule: string;
		source: string;
		target: string | null;
		measured_m: number | null;
		required_m: number | null;
		yields_to: string | null;
		from_lng: number | null;
		from_lat: number | null;
		to_lng: number | null;
		to_lat: number | null;
	}>(
		`select x.rule, x.source, x.target, x.measured_m, x.required_m, x.yields_to, x.from_lng, x.from_lat, x.to_lng, x.to_lat
		from finding x
		where x.district = $1 and x.run = $3 and x.state = 'broken' and x.yields_to is null
			and not exists (select from finding y where y.district = $1 and y.run = $2 and y.state = 'broken'
				and y.source = x.source and y.rule = x.rule and y.target is not distinct from x.target)`,
		[district, before, run]
	);
	const pair = (lng: number | null, lat: number | null): [number, number] | null =>
		lng === null || lat === null ? null : [lng, lat];
	const after = rows.map((row): BrokenFinding => ({
		rule: row.rule,
		source: row.source,
		target: row.target,
		measuredM: row.measured_m,
		requiredM: row.required_m,
		yieldsTo: row.yields_to,
		from: pair(row.from_lng, row.from_lat),
		to: pair(row.to_lng, row.to_lat)
	}));
	return { before: [], after };
}
