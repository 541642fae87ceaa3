import { STATES, type State } from '../risk/finding.ts';
import { VERDICTS, type Verdict } from '../risk/siting/answer.ts';
import type { PlacedFinding, SitingAnswer } from './api.ts';

/** What stands in a column of the table of alternatives. */
export interface Summary {
	/** The worst verdict of its parcels. */
	verdict: Verdict;
	parcels: number;
	/** Square metres of all parcels. */
	areaM2: number;
	/** Findings of all parcels by state. */
	findings: Record<State, number>;
	conditions: number;
	unasked: number;
	/** Subjects that the rules ask, and those that answered, of the parcel that answers least. */
	asked: number;
	answered: number;
	/** The finding that misses its limit by most, or keeps it by least; null: none has a margin. */
	worst: PlacedFinding | null;
}

/** The verdict that goes before the others; `undecided` of none: nothing was asked. */
export function worstVerdict(verdicts: readonly Verdict[]): Verdict {
	return VERDICTS.find((verdict) => verdicts.includes(verdict)) ?? 'undecided';
}

export function summaryOf({ parcels }: SitingAnswer): Summary {
	const findings = parcels.flatMap((parcel) => parcel.findings);
	const least = parcels
		.map(({ subjects }) => subjects)
		.sort((a, b) => a.answered - a.asked - (b.answered - b.asked))[0];
	const count = (state: State) => findings.filter((finding) => finding.state === state).length;
	return {
		verdict: worstVerdict(parcels.map(({ verdict }) => verdict)),
		parcels: parcels.length,
		areaM2: parcels.reduce((sum, { areaM2 }) => sum + areaM2, 0),
		findings: Object.fromEntries(STATES.map((state) => [state, count(state)])) as Record<State, number>,
		conditions: new Set(parcels.flatMap(({ conditions }) => conditions.map(({ clause, what }) => clause + what.zh)))
			.size,
		unasked: new Set(parcels.flatMap(({ unasked }) => unasked.map(({ subject }) => subject))).size,
		asked: least?.asked ?? 0,
		answered: least?.answered ?? 0,
		worst: worstOf(findings)
	};
}

function worstOf(findings: readonly PlacedFinding[]): PlacedFinding | null {
	let worst: PlacedFinding | null = null;
	for (const finding of findings) {
		if (finding.marginM === null) continue;
		if (worst === null || finding.marginM < (worst.marginM ?? Infinity)) worst = finding;
	}
	return worst;
}
