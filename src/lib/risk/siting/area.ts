import { AREA, type Shapes } from '../../geo/shapes.ts';

/** The area of geometry i, square metres, holes left out; 0 of points and lines. */
export function areaOf(shapes: Shapes, i: number): number {
	if (shapes.kind[i] !== AREA) return 0;
	let sum = 0;
	for (let part = shapes.partStart[i]; part < shapes.partStart[i + 1]; part++) {
		const ringM2 = ringArea(shapes, part);
		sum += shapes.hole[part] === 1 ? -ringM2 : ringM2;
	}
	return sum;
}

/** By the shoelace formula about the ring's first vertex: coordinates of millions of metres would cost digits. */
function ringArea({ xy, vertexStart }: Shapes, part: number): number {
	const first = vertexStart[part];
	const [x0, y0] = [xy[2 * first], xy[2 * first + 1]];
	let twice = 0;
	for (let v = first; v < vertexStart[part + 1] - 1; v++) {
		twice += (xy[2 * v] - x0) * (xy[2 * v + 3] - y0) - (xy[2 * v + 2] - x0) * (xy[2 * v + 1] - y0);
	}
	return Math.abs(twice) / 2;
}
