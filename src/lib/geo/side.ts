const ERROR_BOUND = (3 + 16 * 2 ** -53) * 2 ** -53;

/**
 * On which side of the line a → b the point p lies: 1 left, −1 right, 0 exactly on it. Never wrong: where the float
 * determinant is within its error bound (Shewchuk 1997, orient2d) it is computed again in whole numbers.
 */
export function sideOf(ax: number, ay: number, bx: number, by: number, px: number, py: number): -1 | 0 | 1 {
	const left = (ax - px) * (by - py);
	const right = (ay - py) * (bx - px);
	const det = left - right;
	if (left === 0 || right === 0 || Math.abs(det) > ERROR_BOUND * (Math.abs(left) + Math.abs(right)))
		return det > 0 ? 1 : det < 0 ? -1 : 0;
	return exactSideOf(ax, ay, bx, by, px, py);
}

function exactSideOf(ax: number, ay: number, bx: number, by: number, px: number, py: number): -1 | 0 | 1 {
	const x = wholeOf(px);
	const y = wholeOf(py);
	const det = (wholeOf(ax) - x) * (wholeOf(by) - y) - (wholeOf(ay) - y) * (wholeOf(bx) - x);
	return det > 0n ? 1 : det < 0n ? -1 : 0;
}

const bits = new DataView(new ArrayBuffer(8));

/** A finite double times 2^1074, which is a whole number for every double. */
function wholeOf(value: number): bigint {
	bits.setFloat64(0, value);
	const high = bits.getUint32(0);
	const exponent = (high >>> 20) & 0x7ff;
	const fraction = (BigInt(high & 0xfffff) << 32n) | BigInt(bits.getUint32(4));
	const whole = exponent === 0 ? fraction : (fraction | (1n << 52n)) << BigInt(exponent - 1);
	return high >>> 31 ? -whole : whole;
}
