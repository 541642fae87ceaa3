import type { RuleSetInfo } from '../../api.ts';
import { changeRules, RuleChangeError, type RuleChange } from '../../risk/rules/change.ts';
import { numbersOf } from '../../risk/rules/numbers.ts';
import { SHIPPED, type RuleSet } from '../../risk/rule-set.ts';
import type { Who } from '../access/who.ts';
import { record } from '../audit/record.ts';
import type { Database, Queryable } from '../db/database.ts';
import { AnswerError } from '../http.ts';
import { keepRuleSet, readRuleSet, UnknownRuleSet } from './rule-sets.ts';

export interface RuleSetToMake {
	from: string;
	changes: readonly RuleChange[];
	note: string;
	/** For whom the command line acts; whoever is signed in signs himself. */
	author?: string;
}

/**
 * Makes a rule set of another one and keeps it; nothing asks it before it is switched on. Returns it with what was
 * changed; one that is there already is returned as it was made. Throws an AnswerError for what cannot be changed so, and
 * for a version that is not kept.
 */
export async function makeRuleSet(
	db: Database,
	who: Who,
	{ from, changes, note, author: named }: RuleSetToMake
): Promise<RuleSetInfo> {
	const author = who.kind === 'operator' || who.kind === 'system' ? (named ?? who.name) : who.name;
	const made = await db.transaction(async (tx) => {
		const base = await knownRuleSet(tx, from);
		const rules = changed(base, changes);
		await keepRuleSet(tx, base);
		const before = new Map(numbersOf(base).map(({ path, value }) => [path, value]));
		const told = changes
			.map(({ path, value }) => ({ path, from: before.get(path)!, to: value }))
			.filter((change) => change.from !== change.to);
		const { count } = await tx.query(
			`insert into rule_set (version, edition, tables, made_from, changes, note, author)
			values ($1, $2, $3, $4, $5::text::jsonb, $6, $7) on conflict (version) do nothing`,
			[rules.version, rules.edition, JSON.stringify(rules.tables), base.version, JSON.stringify(told), note, author]
		);
		if (count > 0) {
			await record(tx, {
				who,
				action: 'rules.make',
				object: rules.version,
				before: { version: base.version, ...Object.fromEntries(told.map((one) => [one.path, one.from])) },
				after: { note, author, ...Object.fromEntries(told.map((one) => [one.path, one.to])) }
			});
		}
		return rules.version;
	});
	await db.flush();
	return (await listRuleSets(db)).find((one) => one.version === made)!;
}

function changed(base: RuleSet, changes: readonly RuleChange[]): RuleSet {
	try {
		return changeRules(base, changes);
	} catch (error) {
		throw error instanceof RuleChangeError ? new AnswerError(400, 'rule-change', error.text) : error;
	}
}

/** The rule set of a version; `shipped` is the one that Sise ships. Throws an AnswerError for a version that is not kept. */
export async function knownRuleSet(db: Queryable, version: string): Promise<RuleSet> {
	if (version === 'shipped') return SHIPPED;
	try {
		return await readRuleSet(db, version);
	} catch (error) {
		if (!(error instanceof UnknownRuleSet)) throw error;
		throw new AnswerError(404, 'no-rule-set', {
			zh: `没有规则版本 ${version}。用 npm run sise -- rules list 查看已有的版本。`,
			en: `There is no rule set ${version}. npm run sise -- rules list shows those there are.`
		});
	}
}

/** Every rule set that is kept, newest first, the one that Sise ships last. */
export async function listRuleSets(db: Queryable): Promise<RuleSetInfo[]> {
	// Kept as soon as somebody looks: a later edition of Sise can then still tell what this one shipped.
	await keepRuleSet(db, SHIPPED);
	const { rows } = await db.query<
		Omit<RuleSetInfo, 'madeFrom' | 'madeAt'> & { made_from: string | null; made_at: Date }
	>(
		`select s.version, s.edition, s.made_from, s.changes, s.note, s.author, s.made_at, count(r.id) as runs
		from rule_set s left join run r on r.rules_version = s.version
		group by s.version order by (s.version = $1), s.made_at desc, s.version`,
		[SHIPPED.version]
	);
	return rows.map(({ made_from, made_at, ...one }) => ({ ...one, madeFrom: made_from, madeAt: made_at.toISOString() }));
}
