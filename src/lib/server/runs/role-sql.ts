import { roleById } from '../../risk/clearance/role.ts';
import type { Condition, Play } from '../../risk/clearance/rule.ts';
import type { LayerId } from '../../risk/layer.ts';
import type { RuleSet } from '../../risk/rule-set.ts';

/** Two conditions on a feature: the first settles that it may play; the second leaves that to the judgement of a standard. */
export interface MayPlay {
	settled: string;
	ifJudged: string;
}

/**
 * The conditions by which SQL chooses the features of one layer that play, or may play, any of the roles: the same data
 * that `roleOf` reads, read a second time. `alias` is the name of the feature table in the statement; values go into
 * `params`. A judgement of a standard (`judge`) is not SQL's to make: what hangs on one meets `ifJudged` alone.
 */
export function mayPlay(
	roles: readonly string[],
	layer: LayerId,
	alias: string,
	params: unknown[],
	rules: RuleSet
): MayPlay {
	const bind = (value: unknown) => `$${params.push(value)}`;
	const plays = roles.flatMap((id) => roleById(id, rules).plays).filter((play) => play.layer === layer);
	const anyOf = (some: readonly Play[]) => {
		const each = some.map((play) => {
			const conditions = play.where.filter((one) => one.judge === undefined);
			return conditions.length === 0 ? 'true' : `(${conditions.map((one) => mayHold(one, alias, bind)).join(' and ')})`;
		});
		return `(${each.join(' or ') || 'false'})`;
	};
	return {
		settled: anyOf(plays.filter((play) => !isJudged(play))),
		ifJudged: anyOf(plays.filter(isJudged))
	};
}

function isJudged(play: Play): boolean {
	return play.where.some((one) => one.judge !== undefined);
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
	return roles.some((id) => roleById(id, rules).plays.some((play) => play.layer === layer && isJudged(play)));
}
