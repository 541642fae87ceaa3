import { decide } from '../clearance/decide.ts';
import { asksPairs, requirementOf } from '../clearance/limit.ts';
import type { Rule, Side } from '../clearance/rule.ts';
import type { LayerColumns } from '../district.ts';
import { SITE, VERDICTS, type Verdict } from './answer.ts';
import type { Part } from './ask.ts';
import { forceOf } from './force.ts';
import { sideAt, type Surroundings } from './surroundings.ts';
import { countOf } from './verdict.ts';

/** How bad a verdict is: 0 is `clear`, 3 is `veto`. */
export function badness(verdict: Verdict): number {
	return VERDICTS.length - 1 - VERDICTS.indexOf(verdict);
}
export function verdictOf(bad: number): Verdict {
	return VERDICTS[VERDICTS.length - 1 - bad];
}

/**
 * How one rule and one feature count at every distance: `bad[k]` up to and including `untilM[k]` metres, nothing beyond the
 * last. The steps lie where the answer of `decide` changes, so that they can never say anything else.
 */
export interface Steps {
	untilM: Float64Array;
	bad: Uint8Array;
	/** The last of untilM; −1: it counts nowhere. */
	reachM: number;
}

const MM = 0.001;
/** Distances are rounded to the millimetre before they are held against a limit. */
const ROUNDING_M = 0.0005 - 1e-9;

/** The steps of every feature that a part may be asked of, made once for features that are alike. */
export class StepsOfParts {
	readonly #around: Surroundings;
	/** That of the site, metres; null: not stated. */
	readonly accuracyM: number | null;
	readonly #known = new Map<string, Steps>();
	/** The same by part and feature: their attributes are written out once, not for every block of cells. */
	readonly #ofFeature = new Map<Part, Map<LayerColumns, Steps[]>>();

	constructor(around: Surroundings, accuracyM: number | null) {
		this.#around = around;
		this.accuracyM = accuracyM;
	}

	of(part: Part, columns: LayerColumns, i: number): Steps {
		const ofPart = this.#ofFeature.get(part) ?? new Map<LayerColumns, Steps[]>();
		this.#ofFeature.set(part, ofPart);
		const known = ofPart.get(columns) ?? [];
		ofPart.set(columns, known);
		return (known[i] ??= this.#ofAlike(part, columns, i));
	}

	#ofAlike(part: Part, columns: LayerColumns, i: number): Steps {
		const other = sideAt(columns, i);
		const key = `${part.rule.id} ${part.side} ${part.guise.use} ${part.guise.layer} ${other.accuracyM} ${JSON.stringify(other.attributes)}`;
		let steps = this.#known.get(key);
		if (steps === undefined) {
			steps = this.#stepsFor(part, other);
			this.#known.set(key, steps);
		}
		return steps;
	}

	#stepsFor({ rule, guise, side }: Part, other: Side): Steps {
		const site: Side = {
			id: SITE,
			layer: guise.layer,
			roles: guise.roles,
			attributes: guise.attributes,
			accuracyM: this.accuracyM
		};
		const [source, target] = side === 'source' ? [site, other] : [other, site];
		const { today } = this.#around;
		const accuracyM = (site.accuracyM ?? 0) + (other.accuracyM ?? 0);
		if (rule.asks === 'pair' && !asksPairs(rule, source.attributes)) {
			// A source with no stated distance leaves open everything within reach of it.
			const reachM = this.#around.reachOfSource(rule, source.attributes) + accuracyM;
			return stepsOf([reachM], () => countsAt(rule, decide(rule, source, null, null, today)));
		}
		const marks = requirementOf(rule, source.attributes).requiredM.flatMap((m) => {
			const lo = rule.lo > 0 ? m - rule.limits[0].m + rule.lo : m;
			return [m - accuracyM, m, m + accuracyM, lo - accuracyM, lo, lo + accuracyM];
		});
		// Without a number nothing is ever kept within reach.
		if (marks.length === 0) marks.push(this.#around.reachOfSource(rule, source.attributes) + accuracyM);
		return stepsOf(marks, (distanceM) => countsAt(rule, decide(rule, source, target, distanceM, today)));
	}
}

function countsAt(rule: Rule, { state, cause }: ReturnType<typeof decide>): number {
	return badness(countOf({ state, cause, force: forceOf(rule) }));
}

function stepsOf(marksM: readonly number[], badAt: (distanceM: number) => number): Steps {
	const candidates = [...new Set([0, ...marksM.flatMap((m) => [m - MM, m, m + MM])].map((m) => Math.round(m * 1000)))]
		.filter((mm) => mm >= 0)
		.sort((a, b) => a - b)
		.map((mm) => mm / 1000);
	const untilM: number[] = [];
	const bad: number[] = [];
	candidates.forEach((candidateM) => {
		const is = badAt(candidateM);
		if (bad.at(-1) === is) untilM[untilM.length - 1] = candidateM + ROUNDING_M;
		else {
			untilM.push(candidateM + ROUNDING_M);
			bad.push(is);
		}
	});
	while (bad.at(-1) === 0) {
		bad.pop();
		untilM.pop();
	}
	return { untilM: Float64Array.from(untilM), bad: Uint8Array.from(bad), reachM: untilM.at(-1) ?? -1 };
}
