import { roleById } from '../../risk/clearance/role.ts';
import type { Condition } from '../../risk/clearance/rule.ts';
import type { LayerId } from '../../risk/layer.ts';
import type { RuleSet } from '../../risk/rule-set.ts';

/**
 * The condition by which SQL chooses the features of one layer that play, or may play, any of the roles: the same data
 * that `roleOf` reads, read a second time. `alias` is the name of the feature table in the statement; values go into
 * `params`. A judgement of a standard (`judge`) is not SQL's to make: it then takes the features named by `judged`.
 */
export function mayPlay(
	roles: readonly string[],
	layer: LayerId,
	alias: string,
	params: unknown[],
	judged: readonly string[],
	rules: RuleSet
): string {
	const bind = (value: unknown) => `$${params.push(value)}`;
	const plays = roles.flatMap((id) => roleById(id, rules).plays).filter((play) => play.layer === layer);
	const each = plays.map((play) => {
		const conditions = play.where.map((condition) =>
			condition.judge === undefined ? mayHold(condition, alias, bind) : `${alias}.id = any(${bind(judged)}::text[])`
		);
		return conditions.length === 0 ? 'true' : `(${conditions.join(' and ')})`;
	});
	return `(${each.join(' or ') || 'false'})`;
}

/** Holds where the condition does, and where only an absent attribute keeps it from being answered. */
function mayHold(condition: Condition, alias: string, bind: (value: unknown) => string): string {
	const value = `(${alias}.attributes ->> ${bind(condition.attribute ?? '')}::text)`;
	const { absent = 'missing', not = false } = condition;
	const whenAbsent = absent === 'missing' || (absent === 'yes') !== not;
	const holds = fits(condition, value, bind);
	return `case when ${value} is null then ${whenAbsent} else ${not ? `not (${holds})` : holds} end`;
}

function fits(condition: Condition, value: string, bind: (value: unknown) => string): string {
	if (condition.in !== undefined) return `${value} = any(${bind(condition.in.map(String))}::text[])`;
	const bounds = [
		condition.above === undefined ? null : `${value}::float8 > ${bind(condition.above)}::float8`,
		condition.from === undefined ? null : `${value}::float8 >= ${bind(condition.from)}::float8`,
		condition.upTo === undefined ? null : `${value}::float8 <= ${bind(condition.upTo)}::float8`
	].filter((bound) => bound !== null);
	return bounds.length === 0 ? 'true' : bounds.join(' and ');
}

/** Whether choosing among a layer for these roles needs a judgement. */
export function needsJudgement(roles: readonly string[], layer: LayerId, rules: RuleSet): boolean {
	return roles.some((id) =>
		roleById(id, rules).plays.some((play) => play.layer === layer && play.where.some((one) => one.judge !== undefined))
	);
}
