import type { Comparison, FindingChange, LevelChange, Some } from '../../api.ts';
import type { Reason } from '../../risk/reason.ts';
import type { RuleSet } from '../../risk/rule-set.ts';
import { mustSeeAllRows, type Sight } from '../access/sight.ts';
import type { Queryable } from '../db/database.ts';
import { AnswerError } from '../http.ts';
import { readRuleSet, UnknownRuleSet } from '../rules/rule-sets.ts';
import {
	clauseOf,
	compareGrids,
	compareSummaries,
	decidingWords,
	FEATURE_KINDS,
	NAMED,
	nothing,
	type FeatureKind
} from './comparison.ts';
import type { StoredSummary } from './latest.ts';
import type { GridResult } from './result.ts';
import { NoSnapshot, withinSnapshot } from './snapshot.ts';

export interface ComparedRun {
	run: number;
	rules: RuleSet | null;
	rulesVersion: string;
	at: string;
	summary: StoredSummary;
	grid: GridResult;
}

/**
 * The two runs that a comparison means: `b` is the newest unless named, `a` the one before it. Throws an AnswerError where
 * there are not two.
 */
export async function runsToCompare(
	db: Queryable,
	district: string,
	a: number | undefined,
	b: number | undefined
): Promise<[a: number, b: number]> {
	const before = async (limit: number | null): Promise<number | null> => {
		const { rows } = await db.query<{ id: number }>(
			`select id from run where district = $1 and ($2::bigint is null or id < $2::bigint) order by id desc limit 1`,
			[district, limit]
		);
		return rows[0]?.id ?? null;
	};
	const second = b ?? (await before(null));
	const first = second === null ? null : (a ?? (await before(second)));
	if (first === null || second === null) {
		throw new AnswerError(404, 'no-two-runs', {
			zh: `${district} 没有两个可以比较的评估批次。请再评估一次：npm run sise -- run`,
			en: `${district} has no two runs to compare. Run again: npm run sise -- run`
		});
	}
	return [first, second];
}

/**
 * What two stored runs of a district differ in, `a` the earlier: levels, findings by state, cells, areas. Of the whole
 * district, so only for who sees all of it; the words of reasons as they are disclosed. Throws an
 * AnswerError for a run that is not there and for who does not see every row, and a DatabaseError.
 */
export async function compareRuns(
	db: Queryable,
	sight: Sight,
	district: string,
	a: number,
	b: number
): Promise<Comparison> {
	mustSeeAllRows(sight);
	const before = await readCompared(db, district, a);
	const after = await readCompared(db, district, b);
	const side = ({ run, rulesVersion, at }: ComparedRun) => ({ label: `#${run}`, run, rulesVersion, at });
	return {
		a: side(before),
		b: side(after),
		features: await compareAssessments(db, sight, district, a, b),
		findings: await compareFindings(db, district, before, after),
		cells: compareGrids(before.grid, after.grid),
		...compareSummaries(before.summary, after.summary)
	};
}

/** A run with what it is compared by. Throws an AnswerError 404 for one that is not there. */
export async function readCompared(db: Queryable, district: string, run: number): Promise<ComparedRun> {
	const { rows } = await db.query<{
		finished_at: Date;
		rules_version: string;
		summary: StoredSummary;
		cell_m: number;
		grid_origin_x: number;
		grid_origin_y: number;
		grid_columns: number;
		grid_rows: number;
		grid: Uint8Array;
	}>(
		`select finished_at, rules_version, summary, cell_m, grid_origin_x, grid_origin_y, grid_columns, grid_rows, grid
		from run where district = $1 and id = $2::bigint`,
		[district, run]
	);
	if (rows.length === 0) {
		throw new AnswerError(404, 'no-run', {
			zh: `${district} 没有评估批次 ${run}。`,
			en: `${district} has no run ${run}.`
		});
	}
	const [row] = rows;
	return {
		run,
		rules: await rulesIfKept(db, row.rules_version),
		rulesVersion: row.rules_version,
		at: row.finished_at.toISOString(),
		summary: row.summary,
		grid: {
			originX: row.grid_origin_x,
			originY: row.grid_origin_y,
			columns: row.grid_columns,
			rows: row.grid_rows,
			cellM: row.cell_m,
			levels: row.grid
		}
	};
}

/** Runs that are older than the keeping of rule sets name one that is not kept: they can still be compared. */
async function rulesIfKept(db: Queryable, version: string): Promise<RuleSet | null> {
	try {
		return await readRuleSet(db, version);
	} catch (error) {
		if (error instanceof UnknownRuleSet) return null;
		throw error;
	}
}

interface FeatureRow {
	kind: FeatureKind | 'other-reasons';
	total: number;
	id: string;
	layer: LevelChange['layer'];
	name: string | null;
	before: LevelChange['before'];
	after: LevelChange['after'];
	reasons_before: Reason[] | null;
	reasons_after: Reason[] | null;
}

