import { allHold, type Answer } from '../clearance/role.ts';
import type { Play } from '../clearance/rule.ts';
import type { Attributes, LayerId } from '../layer.ts';
import type { RuleSet } from '../rule-set.ts';

/** Kinds of places that the items of GB 32167 name, as hca.json describes them. */
export type PlaceKind = keyof RuleSet['tables']['hca']['places'];

/** Whether a feature is such a place: `yes`, `no`, or the attribute without which nobody can say. */
export function isPlace(kind: PlaceKind, layer: LayerId, attributes: Attributes, rules: RuleSet): Answer {
	let answer: Answer = 'no';
	for (const play of playsOf(kind, rules)) {
		if (play.layer !== layer) continue;
		const held = allHold(play.where, attributes, rules);
		if (held === 'yes') return 'yes';
		if (held !== 'no' && answer === 'no') answer = held;
	}
	return answer;
}

/** Layers whose features can be places of a kind. */
export function layersOfPlace(kind: PlaceKind, rules: RuleSet): LayerId[] {
	return [...new Set(playsOf(kind, rules).map((play) => play.layer))];
}

function playsOf(kind: PlaceKind, rules: RuleSet): readonly Play[] {
	return rules.tables.hca.places[kind].plays as unknown as readonly Play[];
}
