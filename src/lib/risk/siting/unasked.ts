import { layersOf, roleById } from '../clearance/role.ts';
import { layerOf } from '../layers/registry.ts';
import { perRuleSet, type RuleSet } from '../rule-set.ts';
import type { Words } from '../words.ts';
import type { Unasked } from './answer.ts';
import type { Part } from './ask.ts';
import type { Surroundings } from './surroundings.ts';

interface Subject {
	name: Words;
	rules: Set<string>;
	isAnswered: boolean;
	cause: Unasked['cause'];
}

/**
 * What the parts of a site ask of the map: the layers that hold the other side of their rules, and the roles for which
 * there is no layer. A layer without features answers nothing, unless somebody confirmed that the district has none.
 */
export function subjectsOf(
	around: Surroundings,
	parts: readonly Part[]
): { asked: number; answered: number; unasked: Unasked[] } {
	const subjects = new Map<string, Subject>();
	for (const { rule, side } of parts) {
		for (const name of namesOf(side === 'source' ? rule.targets : rule.sources, rule.set)) {
			const subject = subjects.get(name) ?? subjectOf(around, name);
			subject.rules.add(rule.id);
			subjects.set(name, subject);
		}
	}
	const unasked = [...subjects].flatMap(([subject, { name, rules, isAnswered, cause }]) => {
		return isAnswered ? [] : [{ subject, name, rules: [...rules], cause }];
	});
	return { asked: subjects.size, answered: subjects.size - unasked.length, unasked };
}

/** By the lists of roles that rules hold: they are asked for every site. */
const namesOfLists = perRuleSet(() => new WeakMap<readonly string[], readonly string[]>());

function namesOf(roles: readonly string[], rules: RuleSet): readonly string[] {
	const known = namesOfLists(rules);
	let names = known.get(roles);
	if (names === undefined) {
		names = roles.flatMap((id) => {
			const layers = layersOf([id], rules);
			return layers.length > 0 ? layers.map((layer) => `layer:${layer}`) : [`role:${id}`];
		});
		known.set(roles, names);
	}
	return names;
}

function subjectOf(around: Surroundings, subject: string): Subject {
	const [what, id] = subject.split(':') as ['layer' | 'role', never];
	if (what === 'layer') {
		const { name } = layerOf(id);
		const isAnswered = around.district[id as 'building'].ids.length > 0 || around.answered.has(subject);
		const text = {
			zh: `图层“${name.zh}”为空：请导入，或由专人确认本区没有`,
			en: `The layer “${name.en}” is empty: import it, or have somebody confirm that the district has none`
		};
		return { name, rules: new Set(), isAnswered, cause: { code: 'layer-empty', text } };
	}
	const { name } = roleById(id, around.rules);
	const text = {
		zh: `图上没有“${name.zh}”这类资料：请向主管单位核实，确认没有后登记`,
		en: `No data on “${name.en}”: ask whoever keeps them, and record it where there are none`
	};
	return { name, rules: new Set(), isAnswered: around.answered.has(subject), cause: { code: 'no-layer', text } };
}
