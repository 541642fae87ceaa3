import type { Plane } from '../../geo/plane.ts';
import { alertsOf, subjectOf, type BrokenFinding, type Graded } from '../../risk/alerts/raised.ts';
import type { Finding } from '../../risk/finding.ts';
import type { RuleSet } from '../../risk/rule-set.ts';
import type { Amended } from '../amend/amended.ts';
import type { Queryable } from '../db/database.ts';
import type { Assessment } from '../runs/result.ts';
import { endGone, endingsOf } from './end.ts';
import { raiseAlerts } from './raise.ts';

export interface AmendedRun {
	district: string;
	run: number;
	/** The district's version after the change. */
	version: number;
	rules: RuleSet;
	amended: Pick<Amended, 'assessments' | 'findings'>;
	plane: Plane;
}

/** Raises what an amendment of the newest run changed, and ends what is over, inside the transaction that stores it. */
export async function alertAfterAmendment(tx: Queryable, amendment: AmendedRun): Promise<void> {
	const { district, run, version, rules, amended, plane } = amendment;
	const { assessments, findings } = amended;
	const before = new Map(assessments.before.map((one) => [one.feature, gradedOf(one)]));
	const after = new Map(assessments.put.map((one) => [one.feature, gradedOf(one)]));
	const features = [...new Set([...before.keys(), ...after.keys()])];
	const goneBroken = findings.gone.filter(isBroken);
	const among = [...features.flatMap(endingsOf), ...goneBroken.map(subjectOf.violation)];
	await endGone(tx, { district, run, rules, among });
	const grades = features.map((feature) => ({
		feature,
		before: before.get(feature) ?? null,
		after: after.get(feature) ?? null
	}));
	const broken = { before: goneBroken, after: findings.put.filter(isBroken).map((one) => inDegrees(one, plane)) };
	const raised = alertsOf({ grades, broken }, rules);
	await raiseAlerts(tx, { district, run, rules, raised, change: `version ${version}`, isRun: false });
}

function gradedOf({ level, reasons, exposure }: Assessment): Graded {
	return { level, reasons, exposure };
}

function isBroken({ state }: Finding): boolean {
	return state === 'broken';
}

function inDegrees(finding: Finding, plane: Plane): BrokenFinding {
	const { from, to } = finding;
	return {
		...finding,
		from: from && plane.unproject(from[0], from[1]),
		to: to && plane.unproject(to[0], to[1])
	};
}
