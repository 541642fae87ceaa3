import { nearestOf, roundMm, type ShapeIndex } from '../../geo/nearby.ts';
import type { LeftOut } from '../clearance/catalogue.ts';
import { ruleOf } from '../clearance/catalogue.ts';
import { layersOf, roleById } from '../clearance/role.ts';
import type { Rule } from '../clearance/rule.ts';
import type { RuleSet } from '../rule-set.ts';
import type { NotApplied, SiteFinding } from './answer.ts';
import type { Part, Place } from './ask.ts';
import { isOfStanding } from './playing.ts';
import type { Players, Surroundings } from './surroundings.ts';

/**
 * The rules that found nothing to say of a site, each with why: it does not concern such a project, nothing that it speaks
 * of is near (and how far the nearest is), or it does not hold here and today.
 */
export function notApplied(
	around: Surroundings,
	parts: readonly Part[],
	findings: readonly SiteFinding[],
	place: Place,
	leftOut: readonly LeftOut[]
): NotApplied[] {
	const spoke = new Set(findings.map(({ rule }) => rule));
	const concerned = new Map<string, Part[]>();
	for (const part of parts) concerned.set(part.rule.id, [...(concerned.get(part.rule.id) ?? []), part]);
	const silent = around.asked.filter(({ id }) => !spoke.has(id));
	const nearest = nearestTo(place);
	return [
		...silent.map((rule) => whySilent(around, rule, concerned.get(rule.id) ?? [], nearest)),
		...leftOut.map(({ rule: id, why }) => notAppliedOf(ruleOf(id, around.rules), why, null))
	];
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
): NotApplied {
	if (isOfStanding(rule)) {
		const why = {
			zh: '对已建成的单元定期核查，拟建项目不适用',
			en: 'Checked of what stands already, not of what is proposed'
		};
		return notAppliedOf(rule, why, null);
	}
	if (parts.length === 0) {
		const why = { zh: '此类项目不受本条约束', en: 'It does not speak of such a project' };
		return notAppliedOf(rule, why, null);
	}
	let nearestM: number | null = null;
	for (const { side } of parts) {
		const roles = side === 'source' ? rule.targets : rule.sources;
		for (const layer of layersOf(roles, rule.set)) {
			const players = around.players(roles, layer);
			if (players !== null) nearestM = Math.min(nearestM ?? Infinity, nearest(players));
		}
	}
	const others = [...new Set(parts.flatMap(({ side }) => (side === 'source' ? rule.targets : rule.sources)))];
	return notAppliedOf(rule, nearestM === null ? nothingIs(others, rule.set) : nothingNear(nearestM), nearestM);
}

function nothingNear(nearestM: number) {
	return {
		zh: `附近没有本条所指的对象，最近的在 ${nearestM} 米`,
		en: `Nothing that it speaks of is near; the nearest is ${nearestM} m away`
	};
}

function nothingIs(roles: readonly string[], rules: RuleSet) {
	const names = roles.map((id) => roleById(id, rules).name);
	return {
		zh: `图上没有：${names.map((name) => name.zh).join('、')}`,
		en: `Nothing on the map is: ${names.map((name) => name.en).join(', ')}`
	};
}

function notAppliedOf(rule: Rule, why: NotApplied['why'], nearestM: number | null): NotApplied {
	return { rule: rule.id, name: rule.name, clause: rule.clause, why, nearestM };
}
