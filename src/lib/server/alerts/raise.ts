import { gather, type Gathered } from '../../risk/alerts/gather.ts';
import type { Raised } from '../../risk/alerts/raised.ts';
import { alertTable, stepsOf, type AlertLevel, type Step } from '../../risk/alerts/table.ts';
import { ruleOf } from '../../risk/clearance/catalogue.ts';
import type { RuleSet } from '../../risk/rule-set.ts';
import type { Queryable } from '../db/database.ts';
import { POINT_ON } from '../features/list.ts';
import { currentRuleSet } from '../rules/rule-sets.ts';
import { endSubjects } from './end.ts';
import type { AlertKind, Facts } from './row.ts';
import { tellAlerts } from './tell.ts';

export interface Raising {
	district: string;
	/** The run by which features have their subdistricts. */
	run: number;
	/** The rule set by which they were found. How they escalate is asked of the one that is switched on. */
	rules: RuleSet;
	raised: readonly Raised[];
	/** Tells the alert that gathers many of this change from those of others. */
	change: string;
	isRun: boolean;
}

/**
 * Raises the alerts that follow from a change, inside the transaction that stores it: one by one, or gathered into one
 * where they are many. One whose subject has an alert that lasts is not raised again; a feature that goes from orange to
 * red ends its orange one. Whoever calls it holds the district's row, so that no two raise at once.
 */
export async function raiseAlerts(tx: Queryable, raising: Raising): Promise<void> {
	const { district, run, rules, raised } = raising;
	const red = raised.filter(({ kind, level }) => kind === 'level' && level === 'red');
	await endSubjects(
		tx,
		district,
		red.map(({ subject }) => subject),
		'orange'
	);
	const lasting = await lastingAmong(
		tx,
		district,
		raised.map(({ subject }) => subject)
	);
	const fresh = raised.filter(({ subject }) => !lasting.has(subject));
	if (fresh.length === 0) return;
	const subdistricts = await subdistrictsOf(tx, district, run, fresh);
	const current = await currentRuleSet(tx, district);
	const many = gather(fresh, (feature) => subdistricts.get(feature) ?? null, current);
	const gatheredIn = many === null ? null : await insertMany(tx, raising, many, current);
	const rows = fresh.map((one) => rowOf(one, rules, gatheredIn === null ? stepsOf(one.level, current) : []));
	const ids = await insertAlerts(tx, { district, run, rows, gatheredIn });
	await tellAlerts(tx, district, 'raised', gatheredIn === null ? ids : [gatheredIn]);
}

/** An alert as it is to be stored. */
export interface NewAlert {
	kind: AlertKind;
	level: AlertLevel;
	subject: string;
	feature: string | null;
	target: string | null;
	rule: string | null;
	clause: string | null;
	/** Degrees; null: a point on the feature. */
	from: [number, number] | null;
	to: [number, number] | null;
	facts: Facts[AlertKind];
	steps: Step[];
	/** After how many minutes its warning turns red; null: it does not. */
	redAfter: number | null;
}

const ROWS = 2_000;

