/** Most nodes for which every order is weighed: 2^12 × 12² steps, some milliseconds. */
export const EXACT_UP_TO = 13;

/**
 * The shortest cycle through all `n` nodes from node 0, proven (Held and Karp 1962): `lengths[from * n + to]`, which may
 * differ from the way back. Throws a RangeError for more than `EXACT_UP_TO` nodes.
 */
export function shortestCycle(lengths: Float64Array, n: number): number[] {
	if (n > EXACT_UP_TO) throw new RangeError(`${n} nodes are too many to weigh every order; at most ${EXACT_UP_TO}.`);
	if (n < 3) return Array.from({ length: n }, (_, i) => i);
	const free = n - 1;
	const sets = 1 << free;
	// best[set * free + last]: the shortest way from node 0 through the set, ending at `last` (node last + 1).
	const best = new Float64Array(sets * free).fill(Infinity);
	const before = new Int8Array(sets * free).fill(-1);
	for (let last = 0; last < free; last++) best[(1 << last) * free + last] = lengths[last + 1];
	for (let set = 1; set < sets; set++) {
		for (let last = 0; last < free; last++) {
			const soFar = best[set * free + last];
			if (soFar === Infinity) continue;
			for (let next = 0; next < free; next++) {
				if (set & (1 << next)) continue;
				const at = (set | (1 << next)) * free + next;
				const length = soFar + lengths[(last + 1) * n + next + 1];
				if (length < best[at]) {
					best[at] = length;
					before[at] = last;
				}
			}
		}
	}
	return readBack(best, before, lengths, n);
}

function readBack(best: Float64Array, before: Int8Array, lengths: Float64Array, n: number): number[] {
	const free = n - 1;
	let set = (1 << free) - 1;
	let last = 0;
	let least = Infinity;
	for (let end = 0; end < free; end++) {
		const length = best[set * free + end] + lengths[(end + 1) * n];
		if (length < least) {
			least = length;
			last = end;
		}
	}
	const order: number[] = [];
	while (last >= 0) {
		order.push(last + 1);
		const previous = before[set * free + last];
		set ^= 1 << last;
		last = previous;
	}
	return [0, ...order.reverse()];
}
