import type { RuleSet } from '../rule-set.ts';
import type { Confidence, Words } from '../words.ts';
import type { PolicyAnswer, Proposal, Verdict } from './answer.ts';
import { projectTypeOf, sitingTables } from './project.ts';
import type { Surroundings } from './surroundings.ts';

/** What the policies of the district that are switched on say of a proposal, whatever its place. */
export function policiesOf(proposal: Proposal, around: Surroundings): PolicyAnswer[] {
	return [...noChemical(proposal, around.rules), ...redOrange(proposal, around)];
}

function noChemical({ uses }: Proposal, rules: RuleSet): PolicyAnswer[] {
	const { on, types, parkKinds, ...policy } = sitingTables(rules).siting.policies.noChemical;
	if (!on) return [];
	return uses.flatMap(({ type, facts }) => {
		const { name } = projectTypeOf(type, rules);
		if (types.includes(type)) {
			const text = { zh: `本区不得新建、扩建：${name.zh}`, en: `Not to be built or extended here: ${name.en}` };
			return [answer(policy, 'veto', text)];
		}
		if (type !== 'park') return [];
		const { kind } = facts;
		if (typeof kind === 'string' && !parkKinds.includes(kind)) return [];
		const isKnown = typeof kind === 'string';
		const text = isKnown
			? { zh: '本区不得新建、扩建化工园区', en: 'No chemical park is to be built or extended here' }
			: {
					zh: '请填写园区类型：本区不得新建、扩建化工园区',
					en: 'Say what kind of park it is: no chemical park is built here'
				};
		return [answer(policy, isKnown ? 'veto' : 'undecided', text)];
	});
}

/** Of an extension, the level that the newest run gives to what it extends. */
function redOrange({ extends: extended }: Proposal, around: Surroundings): PolicyAnswer[] {
	const { on, ...policy } = sitingTables(around.rules).siting.policies.redOrange;
	if (!on || extended === null) return [];
	const place = around.find(extended);
	if (place !== null && place.columns.layer !== 'enterprise' && place.columns.layer !== 'hazard_source') return [];
	const name = place?.columns.names[place.i] ?? extended;
	const level = place === null ? null : around.levelOf(extended);
	if (level === null) {
		const text = {
			zh: `${name} 尚未评估等级，评估之前不能判定可否扩建`,
			en: `${name} has no level yet; whether it may expand cannot be said before it is assessed`
		};
		return [answer(policy, 'undecided', text)];
	}
	if (level === 'red' || level === 'orange') {
		const text = {
			zh: `${name} 现为${level === 'red' ? '红色' : '橙色'}，不得扩建`,
			en: `${name} is ${level} and does not expand`
		};
		return [answer(policy, 'veto', text)];
	}
	const text = { zh: `${name} 不是红色或橙色`, en: `${name} is neither red nor orange` };
	return [answer(policy, 'clear', text)];
}

interface Policy {
	policy: string;
	name: Words;
	clause: string;
	cites: string;
	citesConfidence: string;
}

function answer({ policy, name, cites, citesConfidence }: Policy, counts: Verdict, text: Words): PolicyAnswer {
	return { policy, name, clause: cites, confidence: citesConfidence as Confidence, text, counts };
}
