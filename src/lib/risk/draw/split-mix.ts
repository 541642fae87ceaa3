const MASK = 0xffff_ffff_ffff_ffffn;
const STEP = 0x9e37_79b9_7f4a_7c15n;
const SEED = /^[0-9a-f]{16}$/;

/**
 * The numbers of SplitMix64 (Steele, Lea, Flood 2014) from a seed of 64 bits, each of 64 bits. Chosen because it is
 * published with test values, is six lines in any language, and needs no package: whoever has the seed can repeat it.
 */
export function* splitMix64(seed: bigint): Generator<bigint, never> {
	let state = seed & MASK;
	while (true) {
		state = (state + STEP) & MASK;
		let z = state;
		z = ((z ^ (z >> 30n)) * 0xbf58_476d_1ce4_e5b9n) & MASK;
		z = ((z ^ (z >> 27n)) * 0x94d0_49bb_1331_11ebn) & MASK;
		yield z ^ (z >> 31n);
	}
}

/** The same numbers as fractions above 0 and below 1: the upper 53 bits and a half, over 2^53. */
export function* fractionsFrom(seed: bigint): Generator<number, never> {
	for (const z of splitMix64(seed)) yield (Number(z >> 11n) + 0.5) / 2 ** 53;
	throw new Error('SplitMix64 does not end.');
}

/** A seed as it is stored and printed: 16 hexadecimal digits. Throws a RangeError for anything else. */
export function seedFrom(text: string): bigint {
	const seed = text.toLowerCase();
	if (!SEED.test(seed)) throw new RangeError(`A seed has 16 hexadecimal digits; "${text}" has not.`);
	return BigInt(`0x${seed}`);
}
