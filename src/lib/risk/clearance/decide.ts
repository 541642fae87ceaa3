import { monthsAfter } from '../day.ts';
import type { Cause, State } from '../finding.ts';
import { attributeMissing, refused, words } from './cause.ts';
import { asksPairs, requirementOf } from './limit.ts';
import { anyRoleOf } from './role.ts';
import type { Decision, Rule, Side } from './rule.ts';

/** What a distance says: a state, or `inside`, where approval is needed, or `below`, nearer than approval can help. */
type Verdict = State | 'inside' | 'below';

/**
 * Decides one rule for one pair at a distance in metres of the metric plane, or for a source alone (`target` and
 * `distanceM` null) where the rule asks that. Distances are held against limits by the whole millimetre, inclusively
 * (see `Op`). The answer is `uncertain` where distance and limit differ by no more than the two stated accuracies together,
 * and `undecided` with its cause where a needed attribute or approval is not on record; but what holds whatever that
 * attribute may be is said outright. `requiredM` is measured as the distance is: from the source as drawn, so it contains
 * the half width of a road or a power line.
 *
 * Throws an Error when a side certainly plays none of the rule's roles: such a pair is not to be asked.
 */
export function decide(
	rule: Rule,
	source: Side,
	target: Side | null,
	distanceM: number | null,
	today: string
): Decision {
	const doubt = doubtOf(rule, source, target);
	if (rule.asks === 'source') return alone(doubt ?? askSource(rule, source, today));
	if (rule.asks === 'pair' && !asksPairs(rule, source.attributes)) return alone(noRegisteredDistance(source, doubt));
	if (target === null || distanceM === null) return alone(noTarget(doubt));
	return decidePair(rule, source, target, Math.round(distanceM * 1000), doubt);
}

type Answered = { state: State; cause: Cause | null };

function decidePair(rule: Rule, source: Side, target: Side, distanceMm: number, doubt: Answered | null): Decision {
	const accuracyM = accuracyOf(source, target);
	const accuracyMm = Math.round((accuracyM ?? 0) * 1000);
	const { requiredM, missing } = requirementOf(rule, source.attributes);
	const limitsMm = requiredM.map((metres) => Math.round(metres * 1000));
	if (limitsMm.length === 0) return { ...noLimit(rule), requiredM: null, marginM: null, accuracyM };

	const verdicts = limitsMm.map((limitMm) => judge(rule, distanceMm, limitMm, accuracyMm));
	const isOpen = verdicts.some((verdict) => verdict !== verdicts[0]);
	const answered = isOpen ? attributeMissing(source, missing ?? '') : answerOf(rule, verdicts[0], source, target);
	const final = doubt !== null && answered.state !== 'met' ? doubt : answered;
	// Broken under every limit: the least of them is broken. Otherwise the greatest is what has to be kept.
	const limitMm = final.state === 'broken' ? Math.min(...limitsMm) : Math.max(...limitsMm);
	return { ...final, requiredM: limitMm / 1000, marginM: (distanceMm - limitMm) / 1000, accuracyM };
}

function judge(rule: Rule, distanceMm: number, limitMm: number, accuracyMm: number): Verdict {
	const isNearLimit = accuracyMm > 0 && Math.abs(distanceMm - limitMm) <= accuracyMm;
	switch (rule.op) {
		case 'forbid_within':
			return isNearLimit ? 'uncertain' : distanceMm <= limitMm ? 'broken' : 'met';
		case 'min_dist':
		case 'require_registered_distance':
			return isNearLimit ? 'uncertain' : distanceMm < limitMm ? 'broken' : 'met';
		case 'forbid_intersect':
		case 'avoid':
			// How deep an overlap is, a distance of 0 does not say: it is taken as it is drawn.
			return distanceMm === 0 ? 'broken' : isNearLimit ? 'uncertain' : 'met';
		case 'must_be_inside':
			return distanceMm === 0 ? 'met' : isNearLimit ? 'uncertain' : 'broken';
		case 'require_doc':
		case 'notify_days_before':
			return distanceMm <= limitMm ? 'inside' : isNearLimit ? 'uncertain' : 'met';
		case 'apply_within': {
			// Where the law measures from an edge, it does so for both ends of the range.
			const edgeMm = limitMm - Math.round(rule.limits[0].m * 1000);
			const loMm = rule.lo > 0 ? Math.round(rule.lo * 1000) + edgeMm : 0;
			const isNearLo = loMm > 0 && accuracyMm > 0 && Math.abs(distanceMm - loMm) <= accuracyMm;
			if (isNearLimit || isNearLo) return 'uncertain';
			if (distanceMm > limitMm) return 'met';
			return loMm > 0 && distanceMm <= loMm ? 'below' : 'inside';
		}
		default:
			throw new Error(`Rule ${rule.id} (${rule.op}) is not asked of a pair.`);
	}
}

