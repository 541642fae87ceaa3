import { isInside } from '../../geo/inside.ts';
import { indexShapes, pairsWithin, roundMm, type Pairs } from '../../geo/nearby.ts';
import { joinShapes, selectShapes } from '../../geo/select-shapes.ts';
import { AREA, type Shapes } from '../../geo/shapes.ts';
import { pointOnSurface } from '../../geo/surface-point.ts';
import type { DistrictColumns } from '../district.ts';
import type { RuleSet } from '../rule-set.ts';
import { weakest } from '../standards/grade.ts';
import type { Confidence } from '../words.ts';
import type { Exposed } from './exposure.ts';
import { peopleOfBuilding, peopleOfTarget, type Answer } from './people.ts';
import { liesInside, type Boundary } from './plant.ts';
import { vicinityOf } from './vicinity.ts';

/** What was found around one boundary. */
export interface Count {
	/** Whose people count, most people first, then the nearest. */
	who: Exposed[];
	people: number;
	estimated: number;
	/** Features around of which nobody can say how many people are there. */
	unknown: number;
	/** Dwellings and parts of settlements inside a settlement that states its people. */
	leftOut: number;
	confidence: Confidence;
}

/** What is within so many metres of each boundary, in their order; hazard sources of one plant share what was counted. */
export function countAround(
	columns: DistrictColumns,
	boundaries: readonly Boundary[],
	withinM: number,
	rules: RuleSet
): Count[] {
	const keyOf = ({ kind, at }: Boundary) => `${kind} ${at}`;
	const distinct = [...new Map(boundaries.map((one) => [keyOf(one), one])).values()];
	const atOf = (kind: Boundary['kind']) => distinct.filter((one) => one.kind === kind);
	const ordered = [...atOf('plant'), ...atOf('unit')];
	const positions = (kind: Boundary['kind']) => Uint32Array.from(atOf(kind), (one) => one.at);
	const areas = joinShapes([
		selectShapes(columns.enterprise.shapes, positions('plant')),
		selectShapes(columns.hazard_source.shapes, positions('unit'))
	]);
	const candidates = new Candidates(columns, vicinityOf(areas, withinM), rules);
	const pairs = pairsWithin(areas, indexShapes(candidates.shapes), withinM);
	const counts = new Map<string, Count>();
	let first = 0;
	ordered.forEach((boundary, a) => {
		let end = first;
		while (end < pairs.count && pairs.a[end] === a) end++;
		counts.set(keyOf(boundary), countOne(candidates, areas, pairs, first, end));
		first = end;
	});
	return boundaries.map((boundary) => counts.get(keyOf(boundary))!);
}

/** The features that may count: dwellings, buildings without a use, protection targets. */
class Candidates {
	readonly shapes: Shapes;
	readonly #columns: DistrictColumns;
	readonly #rules: RuleSet;
	readonly #buildings: Uint32Array;
	readonly #known = new Map<number, Answer>();

	constructor(columns: DistrictColumns, isNear: ReturnType<typeof vicinityOf>, rules: RuleSet) {
		this.#columns = columns;
		this.#rules = rules;
		const { building, protection_target: targets } = columns;
		const { dwellings } = rules.tables.exposure;
		const at: number[] = [];
		building.attributes.forEach(({ use, households }, i) => {
			const mayCount = typeof use !== 'string' || typeof households === 'number' || dwellings.includes(use);
			if (mayCount && isNear(building.shapes, i)) at.push(i);
		});
		this.#buildings = Uint32Array.from(at);
		this.shapes = joinShapes([selectShapes(building.shapes, this.#buildings), targets.shapes]);
	}

	peopleOf(k: number): Answer {
		let answer = this.#known.get(k);
		if (answer === undefined) {
			const { columns, i } = this.#place(k);
			const count = columns.layer === 'building' ? peopleOfBuilding : peopleOfTarget;
			answer = count(columns.attributes[i], this.#rules);
			this.#known.set(k, answer);
		}
		return answer;
	}

	/** Whether it is a dwelling, or a part of a settlement: what a settlement around it counts already. */
	isHome(k: number): boolean {
		const { columns, i } = this.#place(k);
		return columns.layer === 'building' || columns.attributes[i].kind === 'residential';
	}

	/** Whether it is a settlement drawn as an area that states who lives in it. */
	isSettlement(k: number): boolean {
		const { columns, i } = this.#place(k);
		const { kind, people } = columns.attributes[i];
		const isPeopled = columns.layer === 'protection_target' && kind === 'residential' && Number(people) > 0;
		return isPeopled && columns.shapes.kind[i] === AREA;
	}

	exposed(k: number, { people, from }: { people: number; from: Exposed['from'] }, distanceM: number): Exposed {
		const { columns, i } = this.#place(k);
		const layer = columns.layer as Exposed['layer'];
		return { feature: columns.ids[i], layer, name: columns.names[i], people, distanceM: roundMm(distanceM), from };
	}

	#place(k: number) {
		const { building, protection_target: targets } = this.#columns;
		return k < this.#buildings.length
			? { columns: building, i: this.#buildings[k] }
			: { columns: targets, i: k - this.#buildings.length };
	}
}

/** The people of pairs first … end, all of one boundary. */
function countOne(candidates: Candidates, areas: Shapes, pairs: Pairs, first: number, end: number): Count {
	const { shapes } = candidates;
	const around: { k: number; distanceM: number }[] = [];
	for (let p = first; p < end; p++) {
		const k = pairs.b[p];
		const distanceM = pairs.distanceM[p];
		if (distanceM === 0 && liesInside(shapes, k, areas, pairs.a[p])) continue;
		around.push({ k, distanceM });
	}
	const settlements = around.filter(({ k }) => candidates.isSettlement(k)).map(({ k }) => k);
	const count: Count = { who: [], people: 0, estimated: 0, unknown: 0, leftOut: 0, confidence: 'VERIFIED' };
	const confidences: Confidence[] = [];
	for (const { k, distanceM } of around) {
		const answer = candidates.peopleOf(k);
		if (answer === null) continue;
		if (isPartOfAnother(candidates, k, settlements)) {
			count.leftOut++;
			continue;
		}
		if (answer === 'unknown') {
			count.unknown++;
			continue;
		}
		if (answer.people === 0) continue;
		count.who.push(candidates.exposed(k, answer, distanceM));
		count.people += answer.people;
		if (answer.from !== 'people') count.estimated += answer.people;
		confidences.push(answer.confidence);
	}
	count.who.sort((a, b) => b.people - a.people || a.distanceM - b.distanceM || (a.feature < b.feature ? -1 : 1));
	count.confidence = weakest(confidences);
	return count;
}

/** Whether a home stands in a settlement that counts for it. Of two drawn alike the first counts. */
function isPartOfAnother(candidates: Candidates, k: number, settlements: readonly number[]): boolean {
	if (settlements.length === 0 || !candidates.isHome(k)) return false;
	const { shapes } = candidates;
	const [x, y] = pointOnSurface(shapes, k);
	const isSettlement = candidates.isSettlement(k);
	return settlements.some((other) => {
		if (other === k || !isInside(shapes, other, x, y)) return false;
		const sizes = boxSize(shapes, other) - boxSize(shapes, k);
		return !isSettlement || sizes > 0 || (sizes === 0 && other < k);
	});
}

function boxSize({ box }: Shapes, i: number): number {
	return (box[4 * i + 2] - box[4 * i]) * (box[4 * i + 3] - box[4 * i + 1]);
}
