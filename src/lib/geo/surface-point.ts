import { AREA, POINT } from './shapes.ts';
import type { Shapes } from './shapes.ts';

/**
 * A point x, y that lies on geometry i: of an area the middle of its widest section on a horizontal line between vertices
 * (GEOS InteriorPointArea, PostGIS ST_PointOnSurface), of a line the inner vertex nearest to its centroid (or an end,
 * where it has no inner vertex), of points the one nearest to their centroid.
 */
export function pointOnSurface(shapes: Shapes, i: number): [number, number] {
	if (shapes.kind[i] === AREA) return surfacePointOfArea(shapes, i);
	return shapes.kind[i] === POINT ? middlePoint(shapes, i) : middleOfLine(shapes, i);
}

function surfacePointOfArea(shapes: Shapes, i: number): [number, number] {
	const { partStart, hole } = shapes;
	let widest = -1;
	let point: [number, number] = [NaN, NaN];
	for (let p = partStart[i]; p < partStart[i + 1];) {
		let end = p + 1;
		while (end < partStart[i + 1] && hole[end]) end++;
		const found = widestSection(shapes, p, end);
		if (found.width > widest) {
			widest = found.width;
			point = found.middle;
		}
		p = end;
	}
	return point;
}

/** The widest section of the polygon of rings p … end on its scan line. One without any area gives its first vertex. */
function widestSection(shapes: Shapes, p: number, end: number): { width: number; middle: [number, number] } {
	const { vertexStart, xy } = shapes;
	const y = scanLineOf(shapes, p, end);
	const crossings: number[] = [];
	for (let ring = p; ring < end; ring++)
		for (let v = vertexStart[ring]; v < vertexStart[ring + 1] - 1; v++) {
			const x0 = xy[2 * v];
			const y0 = xy[2 * v + 1];
			const x1 = xy[2 * v + 2];
			const y1 = xy[2 * v + 3];
			// Of the edges that meet the line those that hang below it do not count: so each vertex on it counts right.
			if (y0 === y1 || Math.max(y0, y1) <= y || Math.min(y0, y1) > y) continue;
			crossings.push(x0 === x1 ? x0 : x0 + (y - y0) / ((y1 - y0) / (x1 - x0)));
		}
	crossings.sort((a, b) => a - b);
	let width = 0;
	let middle: [number, number] = [xy[2 * vertexStart[p]], xy[2 * vertexStart[p] + 1]];
	for (let k = 0; k + 1 < crossings.length; k += 2) {
		if (crossings[k + 1] - crossings[k] <= width) continue;
		width = crossings[k + 1] - crossings[k];
		middle = [(crossings[k] + crossings[k + 1]) / 2, y];
	}
	return { width, middle };
}

/** Half way between the vertices next below and next above the middle of the polygon's box. */
function scanLineOf(shapes: Shapes, p: number, end: number): number {
	const { vertexStart, xy } = shapes;
	let low = Infinity;
	let high = -Infinity;
	for (let v = vertexStart[p]; v < vertexStart[p + 1]; v++) {
		low = Math.min(low, xy[2 * v + 1]);
		high = Math.max(high, xy[2 * v + 1]);
	}
	const centre = (low + high) / 2;
	for (let v = vertexStart[p]; v < vertexStart[end]; v++) {
		const y = xy[2 * v + 1];
		if (y <= centre) low = Math.max(low, y);
		else high = Math.min(high, y);
	}
	return (low + high) / 2;
}

function middlePoint(shapes: Shapes, i: number): [number, number] {
	const { partStart, vertexStart, xy } = shapes;
	const first = vertexStart[partStart[i]];
	const end = vertexStart[partStart[i + 1]];
	let sumX = 0;
	let sumY = 0;
	for (let v = first; v < end; v++) {
		sumX += xy[2 * v];
		sumY += xy[2 * v + 1];
	}
	return nearestVertex(shapes, i, 0, sumX / (end - first), sumY / (end - first)) ?? [NaN, NaN];
}

function middleOfLine(shapes: Shapes, i: number): [number, number] {
	const { partStart, vertexStart, xy } = shapes;
	let length = 0;
	let sumX = 0;
	let sumY = 0;
	for (let p = partStart[i]; p < partStart[i + 1]; p++)
		for (let v = vertexStart[p]; v < vertexStart[p + 1] - 1; v++) {
			const step = Math.sqrt((xy[2 * v + 2] - xy[2 * v]) ** 2 + (xy[2 * v + 3] - xy[2 * v + 1]) ** 2);
			length += step;
			sumX += step * ((xy[2 * v] + xy[2 * v + 2]) / 2);
			sumY += step * ((xy[2 * v + 1] + xy[2 * v + 3]) / 2);
		}
	if (length === 0) return middlePoint(shapes, i);
	const x = sumX / length;
	const y = sumY / length;
	return nearestVertex(shapes, i, 1, x, y) ?? nearestVertex(shapes, i, 0, x, y) ?? [NaN, NaN];
}

/** The vertex of geometry i nearest to x, y, leaving out `margin` vertices at both ends of each part. */
function nearestVertex(shapes: Shapes, i: number, margin: number, x: number, y: number): [number, number] | null {
	const { partStart, vertexStart, xy } = shapes;
	let best = Infinity;
	let point: [number, number] | null = null;
	for (let p = partStart[i]; p < partStart[i + 1]; p++)
		for (let v = vertexStart[p] + margin; v < vertexStart[p + 1] - margin; v++) {
			// The root is GEOS' own: of two ends at one distance it decides by its last digit.
			const distance = Math.sqrt((xy[2 * v] - x) ** 2 + (xy[2 * v + 1] - y) ** 2);
			if (distance >= best) continue;
			best = distance;
			point = [xy[2 * v], xy[2 * v + 1]];
		}
	return point;
}
