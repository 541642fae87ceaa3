/**
 * Deals `total` things out over a stream whose weights add up to about `weight`: evenly, and not one more than the
 * total. `take` answers whether the next of the stream gets one. A little more is dealt at each step than is due, so
 * that the last is gone before the stream ends.
 */
export interface Share {
	take(weight: number): boolean;
	given(): number;
}

const HASTE = 1.004;

export function shareOf(total: number, weight: number): Share {
	let due = 0.5;
	let given = 0;
	return {
		take(step) {
			due += (step * total * HASTE) / weight;
			if (given >= total || due < given + 1) return false;
			given++;
			return true;
		},
		given: () => given
	};
}
