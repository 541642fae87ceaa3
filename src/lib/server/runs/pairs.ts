import type { AskedPairs } from '../../risk/clearance/clear.ts';
import type { RulePairs } from './result.ts';
import { needsJudgement } from './role-sql.ts';

/** The pairs of one rule by id, as the second engine is asked for them. */
export function pairsById({ rule, source, target, players, targets, reachM, ...found }: AskedPairs): RulePairs {
	const isJudged = needsJudgement(rule.targets, target.layer, rule.set);
	return {
		rule: rule.id,
		targetLayer: target.layer,
		players: Array.from(players, (i) => source.ids[i]),
		reachM: Array.from(reachM),
		judged: isJudged ? Array.from(targets, (i) => target.ids[i]) : [],
		source: Array.from(found.sourceAt, (i) => source.ids[i]),
		target: Array.from(found.targetAt, (i) => target.ids[i]),
		distanceM: found.distanceM
	};
}
