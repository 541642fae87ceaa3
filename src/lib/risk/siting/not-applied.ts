import { nearestOf, roundMm, type ShapeIndex } from '../../geo/nearby.ts';
import type { LeftOut } from '../clearance/catalogue.ts';
import { ruleOf } from '../clearance/catalogue.ts';
import { layersOf, roleById } from '../clearance/role.ts';
import type { Rule } from '../clearance/rule.ts';
import type { RuleSet } from '../rule-set.ts';
import type { Words } from '../words.ts';
import type { NotApplied, SiteFinding } from './answer.ts';
import type { Part, Place } from './ask.ts';
import { isOfStanding } from './playing.ts';
import { policyRules } from './policy-rules.ts';
import type { Players, Surroundings } from './surroundings.ts';

/** A rule that found nothing to say of a site, and why; `tellSilent` puts it into words. */
export interface Silent {
	rule: string;
	/**
	 * `standing`: it checks what stands already. `project`: it does not concern such a project. `far`: nothing that it speaks
	 * of is near. `nothing`: the map has nothing that it speaks of. `left-out`: it does not hold here and today.
	 */
	why: 'standing' | 'project' | 'far' | 'nothing' | 'left-out';
	/** Metres to the nearest feature that it speaks of; null: there is none. */
	nearestM: number | null;
	/** Of `nothing`: the roles that nothing on the map plays. */
	roles: string[];
}

/** The rules of the catalogue that found nothing to say of a site; those in force first, then those left out. */
export function silentRules(
	around: Surroundings,
	parts: readonly Part[],
	findings: readonly SiteFinding[],
	place: Place,
	leftOut: readonly LeftOut[]
): Silent[] {
	const spoke = new Set(findings.map(({ rule }) => rule));
	const concerned = new Map<string, Part[]>();
	for (const part of parts) concerned.set(part.rule.id, [...(concerned.get(part.rule.id) ?? []), part]);
	const silent = around.asked.filter(({ id }) => !spoke.has(id));
	const nearest = nearestTo(place);
	return [
		...silent.map((rule) => whySilent(around, rule, concerned.get(rule.id) ?? [], nearest)),
		...leftOut.map(({ rule }) => silence(rule, 'left-out'))
	];
}

/** What does not apply to a site, each with why, in words. `leftOut` are the rules that do not hold there and then. */
export function tellSilent(silent: readonly Silent[], leftOut: readonly LeftOut[], rules: RuleSet): NotApplied[] {
	const whyLeftOut = new Map(leftOut.map(({ rule, why }) => [rule, why]));
	return silent.map((one) => {
		const { id, name, clause } = policyRules(rules).find(({ id }) => id === one.rule) ?? ruleOf(one.rule, rules);
		const why = one.why === 'left-out' ? whyLeftOut.get(id)! : wordsOf(one, rules);
		return { rule: id, name, clause, why, nearestM: one.nearestM };
	});
}

/** How far the nearest of some players is, metres: asked once, for many rules speak of the same. */
function nearestTo({ shapes, i }: Place): (players: Players) => number {
	const known = new Map<ShapeIndex, number>();
	return ({ index }) => {
		const distanceM = known.get(index) ?? roundMm(nearestOf(shapes, i, index, Infinity)!.distanceM);
		known.set(index, distanceM);
		return distanceM;
	};
}

function whySilent(
	around: Surroundings,
	rule: Rule,
	parts: readonly Part[],
	nearest: (players: Players) => number
): Silent {
	if (isOfStanding(rule)) return silence(rule.id, 'standing');
	if (parts.length === 0) return silence(rule.id, 'project');
	let nearestM: number | null = null;
	for (const { side } of parts) {
		const roles = side === 'source' ? rule.targets : rule.sources;
		for (const layer of layersOf(roles, rule.set)) {
			const players = around.players(roles, layer);
			if (players !== null) nearestM = Math.min(nearestM ?? Infinity, nearest(players));
		}
	}
	if (nearestM !== null) return { ...silence(rule.id, 'far'), nearestM };
	const roles = [...new Set(parts.flatMap(({ side }) => (side === 'source' ? rule.targets : rule.sources)))];
	return { ...silence(rule.id, 'nothing'), roles };
}

function silence(rule: string, why: Silent['why']): Silent {
	return { rule, why, nearestM: null, roles: [] };
}

function wordsOf({ why, nearestM, roles }: Silent, rules: RuleSet): Words {
	if (why === 'standing') {
		return {
			zh: '对已建成的单元定期核查，拟建项目不适用',
			en: 'Checked of what stands already, not of what is proposed'
		};
	}
	if (why === 'project') return { zh: '此类项目不受本条约束', en: 'It does not speak of such a project' };
	if (why === 'far') {
		return {
			zh: `附近没有本条所指的对象，最近的在 ${nearestM} 米`,
			en: `Nothing that it speaks of is near; the nearest is ${nearestM} m away`
		};
	}
	const names = roles.map((id) => roleById(id, rules).name);
	return {
		zh: `图上没有：${names.map((name) => name.zh).join('、')}`,
		en: `Nothing on the map is: ${names.map((name) => name.en).join(', ')}`
	};
}
