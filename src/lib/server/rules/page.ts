import type { RuleItem, RulesPage, RunSummary } from '../../api.ts';
import { rulesLeftOut } from '../../risk/clearance/catalogue.ts';
import type { State } from '../../risk/finding.ts';
import type { Reason } from '../../risk/reason.ts';
import { SHIPPED } from '../../risk/rule-set.ts';
import { knownRules } from '../../risk/rules/catalogue.ts';
import { numbersOf } from '../../risk/rules/numbers.ts';
import type { Database, Queryable } from '../db/database.ts';
import { seenReason } from '../access/seen-reasons.ts';
import { EVERYTHING, mustSeeAllRows, type Sight } from '../access/sight.ts';
import { localDay } from '../local-day.ts';
import { noStates } from '../runs/counts.ts';
import { readRun } from '../runs/latest.ts';
import { knownRuleSet, listRuleSets } from './make.ts';
import { currentRuleSet } from './rule-sets.ts';

/**
 * The rules of a version (the one switched on, unless named) with what each did in the newest run of the district, their
 * numbers, and every version there is. Throws an AnswerError for a version that is not kept, and for who does not see
 * every row: the numbers are of the whole district.
 */
export async function readRulesPage(
	db: Database,
	sight: Sight,
	district: string,
	version?: string
): Promise<RulesPage> {
	mustSeeAllRows(sight);
	const versions = await listRuleSets(db);
	const current = await currentRuleSet(db, district);
	const rules = version === undefined ? current : await knownRuleSet(db, version);
	const run = await readRun(db, EVERYTHING, district);
	const leftOut = new Map(
		rulesLeftOut(localDay(new Date()), district, rules).map(({ rule, why }) => [rule, why] as const)
	);
	const notAsked = new Map((run?.rulesNotAsked ?? []).map(({ rule, why }) => [rule, why] as const));
	const did = run === null ? null : await readWhatTheyDid(db, sight, district, run);
	const known = knownRules(rules).map((rule): RuleItem => {
		const own =
			did === null ? null : { touched: did.touched.get(rule.id) ?? 0, states: statesOf(did, rule.id, rule.kind) };
		return {
			...rule,
			leftOut: leftOut.get(rule.id) ?? null,
			notAsked: notAsked.get(rule.id) ?? null,
			touched: own?.touched ?? null,
			states: own?.states ?? null
		};
	});
	const ids = new Set(known.map((rule) => rule.id));
	return {
		current: current.version,
		shipped: SHIPPED.version,
		version: rules.version,
		versions,
		rules: [...known, ...(did?.gradings ?? []).filter((rule) => !ids.has(rule.id))],
		numbers: [...numbersOf(rules)]
	};
}

interface WhatTheyDid {
	/** Features that each rule touched, by its id. */
	touched: ReadonlyMap<string, number>;
	states: ReadonlyMap<string, Record<State, number>>;
	/** The rules that reasons of the run name, as they are shown where no catalogue has them. */
	gradings: RuleItem[];
}

function statesOf(did: WhatTheyDid, id: string, kind: RuleItem['kind']): Record<State, number> | null {
	return did.states.get(id) ?? (kind === 'clearance' ? noStates() : null);
}

async function readWhatTheyDid(
	db: Queryable,
	sight: Sight,
	district: string,
	{ id: run }: RunSummary
): Promise<WhatTheyDid> {
	const touched = new Map<string, number>();
	const states = new Map<string, Record<State, number>>();
	const ofFindings = await db.query<{ rule: string; features: number }>(
		`select rule, count(distinct feature) as features from (
			select rule, source as feature from finding where district = $1 and run = $2::bigint
			union all
			select rule, target from finding where district = $1 and run = $2::bigint and target is not null
		) as concerned group by rule`,
		[district, run]
	);
	const ofStates = await db.query<{ rule: string; state: State; findings: number }>(
		`select rule, state, count(*) as findings from finding where district = $1 and run = $2::bigint group by rule, state`,
		[district, run]
	);
	for (const { rule, state, findings } of ofStates.rows) {
		const known = states.get(rule) ?? noStates();
		known[state] = findings;
		states.set(rule, known);
	}
	const gradings = await readGradings(db, sight, district, run);
	const ofInfluence = await db.query<{ rule: string; features: number }>(
		`select influence ->> 'rule' as rule, count(*) as features from assessment
		where district = $1 and run = $2::bigint and influence is not null group by 1`,
		[district, run]
	);
	const ofSegments = await db.query<{ rule: string; features: number }>(
		`select item ->> 'item' as rule, count(distinct pipeline) as features
		from segment, jsonb_array_elements(items) as item where district = $1 and run = $2::bigint group by 1`,
		[district, run]
	);
	const colouring = ofInfluence.rows.reduce((sum, row) => sum + row.features, 0);
	for (const id of ['ZONING-CELL', 'ZONING-RINGS', 'ZONING-FIELD']) touched.set(id, colouring);
	for (const { id, touched: features } of gradings) touched.set(id, features ?? 0);
	// A clearance that is a reason too touched what its findings say: they hold the reasons' features as well.
	for (const rows of [ofInfluence.rows, ofSegments.rows, ofFindings.rows]) {
		for (const { rule, features } of rows) touched.set(rule, features);
	}
	return { touched, states, gradings };
}

/** What only says that there is no level is no rule. */
const NO_RULE = 'NOT-GRADED';

async function readGradings(db: Queryable, sight: Sight, district: string, run: number): Promise<RuleItem[]> {
	const { rows } = await db.query<{ rule: string; features: number; one: Reason }>(
		`select reason ->> 'rule' as rule, count(distinct feature) as features,
			(array_agg(reason order by feature))[1] as one
		from assessment, jsonb_array_elements(reasons) as reason
		where district = $1 and run = $2::bigint group by 1 order by 1`,
		[district, run]
	);
	return rows
		.filter(({ rule }) => rule !== NO_RULE)
		.map(({ rule, features, one }) => ({
			id: rule,
			kind: 'grading' as const,
			name: { zh: one.clause, en: one.clause },
			clause: one.clause,
			confidence: one.confidence,
			severity: null,
			limit: limitOf(seenReason(sight, one)),
			effectiveFrom: null,
			effectiveTo: null,
			leftOut: null,
			notAsked: null,
			touched: features,
			states: null,
			note: null
		}));
}

function limitOf({ limit, unit }: Reason): RuleItem['limit'] {
	const text = limit === null ? '—' : `${limit} ${unit ?? ''}`.trim();
	return { zh: text, en: text };
}
