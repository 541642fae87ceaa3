/** What the runs of one piece of work took, in milliseconds, and what the last of them gave. */
export interface Timing<T> {
	medianMs: number;
	minMs: number;
	maxMs: number;
	result: T;
}

/** Does the work once to warm up, then `times` times against the clock; a bench tells medians of five. */
export async function medianOf<T>(times: number, work: () => T | Promise<T>): Promise<Timing<T>> {
	let result = await work();
	const taken: number[] = [];
	for (let k = 0; k < times; k++) {
		const start = performance.now();
		result = await work();
		taken.push(performance.now() - start);
	}
	taken.sort((a, b) => a - b);
	return { medianMs: taken[times >> 1], minMs: taken[0], maxMs: taken[times - 1], result };
}