/** Stores alerts and returns their ids, in the order in which they are given. */
export async function insertAlerts(
	tx: Queryable,
	to: { district: string; run: number | null; rows: readonly NewAlert[]; gatheredIn: number | null }
): Promise<number[]> {
	const ids: number[] = [];
	for (let first = 0; first < to.rows.length; first += ROWS) {
		const rows = to.rows.slice(first, first + ROWS);
		const inserted = await tx.query<{ id: number }>(
			`insert into alert (district, kind, level, subject, feature, layer, name, subdistrict, lng, lat, target, target_layer,
				target_name, target_lng, target_lat, rule, clause, facts, run, gathered_in, raised_at, steps, next_at, red_at)
			select $1, n.kind, n.level, n.subject, n.feature, nullif(split_part(n.feature, '/', 1), ''), f.name, s.subdistrict,
				coalesce(n.lng, ST_X(${POINT_ON})), coalesce(n.lat, ST_Y(${POINT_ON})),
				n.target, nullif(split_part(n.target, '/', 1), ''), t.name, n.target_lng, n.target_lat, n.rule, n.clause,
				n.facts::jsonb, $2::bigint, $3::bigint, c.now, n.steps::jsonb,
				c.now + (n.steps::jsonb -> 0 ->> 'minutes')::float8 * interval '1 minute',
				c.now + n.red_after * interval '1 minute'
			from unnest($4::text[], $5::text[], $6::text[], $7::text[], $8::text[], $9::text[], $10::text[], $11::float8[],
					$12::float8[], $13::float8[], $14::float8[], $15::text[], $16::text[], $17::float8[]) with ordinality
				as n (kind, level, subject, feature, target, rule, clause, lng, lat, target_lng, target_lat, facts, steps,
					red_after, place)
			cross join (select clock_timestamp() as now) c
			left join feature f on f.district = $1 and f.id = n.feature
			left join feature t on t.district = $1 and t.id = n.target
			left join assessment s on s.district = $1 and s.run = $2::bigint and s.feature = n.feature
			order by n.place
			returning id`,
			[
				to.district,
				to.run,
				to.gatheredIn,
				rows.map((row) => row.kind),
				rows.map((row) => row.level),
				rows.map((row) => row.subject),
				rows.map((row) => row.feature),
				rows.map((row) => row.target),
				rows.map((row) => row.rule),
				rows.map((row) => row.clause),
				rows.map((row) => row.from?.[0] ?? null),
				rows.map((row) => row.from?.[1] ?? null),
				rows.map((row) => row.to?.[0] ?? null),
				rows.map((row) => row.to?.[1] ?? null),
				rows.map((row) => JSON.stringify(row.facts)),
				rows.map((row) => JSON.stringify(row.steps)),
				rows.map((row) => row.redAfter)
			],
			rows.length
		);
		ids.push(...inserted.rows.map(({ id }) => id));
	}
	return ids.sort((a, b) => a - b);
}

function rowOf(one: Raised, rules: RuleSet, steps: Step[]): NewAlert {
	const { kind, level, subject, feature } = one;
	const plain = {
		kind,
		level,
		subject,
		feature,
		target: null,
		rule: null,
		from: null,
		to: null,
		steps,
		redAfter: null
	};
	if (one.kind === 'violation') {
		const { rule: id, target, from, to, measuredM, requiredM } = one.finding;
		const rule = ruleOf(id, rules);
		return {
			...plain,
			target,
			rule: id,
			from,
			to,
			clause: rule.clause,
			facts: { name: rule.name, measuredM, requiredM }
		};
	}
	const { reason } = one;
	const facts = one.kind === 'danger' ? { reason: one.reason } : levelFacts(one);
	return { ...plain, rule: reason?.rule ?? null, clause: reason?.clause ?? null, facts };
}

function levelFacts({ before, reason, exposure }: Extract<Raised, { kind: 'level' }>): Facts['level'] {
	if (exposure === null) return { before, reason, exposure };
	const { text, withinM, counted, features } = exposure;
	return { before, reason, exposure: { text, withinM, counted, features } };
}

async function insertMany(tx: Queryable, { district, run, change, isRun }: Raising, many: Gathered, rules: RuleSet) {
	const { level, all, bySubdistrict } = many;
	const { standard, clause } = alertTable(rules).raised;
	const row: NewAlert = {
		kind: 'many',
		level,
		subject: `many ${change}`,
		feature: null,
		target: null,
		rule: null,
		clause: `${standard}${clause}`,
		from: null,
		to: null,
		facts: { all, bySubdistrict, isRun },
		steps: stepsOf(level, rules),
		redAfter: null
	};
	const [id] = await insertAlerts(tx, { district, run, rows: [row], gatheredIn: null });
	return id;
}

/** Of these subjects, those that have an alert that lasts. */
export async function lastingAmong(tx: Queryable, district: string, subjects: readonly string[]): Promise<Set<string>> {
	if (subjects.length === 0) return new Set();
	const { rows } = await tx.query<{ subject: string }>(
		'select subject from alert where district = $1 and ended_at is null and subject = any($2::text[])',
		[district, subjects]
	);
	return new Set(rows.map(({ subject }) => subject));
}

async function subdistrictsOf(
	tx: Queryable,
	district: string,
	run: number,
	raised: readonly Raised[]
): Promise<Map<string, string>> {
	const { rows } = await tx.query<{ feature: string; subdistrict: string }>(
		`select feature, subdistrict from assessment
		where district = $1 and run = $2::bigint and feature = any($3::text[]) and subdistrict is not null`,
		[district, run, [...new Set(raised.map(({ feature }) => feature))]]
	);
	return new Map(rows.map(({ feature, subdistrict }) => [feature, subdistrict]));
}
