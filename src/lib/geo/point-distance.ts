import { pointSegmentDistance2 } from './segments.ts';
import { AREA, type Shapes } from './shapes.ts';

/**
 * The square of the distance from the point x, y to geometry i, in square metres: to the geometry itself, not to its
 * middle. 0 inside an area; inside one of its holes, the distance to the hole's edge. Infinity for an empty geometry.
 */
export function squaredDistanceToPoint(shapes: Shapes, i: number, x: number, y: number): number {
	const signed = signedSquare(shapes, i, x, y);
	return signed > 0 ? signed : 0;
}

/** The distance from the point x, y to geometry i, metres: see squaredDistanceToPoint. */
export function distanceToPoint(shapes: Shapes, i: number, x: number, y: number): number {
	return Math.sqrt(squaredDistanceToPoint(shapes, i, x, y));
}

/** As distanceToPoint; inside an area it is how far away the edge is, as a negative number. */
export function signedDistanceToPoint(shapes: Shapes, i: number, x: number, y: number): number {
	const signed = signedSquare(shapes, i, x, y);
	return signed > 0 ? Math.sqrt(signed) : -Math.sqrt(-signed);
}

/** The square of the distance to the edge, negative inside an area. */
function signedSquare(shapes: Shapes, i: number, x: number, y: number): number {
	const { xy, partStart, vertexStart } = shapes;
	const isArea = shapes.kind[i] === AREA;
	let nearest = Infinity;
	let inside = false;
	for (let part = partStart[i]; part < partStart[i + 1]; part++) {
		const last = vertexStart[part + 1] - 1;
		for (let v = vertexStart[part]; v <= last; v++) {
			const ax = xy[2 * v];
			const ay = xy[2 * v + 1];
			if (v === last && v > vertexStart[part]) break;
			// A part of one vertex is a segment from that vertex to itself.
			const w = v === last ? v : v + 1;
			const bx = xy[2 * w];
			const by = xy[2 * w + 1];
			if (isArea && ay <= y !== by <= y && ax + ((y - ay) * (bx - ax)) / (by - ay) <= x) inside = !inside;
			const squared = pointSegmentDistance2(x, y, ax, ay, bx, by);
			if (squared < nearest) nearest = squared;
		}
	}
	return inside ? -nearest : nearest;
}
