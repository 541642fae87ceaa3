/**
 * Many geometries as columns: what loops over features reads numbers, not objects.
 * Coordinates are x, y in metres of one metric plane.
 */
export interface Shapes {
	/** Number of geometries. */
	readonly count: number;
	/** 0 point(s), 1 line(s), 2 area(s); one byte each. */
	readonly kind: Uint8Array;
	/** Parts (points, lines, rings) of geometry i: partStart[i] … partStart[i + 1]. Length count + 1. */
	readonly partStart: Uint32Array;
	/** Vertices of part p: vertexStart[p] … vertexStart[p + 1]. Length parts + 1. */
	readonly vertexStart: Uint32Array;
	/** 1 where part p is a hole of the area ring before it. Length parts. */
	readonly hole: Uint8Array;
	/** x, y of each vertex. Rings are closed: the last vertex repeats the first. */
	readonly xy: Float64Array;
	/** minX, minY, maxX, maxY of each geometry. Length 4 · count. */
	readonly box: Float64Array;
}

export const POINT = 0;
export const LINE = 1;
export const AREA = 2;
