import type { AskedPairs } from '../../risk/clearance/clear.ts';
import { pairsById } from '../runs/pairs.ts';
import type { Amended } from './amended.ts';

/** Of the pairs asked those of the features given: with them as sources, and with them as targets of other sources. */
export function pairsOf(asked: readonly AskedPairs[], features: ReadonlySet<string>): Amended['pairs'] {
	const answer: Amended['pairs'] = { asSource: [], asTarget: [] };
	for (const pairs of asked) {
		const { source, target } = pairs;
		const isTarget = (i: number) => features.has(target.ids[i]);
		const isSource = (i: number) => features.has(source.ids[i]);
		if (pairs.players.some(isSource)) answer.asSource.push(pairsById(only(pairs, isSource, () => true)));
		if (pairs.targets.some(isTarget) && pairs.players.some((i) => !isSource(i)))
			answer.asTarget.push(pairsById(only(pairs, (i) => !isSource(i), isTarget)));
	}
	return answer;
}

function only(pairs: AskedPairs, keepSource: (i: number) => boolean, keepTarget: (i: number) => boolean): AskedPairs {
	const { players, sourceAt, targetAt, reachM, distanceM } = pairs;
	const asked = [...players.keys()].filter((k) => keepSource(players[k]));
	const found = [...sourceAt.keys()].filter((k) => keepSource(sourceAt[k]) && keepTarget(targetAt[k]));
	return {
		...pairs,
		players: Uint32Array.from(asked, (k) => players[k]),
		reachM: Float64Array.from(asked, (k) => reachM[k]),
		sourceAt: Uint32Array.from(found, (k) => sourceAt[k]),
		targetAt: Uint32Array.from(found, (k) => targetAt[k]),
		distanceM: Float64Array.from(found, (k) => distanceM[k])
	};
}
