import { fractionsFrom } from '../draw/split-mix.ts';

/** Always the same, so that the same sites give the same round. */
const SEED = 4n;
/** Moves weighed in all, whatever the number of nodes: some tens of milliseconds. */
const BUDGET = 4_000_000;
/** Moves weighed by one descent, as a multiple of n². */
const DESCENT = 28;
/** Gains below a micrometre are rounding. */
const GAIN_M = 1e-6;
const LONGEST_SEGMENT = 3;

/**
 * A short cycle through all `n` nodes from node 0: nearest neighbour, then 2-opt and Or-opt until neither helps, then
 * the same again from double bridges of the best so far (iterated local search). `lengths[from * n + to]` may differ
 * from the way back. Always the same for the same lengths.
 */
export function searchCycle(lengths: Float64Array, n: number): number[] {
	let best = nearestNeighbour(lengths, n);
	if (n < 3) return best;
	descend(best, lengths, n);
	let least = lengthOf(best, lengths, n);
	const fractions = fractionsFrom(SEED);
	const rounds = n < 5 ? 0 : Math.ceil(BUDGET / (DESCENT * n * n));
	for (let round = 0; round < rounds; round++) {
		const tried = bridged(best, () => fractions.next().value);
		descend(tried, lengths, n);
		const length = lengthOf(tried, lengths, n);
		if (length < least + GAIN_M) {
			best = tried;
			least = length;
		}
	}
	return best;
}

/** The length of a cycle. */
export function lengthOf(order: readonly number[], lengths: Float64Array, n: number): number {
	let sum = 0;
	for (let i = 0; i < n; i++) sum += lengths[order[i] * n + order[(i + 1) % n]];
	return sum;
}

function nearestNeighbour(lengths: Float64Array, n: number): number[] {
	const order = n === 0 ? [] : [0];
	const left = new Set(Array.from({ length: Math.max(0, n - 1) }, (_, i) => i + 1));
	while (left.size > 0) {
		const from = order[order.length - 1];
		let nearest = -1;
		for (const to of left) if (nearest < 0 || lengths[from * n + to] < lengths[from * n + nearest]) nearest = to;
		order.push(nearest);
		left.delete(nearest);
	}
	return order;
}

/** Cuts the order in four and exchanges the middle two: what 2-opt and Or-opt cannot undo at once. */
function bridged(order: readonly number[], fraction: () => number): number[] {
	const [a, b, c] = [0, 1, 2].map(() => 1 + Math.floor(fraction() * order.length)).sort((p, q) => p - q);
	return [...order.slice(0, a), ...order.slice(b, c), ...order.slice(a, b), ...order.slice(c)];
}

/** Improves the order in place until neither turning a stretch nor moving a short one helps. */
function descend(order: number[], lengths: Float64Array, n: number): void {
	const ahead = new Float64Array(n);
	const back = new Float64Array(n);
	const d = (from: number, to: number) => lengths[order[from] * n + order[to === n ? 0 : to]];
	// Sums of the lengths up to each position, there and back: a stretch turned round costs the difference.
	const sum = () => {
		for (let i = 1; i < n; i++) {
			ahead[i] = ahead[i - 1] + d(i - 1, i);
			back[i] = back[i - 1] + d(i, i - 1);
		}
	};
	const turned = (i: number, j: number) => back[j] - back[i] - (ahead[j] - ahead[i]);
	sum();
	for (let improved = true; improved;) {
		improved = false;
		for (let i = 1; i < n; i++) {
			for (let j = i + 1; j < n; j++) {
				const gain = d(i - 1, i) + d(j, j + 1) - d(i - 1, j) - d(i, j + 1) - turned(i, j);
				if (gain <= GAIN_M) continue;
				turn(order, i, j);
				sum();
				improved = true;
			}
			for (let j = i; j < Math.min(n, i + LONGEST_SEGMENT); j++) {
				const taken = d(i - 1, i) + d(j, j + 1) - d(i - 1, j + 1);
				for (let k = 0; k < n; k++) {
					if (k >= i - 1 && k <= j) continue;
					const straight = taken + d(k, k + 1) - d(k, i) - d(j, k + 1);
					const reversed = taken + d(k, k + 1) - d(k, j) - d(i, k + 1) - turned(i, j);
					if (Math.max(straight, reversed) <= GAIN_M) continue;
					move(order, i, j, k, reversed > straight);
					sum();
					improved = true;
					break;
				}
			}
		}
	}
}

function turn(order: number[], i: number, j: number): void {
	for (let a = i, b = j; a < b; a++, b--) [order[a], order[b]] = [order[b], order[a]];
}

/** Moves the stretch from `i` to `j` to behind what stands at `k`, turned round or not. */
function move(order: number[], i: number, j: number, k: number, isTurned: boolean): void {
	const stretch = order.splice(i, j - i + 1);
	if (isTurned) stretch.reverse();
	order.splice(k < i ? k + 1 : k - stretch.length + 1, 0, ...stretch);
}