const RANK = (level: string) => `array_position(array['blue', 'yellow', 'orange', 'red'], ${level})`;

async function compareAssessments(
	db: Queryable,
	sight: Sight,
	district: string,
	a: number,
	b: number
): Promise<Comparison['features']> {
	const { rows } = await db.query<FeatureRow>(
		`with pair as (
			select coalesce(a.feature, b.feature) as id, coalesce(b.layer, a.layer) as layer,
				a.feature is not null or b.feature = any($4::text[]) as was_there,
				b.feature is not null or a.feature = any($5::text[]) as is_there,
				a.level as before, b.level as after, a.reasons as reasons_before, b.reasons as reasons_after
			from (select * from assessment where district = $1 and run = $2::bigint) a
			full join (select * from assessment where district = $1 and run = $3::bigint) b on b.feature = a.feature
			where a.feature is null or b.feature is null or a.level is distinct from b.level or a.reasons <> b.reasons
		), sorted as (
			select *, case
				when not was_there then 'appeared'
				when not is_there then 'gone'
				when before is not distinct from after then 'other-reasons'
				when after is null then 'newlyUnassessed'
				when before is null then 'newlyAssessed'
				when ${RANK('after')} > ${RANK('before')} then 'worse'
				else 'better' end as kind
			from pair
		), ranked as (
			select *, count(*) over (partition by kind) as total, row_number() over (partition by kind
				order by ${RANK('after')} desc nulls last, ${RANK('before')} desc nulls last, id) as place
			from sorted
		)
		select r.kind, r.total, r.id, r.layer, f.name, r.before, r.after, r.reasons_before, r.reasons_after
		from ranked r left join feature f on f.district = $1 and f.id = r.id
		where r.place <= case when r.kind = 'other-reasons' then 1 else ${NAMED} end
		order by r.kind, r.place`,
		[district, a, b, await leftOutOf(db, district, a, b), await leftOutOf(db, district, b, a)]
	);
	const sets = Object.fromEntries(FEATURE_KINDS.map((kind) => [kind, nothing<LevelChange>()])) as Record<
		FeatureKind,
		Some<LevelChange>
	>;
	let otherReasons = 0;
	for (const { kind, total, reasons_before, reasons_after, ...change } of rows) {
		if (kind === 'other-reasons') {
			otherReasons = total;
			continue;
		}
		sets[kind].total = total;
		sets[kind].items.push({
			...change,
			because: decidingWords(sight, reasons_after),
			was: decidingWords(sight, reasons_before)
		});
	}
	return { ...sets, otherReasons };
}

/**
 * Buildings that `other` assessed and `run` did not although they were there: runs leave out buildings without a level,
 * and only the snapshot tells them from those that were not there. Without a snapshot none is known.
 */
async function leftOutOf(db: Queryable, district: string, run: number, other: number): Promise<string[]> {
	const { rows } = await db.query<{ feature: string }>(
		`select o.feature from assessment o
		left join assessment r on r.district = o.district and r.run = $2::bigint and r.feature = o.feature
		where o.district = $1 and o.run = $3::bigint and o.layer = 'building' and r.feature is null`,
		[district, run, other]
	);
	if (rows.length === 0) return [];
	try {
		return await withinSnapshot(
			db,
			district,
			run,
			rows.map((row) => row.feature)
		);
	} catch (error) {
		if (error instanceof NoSnapshot) return [];
		throw error;
	}
}

async function compareFindings(
	db: Queryable,
	district: string,
	a: ComparedRun,
	b: ComparedRun
): Promise<Some<FindingChange>> {
	const { rows } = await db.query<Omit<FindingChange, 'clause'> & { total: number }>(
		`with pair as (
			select coalesce(b.rule, a.rule) as rule, coalesce(b.source, a.source) as source, coalesce(b.target, a.target) as target,
				a.state as before, b.state as after,
				case when b.state is null then a.measured_m else b.measured_m end as "measuredM",
				case when b.state is null then a.required_m else b.required_m end as "requiredM"
			from (select * from finding where district = $1 and run = $2::bigint) a
			full join (select * from finding where district = $1 and run = $3::bigint) b
				on b.rule = a.rule and b.source = a.source and coalesce(b.target, '') = coalesce(a.target, '')
			where a.state is distinct from b.state
		)
		select *, count(*) over () as total from pair
		order by array_position(array['broken', 'uncertain', 'undecided', 'met'], after) nulls last,
			array_position(array['broken', 'uncertain', 'undecided', 'met'], before) nulls last,
			rule collate "C", source, target limit ${NAMED}`,
		[district, a.run, b.run]
	);
	const sets = [b.rules, a.rules].filter((rules) => rules !== null);
	return {
		total: rows[0]?.total ?? 0,
		items: rows.map(({ total: _, ...change }) => ({ ...change, clause: clauseOf(change.rule, ...sets) }))
	};
}