function answerOf(rule: Rule, verdict: Verdict, source: Side, target: Side): Answered {
	if (verdict !== 'inside' && verdict !== 'below') return { state: verdict, cause: null };
	const approved = approvalOf(rule, target) ?? approvalOf(rule, source);
	if (approved === false) return { state: 'broken', cause: refused(rule) };
	if (verdict === 'below') {
		return {
			state: 'undecided',
			cause: {
				code: 'below-range',
				text: words(
					`距离不足 ${rule.lo} 米, 不在可申请范围内: 按禁止性条款核查, 穿跨越工程另行申请`,
					`Nearer than ${rule.lo} m, where this clause gives no approval: see the ban, or apply for a crossing`
				)
			}
		};
	}
	if (approved === true) return { state: 'met', cause: null };
	return {
		state: 'undecided',
		cause: {
			code: 'approval-missing',
			attribute: 'approvals',
			feature: target.id,
			text: words(
				`在需${WHAT[rule.effect].zh}的范围内, 未登记${WHAT[rule.effect].zh}结果 (${rule.clause})`,
				`Inside the range that needs ${WHAT[rule.effect].en}, and none is on record (${rule.clause})`
			)
		}
	};
}

const WHAT: Readonly<Record<Rule['effect'], { zh: string; en: string }>> = {
	ban: words('批准', 'an approval'),
	keep: words('论证', 'a review'),
	apply: words('审批', 'an approval'),
	document: words('危险性评估', 'an assessment'),
	notify: words('提前书面通知', 'a written notice'),
	count: words('统计', 'a count')
};

function askSource(rule: Rule, source: Side, today: string): Answered {
	if (rule.op === 'count_within') {
		return typeof source.attributes.exposedPeople === 'number'
			? { state: 'met', cause: null }
			: attributeMissing(source, 'exposedPeople');
	}
	const last = source.attributes.lastAssessed;
	if (typeof last !== 'string') return attributeMissing(source, 'lastAssessed');
	const due = monthsAfter(last, rule.limits[0].m);
	if (today <= due) return { state: 'met', cause: null };
	const text = words(
		`评估已于 ${due} 到期, 请重新评估 (${rule.clause})`,
		`The assessment expired on ${due}: assess anew (${rule.clause})`
	);
	return { state: 'broken', cause: { code: 'overdue', attribute: 'lastAssessed', feature: source.id, text } };
}

/** Undecided, when whether a side plays its role hangs on an attribute that is not on record. */
function doubtOf(rule: Rule, source: Side, target: Side | null): Answered | null {
	const sides: [Side | null, readonly string[], string][] = [
		[source, rule.sources, 'source'],
		[target, rule.targets, 'target']
	];
	for (const [side, roles, which] of sides) {
		if (side === null) continue;
		if (side.roles?.some((role) => roles.includes(role))) continue;
		const played = side.layer === null ? 'no' : anyRoleOf(roles, side.layer, side.attributes, rule.set);
		if (played === 'no') {
			throw new Error(`Feature ${side.id} of layer ${side.layer ?? 'none'} plays no ${which} role of rule ${rule.id}.`);
		}
		if (played !== 'yes') return attributeMissing(side, played.missing);
	}
	return null;
}

function noRegisteredDistance(source: Side, doubt: Answered | null): Answered {
	if (doubt !== null) return doubt;
	const text = words(
		'未登记外部安全防护距离, 无法判定: 请补充安全评价报告中的距离',
		'No external safety distance is on record, so nothing can be said: record the one of the safety assessment'
	);
	const cause = { code: 'no-registered-distance', attribute: 'externalSafetyDistanceM', feature: source.id, text };
	return { state: 'undecided', cause };
}

function noTarget(doubt: Answered | null): Answered {
	if (doubt !== null) return doubt;
	const text = words(
		'地图上没有可核查的对象, 请先导入或确认',
		'Nothing on the map to hold this against: import it, or confirm'
	);
	return { state: 'undecided', cause: { code: 'no-target', text } };
}

function noLimit(rule: Rule): Answered {
	const text = words(
		'现行规定没有给出适用于该要素的数值, 需专项论证',
		'The text gives no number for this feature: it needs a review'
	);
	return { state: 'undecided', cause: { code: 'no-limit', text: rule.note ?? text } };
}

function alone(answered: Answered): Decision {
	return { ...answered, requiredM: null, marginM: null, accuracyM: null };
}

function approvalOf(rule: Rule, side: Side): boolean | undefined {
	const { approvals } = side.attributes;
	if (typeof approvals !== 'object' || approvals === null || Array.isArray(approvals)) return undefined;
	const approved = approvals[rule.id];
	return typeof approved === 'boolean' ? approved : undefined;
}

function accuracyOf(source: Side, target: Side): number | null {
	if (source.accuracyM === null && target.accuracyM === null) return null;
	return (source.accuracyM ?? 0) + (target.accuracyM ?? 0);
}
