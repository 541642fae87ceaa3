import type { Stand } from './beside.ts';
import type { Stretch } from './stretches.ts';

/** What is counted beside a run: a weight that counts once in each window, wherever in it the feature stands. */
export interface Weighed {
	weight: number;
	stands: readonly Stand[];
}

/** The windows of one run as columns: window k begins at `startM[k]`. */
export interface Windows {
	lengthM: number;
	startM: Float64Array;
}

/** What was counted in each window, and the outer edges of the first and the last feature that was. */
export interface Sums {
	sum: Float64Array;
	firstM: Float64Array;
	lastM: Float64Array;
}

/**
 * The windows of `windowM` metres that a run has, one each `stationM` metres and one at its end; a run that is shorter
 * is one window.
 */
export function windowsOf(run: Stretch, windowM: number, stationM: number): Windows {
	const roomM = run.toM - run.fromM - windowM;
	if (roomM <= 0) return { lengthM: run.toM - run.fromM, startM: Float64Array.of(run.fromM) };
	const whole = Math.floor(roomM / stationM);
	const count = whole * stationM < roomM ? whole + 2 : whole + 1;
	const startM = Float64Array.from({ length: count }, (_, k) => run.fromM + Math.min(k * stationM, roomM));
	return { lengthM: windowM, startM };
}

/**
 * Adds up what stands in each window, both of its ends included, in one pass over the features and one over the
 * windows. Places are held against windows by the millimetre.
 */
export function sumWindows(windows: Windows, weighed: readonly Weighed[]): Sums {
	const { startM, lengthM } = windows;
	const count = startM.length;
	const steps = new Float64Array(count + 1);
	const stands: Stand[] = [];
	for (const { weight, stands: own } of weighed) {
		let next = 0;
		for (const stand of [...own].sort((a, b) => a.atM - b.atM)) {
			stands.push(stand);
			// A feature that stands twice in one window counts once.
			const low = Math.max(next, firstAtLeast(startM, stand.atM - lengthM - HALF_MM));
			const high = firstAtLeast(startM, stand.atM + HALF_MM);
			if (high <= low) continue;
			steps[low] += weight;
			steps[high] -= weight;
			next = high;
		}
	}
	const sum = new Float64Array(count);
	for (let k = 0, running = 0; k < count; k++) sum[k] = running += steps[k];
	stands.sort((a, b) => a.atM - b.atM);
	return { sum, ...edgesOf(windows, stands) };
}

const HALF_MM = 0.0005;

/** The position of the first start that is at least `value`; the number of starts where none is. */
function firstAtLeast(startM: Float64Array, value: number): number {
	let low = 0;
	let high = startM.length;
	while (low < high) {
		const middle = (low + high) >> 1;
		if (startM[middle] < value) low = middle + 1;
		else high = middle;
	}
	return low;
}

/** The least first edge and the greatest last edge in each window: NaN in an empty one. */
function edgesOf({ startM, lengthM }: Windows, stands: readonly Stand[]): Omit<Sums, 'sum'> {
	const firstM = new Float64Array(startM.length).fill(NaN);
	const lastM = new Float64Array(startM.length).fill(NaN);
	const least = new Running(stands, (stand) => stand.firstM);
	const most = new Running(stands, (stand) => -stand.lastM);
	for (let k = 0, from = 0, to = 0; k < startM.length; k++) {
		while (to < stands.length && stands[to].atM <= startM[k] + lengthM + HALF_MM) {
			least.push(to);
			most.push(to++);
		}
		while (from < to && stands[from].atM < startM[k] - HALF_MM) from++;
		if (from === to) continue;
		firstM[k] = least.from(from);
		lastM[k] = -most.from(from);
	}
	return { firstM, lastM };
}

/** The least value in a window that only moves forward. */
class Running {
	readonly #stands: readonly Stand[];
	readonly #value: (stand: Stand) => number;
	/** Positions whose value is less than that of all before them in the window: the least is the first. */
	readonly #rising: number[] = [];
	#head = 0;

	constructor(stands: readonly Stand[], value: (stand: Stand) => number) {
		this.#stands = stands;
		this.#value = value;
	}

	push(at: number): void {
		const value = this.#value(this.#stands[at]);
		const rising = this.#rising;
		while (rising.length > this.#head && this.#value(this.#stands[rising[rising.length - 1]]) >= value) rising.pop();
		rising.push(at);
	}

	/** The least of those pushed whose position is at least `first`. */
	from(first: number): number {
		while (this.#rising[this.#head] < first) this.#head++;
		return this.#value(this.#stands[this.#rising[this.#head]]);
	}
}
