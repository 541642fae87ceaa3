import type { Shapes } from './shapes.ts';

/** The geometries at the given positions, in that order, as columns of their own. */
export function selectShapes(shapes: Shapes, at: Uint32Array): Shapes {
	let parts = 0;
	let vertices = 0;
	for (const i of at) {
		parts += shapes.partStart[i + 1] - shapes.partStart[i];
		vertices += shapes.vertexStart[shapes.partStart[i + 1]] - shapes.vertexStart[shapes.partStart[i]];
	}
	const kind = new Uint8Array(at.length);
	const partStart = new Uint32Array(at.length + 1);
	const vertexStart = new Uint32Array(parts + 1);
	const hole = new Uint8Array(parts);
	const xy = new Float64Array(2 * vertices);
	const box = new Float64Array(4 * at.length);
	let part = 0;
	let vertex = 0;
	at.forEach((i, n) => {
		kind[n] = shapes.kind[i];
		box.set(shapes.box.subarray(4 * i, 4 * i + 4), 4 * n);
		for (let p = shapes.partStart[i]; p < shapes.partStart[i + 1]; p++) {
			hole[part] = shapes.hole[p];
			const first = shapes.vertexStart[p];
			const last = shapes.vertexStart[p + 1];
			xy.set(shapes.xy.subarray(2 * first, 2 * last), 2 * vertex);
			vertex += last - first;
			vertexStart[++part] = vertex;
		}
		partStart[n + 1] = part;
	});
	return { count: at.length, kind, partStart, vertexStart, hole, xy, box };
}

/** All geometries of the lists, one list after another, as columns of their own. */
export function joinShapes(lists: readonly Shapes[]): Shapes {
	const total = (length: (shapes: Shapes) => number) => lists.reduce((sum, shapes) => sum + length(shapes), 0);
	const count = total((shapes) => shapes.count);
	const parts = total((shapes) => shapes.hole.length);
	const joined = {
		count,
		kind: new Uint8Array(count),
		partStart: new Uint32Array(count + 1),
		vertexStart: new Uint32Array(parts + 1),
		hole: new Uint8Array(parts),
		xy: new Float64Array(total((shapes) => shapes.xy.length)),
		box: new Float64Array(4 * count)
	};
	let i = 0;
	let part = 0;
	let vertex = 0;
	for (const shapes of lists) {
		joined.kind.set(shapes.kind, i);
		joined.box.set(shapes.box, 4 * i);
		joined.hole.set(shapes.hole, part);
		joined.xy.set(shapes.xy, 2 * vertex);
		for (let n = 0; n <= shapes.count; n++) joined.partStart[i + n] = part + shapes.partStart[n];
		for (let n = 0; n <= shapes.hole.length; n++) joined.vertexStart[part + n] = vertex + shapes.vertexStart[n];
		i += shapes.count;
		part += shapes.hole.length;
		vertex += shapes.xy.length / 2;
	}
	return joined;
}
