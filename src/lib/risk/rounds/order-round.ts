import type { RuleSet } from '../rule-set.ts';
import type { Words } from '../words.ts';
import { EXACT_UP_TO, shortestCycle } from './exact.ts';
import { searchCycle } from './search.ts';
import { urgencyOf, type RoundSite } from './urgency.ts';
import { whyHere } from './why-here.ts';

/** Where a leg leads from or to; `null`: the start. */
export type Place = string | null;

export interface RoundOptions {
	/** Drive back to the start in the end (without a start: to the first site). Default: the round ends at the last site. */
	returns?: boolean;
	/** Sites with an overdue danger come before all others. Default: only the distance orders the round. */
	overdueFirst?: boolean;
	/** Metres by road, `null` where none is known: the straight distance then stands for it. It may differ by direction. */
	roadM?: (from: Place, to: Place) => number | null;
}

/** How long a way is, and whether it is by road. */
export interface Leg {
	m: number;
	by: 'road' | 'straight';
}

export interface RoundStop {
	id: string;
	/** From the stop before, or from the start; `null`: the round begins here. */
	leg: Leg | null;
	/** Points of data/rules/round.json. */
	score: number;
	/** Why it is in the round, and why it comes at this place. */
	why: Words[];
	here: Words;
}

/** The order in which to drive. */
export interface Round {
	stops: RoundStop[];
	/** The way back where the round returns. */
	back: Leg | null;
	totalM: number;
	/** No other order is shorter: every one was weighed. Else it was searched for, and a shorter one may exist. */
	isShortest: boolean;
}

/**
 * The order in which to drive to these sites, from `start` where there is one (metres in the same plane). Distance alone
 * orders them, unless the options ask for those with an overdue danger first; then the round is the shortest of those
 * that keep to that. Of two directions of equal length the one that comes to urgent sites sooner is taken. Up to twelve
 * stops every order is weighed; more are searched (2-opt, Or-opt, double bridges). Same sites, same round, in whatever
 * order they are given. Throws a RangeError for two sites with one id, and for a distance that is no number of metres.
 */
export function orderRound(
	sites: readonly RoundSite[],
	start: { x: number; y: number } | null,
	options: RoundOptions,
	rules: RuleSet
): Round {
	const sorted = [...sites].sort((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0));
	sorted.forEach(({ id }, i) => {
		if (sorted[i + 1]?.id === id) throw new RangeError(`The site "${id}" is given twice.`);
	});
	const urgencies = sorted.map((site) => urgencyOf(site, rules));
	const way = new Ways(sorted, start, options);
	const { order, isShortest } = way.order(urgencies.map(({ score }) => score));
	const stops = order.map((site, position): RoundStop => {
		const before = position > 0 ? order[position - 1] : start === null ? null : START;
		return {
			id: sorted[site].id,
			leg: before === null ? null : way.leg(before, site),
			score: urgencies[site].score,
			why: urgencies[site].reasons,
			here: whyHere({
				before: before === null ? null : { isStart: before === START, leg: way.leg(before, site) },
				nearer: before === null ? null : nearerThan(before, site, order.slice(position), way, sorted),
				isPinned: way.isPinned(site)
			})
		};
	});
	const last = order.at(-1);
	const back = options.returns && last !== undefined ? way.leg(last, start === null ? order[0] : START) : null;
	const totalM = stops.reduce((sum, { leg }) => sum + (leg?.m ?? 0), back?.m ?? 0);
	return { stops, back, totalM, isShortest };
}

/** Stands for the start among the positions of the sites. */
const START = -1;

/** The nearest of the sites that could come next, where it is another than the one that does. */
function nearerThan(before: number, site: number, left: readonly number[], way: Ways, sites: readonly RoundSite[]) {
	const possible = left.filter((one) => way.isPinned(one) || !way.isPinned(site));
	const nearest = possible.reduce((a, b) => (way.leg(before, b).m < way.leg(before, a).m ? b : a), site);
	return nearest === site ? null : { name: sites[nearest].name ?? sites[nearest].id, leg: way.leg(before, nearest) };
}

/** The ways between the sites of one round, each measured once. */
class Ways {
	readonly #legs: Leg[] = [];
	readonly #places: number;
	readonly #hasStart: boolean;
	readonly #returns: boolean;
	readonly #pinned: readonly boolean[];

	constructor(sites: readonly RoundSite[], start: { x: number; y: number } | null, options: RoundOptions) {
		this.#hasStart = start !== null;
		this.#returns = options.returns ?? false;
		this.#pinned = sites.map((site) => (options.overdueFirst ?? false) && site.dangersOverdue > 0);
		const places = [...(start === null ? [] : [{ ...start, id: null }]), ...sites];
		this.#places = places.length;
		for (const from of places) {
			for (const to of places) this.#legs.push(measure(from, to, options));
		}
	}

