import { isInside } from '../../geo/inside.ts';
import { signedDistanceToPoint } from '../../geo/point-distance.ts';
import type { Shapes } from '../../geo/shapes.ts';

/** Rows and columns of the raster by which shares of an area are told: to about a per cent. */
const STEPS = 24;
/** What a distance may be off by, metres: nearer to a limit than this a point is asked by itself. */
const ROUNDING_M = 1e-6;

/** Some of the points of an area: how many, and a circle that holds them. */
interface Cluster {
	count: number;
	x: number;
	y: number;
	halfM: number;
	/** Its two halves; null: one point. */
	halves: [Cluster, Cluster] | null;
}

/** Points spread evenly over geometry i, an area, in halves of halves; its vertices where it is too thin for any of them. */
export function samplesOf(shapes: Shapes, i: number): Cluster {
	const [west, south, east, north] = shapes.box.subarray(4 * i, 4 * i + 4);
	const at = (step: number, from: number, to: number) => from + ((step + 0.5) / STEPS) * (to - from);
	const within = (row: number, column: number, rows: number, columns: number): Cluster | null => {
		if (rows === 1 && columns === 1) {
			const [x, y] = [at(column, west, east), at(row, south, north)];
			return isInside(shapes, i, x, y) ? pointOf(x, y) : null;
		}
		const [upper, right] = [rows >> 1, columns >> 1];
		const [a, b] =
			rows > columns
				? [within(row, column, upper, columns), within(row + upper, column, rows - upper, columns)]
				: [within(row, column, rows, right), within(row, column + right, rows, columns - right)];
		return a === null || b === null ? (a ?? b) : joined(a, b);
	};
	const samples = within(0, 0, STEPS, STEPS);
	if (samples !== null) return samples;
	const { xy, vertexStart, partStart } = shapes;
	let corners: Cluster | null = null;
	for (let v = vertexStart[partStart[i]]; v < vertexStart[partStart[i + 1]]; v++) {
		const corner = pointOf(xy[2 * v], xy[2 * v + 1]);
		corners = corners === null ? corner : joined(corners, corner);
	}
	return corners!;
}

/** The share of the points that lie within `limitM` metres of geometry j, from 0 to 1. */
export function shareWithin(samples: Cluster, shapes: Shapes, j: number, limitM: number): number {
	return countWithin(samples, shapes, j, limitM) / samples.count;
}

/** A distance changes by no more than the point moves, so that one settles many. */
function countWithin({ count, x, y, halfM, halves }: Cluster, shapes: Shapes, j: number, limitM: number): number {
	const distanceM = signedDistanceToPoint(shapes, j, x, y);
	if (halves === null) return distanceM <= limitM ? 1 : 0;
	if (distanceM + halfM <= limitM) return count;
	if (distanceM - halfM > limitM) return 0;
	return countWithin(halves[0], shapes, j, limitM) + countWithin(halves[1], shapes, j, limitM);
}

function pointOf(x: number, y: number): Cluster {
	return { count: 1, x, y, halfM: 0, halves: null };
}

function joined(a: Cluster, b: Cluster): Cluster {
	const [x, y] = [(a.x + b.x) / 2, (a.y + b.y) / 2];
	const apartM = Math.hypot(a.x - b.x, a.y - b.y) / 2;
	return { count: a.count + b.count, x, y, halfM: apartM + Math.max(a.halfM, b.halfM) + ROUNDING_M, halves: [a, b] };
}
