/**
 * Random numbers that are the same on every machine and every run. Each thing that is generated draws from its own
 * stream, named by what it is, so that changing one leaves the others as they were.
 */
export interface Random {
	/** From 0 up to, not including, 1. */
	next(): number;
	/** From `low` up to `high`. */
	between(low: number, high: number): number;
	/** A whole number from `low` to `high`, both possible. */
	integer(low: number, high: number): number;
	/** True with the probability given, 0 to 1. */
	happens(probability: number): boolean;
	/** One of the items, each as likely as the others. Throws a RangeError when there is none. */
	pick<T>(items: readonly T[]): T;
}

/** A 32-bit hash of names and numbers (FNV-1a, then the finish of murmur3). */
export function hashOf(...names: readonly (string | number)[]): number {
	let hash = 0x811c9dc5;
	for (const name of names) {
		if (typeof name === 'number') {
			hash = Math.imul(hash ^ (name | 0), 0x01000193);
			hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
		} else {
			for (let i = 0; i < name.length; i++) hash = Math.imul(hash ^ name.charCodeAt(i), 0x01000193);
		}
	}
	hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
	hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
	return (hash ^ (hash >>> 16)) >>> 0;
}

/** The stream of random numbers with this name (mulberry32). */
export function randomOf(...names: readonly (string | number)[]): Random {
	let state = hashOf(...names);
	const next = () => {
		state = (state + 0x6d2b79f5) | 0;
		let t = Math.imul(state ^ (state >>> 15), 1 | state);
		t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
		return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
	};
	return {
		next,
		between: (low, high) => low + (high - low) * next(),
		integer: (low, high) => low + Math.floor((high - low + 1) * next()),
		happens: (probability) => next() < probability,
		pick: (items) => {
			if (items.length === 0) throw new RangeError('Nothing to pick from: the list is empty.');
			return items[Math.floor(items.length * next())];
		}
	};
}

/** Smooth noise of a place, −1 to 1, about one bump every `sizeM` metres. */
export function noiseAt(seed: number, u: number, v: number, sizeM: number): number {
	const x = u / sizeM;
	const y = v / sizeM;
	const i = Math.floor(x);
	const j = Math.floor(y);
	const corner = (di: number, dj: number) => hashOf(seed, i + di, j + dj) / 2147483648 - 1;
	const ease = (t: number) => t * t * (3 - 2 * t);
	const fx = ease(x - i);
	const fy = ease(y - j);
	const south = corner(0, 0) + (corner(1, 0) - corner(0, 0)) * fx;
	const north = corner(0, 1) + (corner(1, 1) - corner(0, 1)) * fx;
	return south + (north - south) * fy;
}