	leg(from: number, to: number): Leg {
		const shift = this.#hasStart ? 1 : 0;
		return this.#legs[(from + shift) * this.#places + to + shift];
	}

	isPinned(site: number): boolean {
		return this.#pinned[site];
	}

	/** The order of the sites, by their positions. */
	order(scores: readonly number[]): { order: number[]; isShortest: boolean } {
		const count = scores.length;
		// A cycle from node 0, which is the start, or a place that is no way from anywhere, or (a closed round without a
		// start) the first of the sites: an open round goes back to node 0 for nothing.
		const isLoop = this.#returns && !this.#hasStart;
		const shift = isLoop ? 0 : 1;
		const n = count + shift;
		const lengths = this.#lengths(n, shift);
		const isShortest = n <= EXACT_UP_TO;
		const cycle = isShortest ? shortestCycle(lengths, n) : searchCycle(lengths, n);
		const order = isLoop ? this.#turnedTo(cycle, scores) : cycle.slice(1).map((node) => node - 1);
		return { order: this.#sooner(order, scores), isShortest };
	}

	#lengths(n: number, shift: number): Float64Array {
		const lengths = new Float64Array(n * n);
		// Longer than any round: no order is worth going to a pinned site from one that is not, or from the start to
		// one that is not while there are pinned ones.
		const barrier = this.#legs.reduce((sum, { m }) => Math.max(sum, m), 1) * (n + 1);
		const isFirst = (node: number) => node >= shift && this.#pinned[node - shift];
		const isLater = (node: number) => node >= shift && !this.#pinned[node - shift];
		const isBarred = (from: number, to: number) =>
			(isLater(from) && isFirst(to)) || (from < shift && isLater(to) && this.#pinned.includes(true));
		for (let from = 0; from < n; from++) {
			for (let to = 0; to < n; to++) {
				lengths[from * n + to] = this.#length(from - shift, to - shift) + (isBarred(from, to) ? barrier : 0);
			}
		}
		return lengths;
	}

	#length(from: number, to: number): number {
		if (from === START) return this.#hasStart ? this.leg(START, to).m : 0;
		if (to === START) return this.#returns ? this.leg(from, START).m : 0;
		return this.leg(from, to).m;
	}

	/** A loop begins at its first pinned site, or else at the most urgent. */
	#turnedTo(cycle: readonly number[], scores: readonly number[]): number[] {
		const n = cycle.length;
		const entered = cycle.findIndex((node, i) => this.#pinned[node] && !this.#pinned[cycle[(i + n - 1) % n]]);
		const worst = cycle.reduce((a, b, i) => (scores[b] > scores[cycle[a]] ? i : a), 0);
		const first = entered >= 0 ? entered : worst;
		return [...cycle.slice(first), ...cycle.slice(0, first)];
	}

	/** The order or its reverse: of equally long ones that keep the pinned first, the one with less to wait for. */
	#sooner(order: readonly number[], scores: readonly number[]): number[] {
		if (order.length < 2) return [...order];
		const isLoop = this.#returns && !this.#hasStart;
		const reverse = isLoop ? [order[0], ...order.slice(1).reverse()] : [...order].reverse();
		const waits = (one: readonly number[]) => one.reduce((sum, site, i) => sum + i * scores[site], 0);
		const keepsPins = (one: readonly number[]) =>
			one.every((site, i) => i === 0 || !this.#pinned[site] || this.#pinned[one[i - 1]]);
		const isAsShort = Math.abs(this.#total(reverse) - this.#total(order)) < 0.001;
		return isAsShort && keepsPins(reverse) && waits(reverse) < waits(order) ? reverse : [...order];
	}

	#total(order: readonly number[]): number {
		const isLoop = this.#returns && !this.#hasStart;
		const between = order.slice(1).reduce((sum, site, i) => sum + this.leg(order[i], site).m, 0);
		const ends = isLoop
			? this.leg(order[order.length - 1], order[0]).m
			: this.#length(START, order[0]) + this.#length(order[order.length - 1], START);
		return between + ends;
	}
}

type Located = { id: Place; x: number; y: number };

function measure(from: Located, to: Located, { roadM }: RoundOptions): Leg {
	if (from.id === to.id) return { m: 0, by: 'straight' };
	const road = roadM?.(from.id, to.id) ?? null;
	const leg: Leg =
		road === null ? { m: Math.hypot(to.x - from.x, to.y - from.y), by: 'straight' } : { m: road, by: 'road' };
	if (!(leg.m >= 0 && leg.m < Infinity)) {
		throw new RangeError(`The way from ${from.id ?? 'the start'} to ${to.id ?? 'the start'} has no length: ${leg.m}.`);
	}
	return leg;
}
