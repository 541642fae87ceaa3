import { CELLS_A_SIDE, CENTRE, PLAN_M } from './demo-numbers.ts';
import type { Point } from './plane-shapes.ts';
import { randomOf } from './random.ts';

/**
 * The lattice on which the district is planned: roads follow its lines, buildings stand in its cells. Plan
 * coordinates u, v are bent into the metric plane by an analytic function of z = u + iv, which keeps right angles right:
 * streets curve over kilometres, and blocks stay blocks.
 */
export interface Frame {
	width: number;
	height: number;
	/** Plan coordinates of the lattice lines; every CELLS_A_SIDE-th is a main line. */
	us: Float64Array;
	vs: Float64Array;
	/** Bends a plan coordinate into the metric plane, metres of EPSG:4547. */
	place(u: number, v: number): Point;
	/** The lattice point where lines i and j cross. */
	corner(i: number, j: number): Point;
	/** The plan coordinate of a point of the metric plane. */
	planOf(point: Point): Point;
}

/** The frame at a scale: 1 is the district, 16.7 a city of the same make. */
export function frameOf(seed: number, scale: number): Frame {
	const width = PLAN_M.width * Math.sqrt(scale);
	const height = PLAN_M.height * Math.sqrt(scale);
	const us = linesOf(seed, 'u', width);
	const vs = linesOf(seed, 'v', height);
	const half = width / 2;
	// f(z) = z + a z² + b z³ + c sin(5z + 0.6), z in half-widths from the middle; a turns the whole into a shallow arc
	const [ar, ai] = [0.05, -0.085];
	const [br, bi] = [-0.035, 0.02];
	const c = 0.007;
	const place = (u: number, v: number): Point => {
		const x = (u - half) / half;
		const y = (v - height / 2) / half;
		const x2 = x * x - y * y;
		const y2 = 2 * x * y;
		const x3 = x2 * x - y2 * y;
		const y3 = x2 * y + y2 * x;
		const swing = 5 * x + 0.6;
		const re = x + ar * x2 - ai * y2 + br * x3 - bi * y3 + c * Math.sin(swing) * Math.cosh(5 * y);
		const im = y + ar * y2 + ai * x2 + br * y3 + bi * x3 + c * Math.cos(swing) * Math.sinh(5 * y);
		return [CENTRE[0] + re * half, CENTRE[1] + im * half];
	};
	const planOf = (point: Point): Point => {
		// Newton: f is analytic, so one difference quotient gives the whole derivative
		let u = point[0] - CENTRE[0] + half;
		let v = point[1] - CENTRE[1] + height / 2;
		for (let round = 0; round < 12; round++) {
			const at = place(u, v);
			const beside = place(u + 1, v);
			const dr = beside[0] - at[0];
			const di = beside[1] - at[1];
			const ex = point[0] - at[0];
			const ey = point[1] - at[1];
			const norm = dr * dr + di * di;
			u += (ex * dr + ey * di) / norm;
			v += (ey * dr - ex * di) / norm;
			if (ex * ex + ey * ey < 1e-6) break;
		}
		return [u, v];
	};
	const columns = us.length;
	const corners = new Float64Array(2 * columns * vs.length);
	for (let j = 0; j < vs.length; j++) {
		for (let i = 0; i < columns; i++) {
			const [x, y] = place(us[i], vs[j]);
			corners[2 * (j * columns + i)] = x;
			corners[2 * (j * columns + i) + 1] = y;
		}
	}
	const corner = (i: number, j: number): Point => [corners[2 * (j * columns + i)], corners[2 * (j * columns + i) + 1]];
	return { width, height, us, vs, place, corner, planOf };
}

function linesOf(seed: number, name: string, extent: number): Float64Array {
	const random = randomOf(seed, 'lines', name);
	const superblocks = Math.round(extent / PLAN_M.mainSpacing);
	const steps: number[] = [];
	for (let i = 0; i < superblocks; i++) {
		const main = random.between(0.8, 1.2);
		for (let k = 0; k < CELLS_A_SIDE; k++) steps.push((main * random.between(0.88, 1.12)) / CELLS_A_SIDE);
	}
	const stretch = extent / steps.reduce((sum, step) => sum + step, 0);
	const lines = new Float64Array(steps.length + 1);
	steps.forEach((step, i) => (lines[i + 1] = lines[i] + step * stretch));
	return lines;
}

/** Which cell of the lattice holds a plan coordinate along one axis; −1 outside. */
export function cellAt(lines: Float64Array, at: number): number {
	if (at < lines[0] || at >= lines[lines.length - 1]) return -1;
	let low = 0;
	let high = lines.length - 1;
	while (high - low > 1) {
		const middle = (low + high) >> 1;
		if (lines[middle] <= at) low = middle;
		else high = middle;
	}
	return low;
}
