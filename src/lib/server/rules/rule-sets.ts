import { ruleSetOf, SHIPPED, type RuleSet, type RuleTables } from '../../risk/rule-set.ts';
import type { Queryable } from '../db/database.ts';

/** Rule sets are never changed once made, so one that was read serves for good. */
const known = new Map<string, RuleSet>([[SHIPPED.version, SHIPPED]]);

/** A rule set that was asked for and is not kept. */
export class UnknownRuleSet extends Error {
	constructor(version: string) {
		super(`There is no rule set ${version}.`);
		this.name = 'UnknownRuleSet';
	}
}

/**
 * The rule set of a version. Throws an UnknownRuleSet where none is kept, and an Error where what is kept does not have
 * the hash in its version: it was changed behind our back.
 */
export async function readRuleSet(db: Queryable, version: string): Promise<RuleSet> {
	const before = known.get(version);
	if (before !== undefined) return before;
	const { rows } = await db.query<{ edition: string; tables: string }>(
		'select edition, tables from rule_set where version = $1',
		[version]
	);
	if (rows.length === 0) throw new UnknownRuleSet(version);
	const rules = ruleSetOf(rows[0].edition, JSON.parse(rows[0].tables) as RuleTables);
	if (rules.version !== version) throw new Error(`What is kept as rule set ${version} is ${rules.version}.`);
	known.set(version, rules);
	return rules;
}

/** The rule set that a district asks: the one switched on there, else the one that Sise ships. */
export async function currentRuleSet(db: Queryable, district: string): Promise<RuleSet> {
	const { rows } = await db.query<{ rules_version: string | null }>(
		'select rules_version from district where code = $1',
		[district]
	);
	const version = rows[0]?.rules_version ?? null;
	return version === null ? SHIPPED : readRuleSet(db, version);
}

/** The rule set that a run asked. Throws an UnknownRuleSet where it is not kept. */
export async function rulesOfRun(db: Queryable, district: string, run: number): Promise<RuleSet> {
	const { rows } = await db.query<{ rules_version: string }>(
		'select rules_version from run where district = $1 and id = $2::bigint',
		[district, run],
		1
	);
	return readRuleSet(db, rows[0].rules_version);
}

/** Keeps a rule set whole, so that the runs that ask it can be computed again. */
export async function keepRuleSet(tx: Queryable, rules: RuleSet): Promise<void> {
	await tx.query(
		`insert into rule_set (version, edition, tables, changes) values ($1, $2, $3, '[]') on conflict (version) do nothing`,
		[rules.version, rules.edition, JSON.stringify(rules.tables)]
	);
}
