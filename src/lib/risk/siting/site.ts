import { worstFirst } from '../clearance/clear.ts';
import { VERDICTS, type Proposal, type SiteAnswer, type SiteFinding } from './answer.ts';
import { areaOf } from './area.ts';
import { beyondBorder } from './beyond.ts';
import { findingsAt, partsOf, type Part, type Place } from './ask.ts';
import { conditionFrom, conditionsOf } from './conditions.ts';
import { policiesOf } from './policies.ts';
import { guisesOf, sitingTables } from './project.ts';
import { smallRules } from './small-rules.ts';
import type { Surroundings } from './surroundings.ts';
import { subjectsOf } from './unasked.ts';
import { countOf, worstVerdict } from './verdict.ts';

/** A proposal made ready to be asked at one place after the other, as while its shape is dragged. */
export interface Asked {
	proposal: Proposal;
	parts: readonly Part[];
}

/** Works out which rules may concern a proposal. Throws a RangeError for a project type that there is not. */
export function readyToAsk(proposal: Proposal, around: Surroundings): Asked {
	return { proposal, parts: partsOf(guisesOf(proposal, around.rules), around.asked) };
}

/**
 * Whether a proposal may stand at a place: every rule in force that may concern it, asked of everything near enough to
 * matter, and what follows. The verdict is the worst of what was found; it is never better than `undecided` while
 * something relevant could not be asked. What does not apply is asked for by `silentRules`.
 */
export function askSite(around: Surroundings, { proposal, parts }: Asked, place: Place): SiteAnswer {
	const findings = findingsAt(around, parts, place, proposal.extends);
	for (const finding of findings) finding.counts = countOf(finding);
	const policies = policiesOf(proposal, around);
	const small = smallRules(around, proposal, place, findings);
	const conditions = conditionsOf(findings, around.rules);
	if (isTemporary(proposal, around))
		conditions.push(conditionFrom(sitingTables(around.rules).siting.temporary.approval, []));
	const subjects = subjectsOf(around, parts);
	const beyond = beyondBorder(around, place);
	const unasked = [...subjects.unasked, ...beyond];
	return {
		verdict: worstVerdict([
			...findings.map(({ counts }) => counts),
			...policies.map(({ counts }) => counts),
			...(unasked.length > 0 ? ['undecided' as const] : []),
			...(conditions.length > 0 ? ['conditional' as const] : [])
		]),
		findings: findings.sort(mostFirst),
		conditions,
		policies,
		smallRules: small,
		unasked,
		notApplied: [],
		subjects: { asked: subjects.asked + beyond.length, answered: subjects.answered },
		areaM2: areaOf(place.shapes, place.i)
	};
}

function isTemporary({ months }: Proposal, { rules }: Surroundings): boolean {
	return months !== null && months <= sitingTables(rules).siting.temporary.months.value;
}

function mostFirst(a: SiteFinding, b: SiteFinding): number {
	return VERDICTS.indexOf(a.counts) - VERDICTS.indexOf(b.counts) || worstFirst(a, b);
}
