import { PIECE } from './border.ts';
import { eachInnerEdge, nodeX, nodeY, OUTSIDE, type Grid } from './grid.ts';

export type Position = [number, number];

/** A closed ring of a zone, metres: outer rings counter-clockwise, holes clockwise. */
export interface Outline {
	ring: Position[];
	/** Positive for an outer ring, negative for a hole. */
	areaM2: number;
	/** A cell of the zone on the ring's left. */
	cell: number;
}

/** A ring smaller than this share of a cell is what rounding leaves. */
const NO_AREA = 1e-7;

/**
 * The outlines of all cells of one level that hang together by their edges, cut at the district's border. Every ring is
 * simple: where a zone touches itself in a corner, the ring is parted there, as ST_IsValid demands. Corners that a
 * neighbour has are kept on straight edges too, so that neighbours share every vertex in any projection.
 * Throws an Error when a border cannot be followed, which a valid district does not cause.
 */
export function outlinesOf(grid: Grid, levels: Uint8Array): Outline[] {
	const edges = edgesOf(grid, levels);
	const { from, to, line, left, count } = edges;
	const nodes = (grid.columns + 1) * (grid.rows + 1) + grid.border.nodeXy.length / 2;
	const firstOut = new Int32Array(nodes).fill(-1);
	const nextOut = new Int32Array(count);
	for (let edge = count - 1; edge >= 0; edge--) {
		nextOut[edge] = firstOut[from[edge]];
		firstOut[from[edge]] = edge;
	}
	const used = new Uint8Array(count);
	/** Position + 1 of a node on the path walked so far; 0: not on it. */
	const onPath = new Uint32Array(nodes);
	const path = new Int32Array(count);
	const outlines: Outline[] = [];

	const x = (node: number) => nodeX(grid, node);
	const y = (node: number) => nodeY(grid, node);

	/** The edge that keeps nearest to the zone's own side: the first one clockwise from where `edge` came from. */
	function follow(edge: number, start: number): number {
		const node = to[edge];
		const level = levels[left[edge]];
		let best = -1;
		let bestTurn = Infinity;
		let back = NaN;
		for (let out = firstOut[node]; out >= 0; out = nextOut[out]) {
			if (levels[left[out]] !== level || (used[out] === 1 && out !== start)) continue;
			if (best < 0 && nextOut[out] < 0) return out;
			if (Number.isNaN(back)) back = Math.atan2(y(from[edge]) - y(node), x(from[edge]) - x(node));
			const turn = back - Math.atan2(y(to[out]) - y(node), x(to[out]) - x(node));
			const clockwise = turn <= 0 ? turn + 2 * Math.PI : turn;
			if (clockwise < bestTurn) {
				bestTurn = clockwise;
				best = out;
			}
		}
		if (best < 0)
			throw new Error(`The border of the district cannot be followed at ${x(node)}, ${y(node)}; is it valid?`);
		return best;
	}

	/** Whether the outline runs straight on from one edge to the next, and no other outline has a corner there. */
	function isStraight(before: number, after: number): boolean {
		if (line[before] !== line[after]) return false;
		const outs = line[after] >= 0 ? 1 : 2;
		let count = 0;
		for (let out = firstOut[from[after]]; out >= 0; out = nextOut[out]) count++;
		return count <= outs;
	}

	/** Makes an outline of the edges path[start] … path[end − 1]. */
	function close(start: number, end: number): void {
		const ring: Position[] = [];
		for (let k = start; k < end; k++) {
			const before = path[k === start ? end - 1 : k - 1];
			if (!isStraight(before, path[k])) ring.push([x(from[path[k]]), y(from[path[k]])]);
		}
		if (ring.length < 3) return;
		ring.push([ring[0][0], ring[0][1]]);
		const areaM2 = signedAreaM2(ring);
		if (Math.abs(areaM2) <= NO_AREA * grid.cellM * grid.cellM) return;
		outlines.push({ ring, areaM2, cell: left[path[start]] });
	}

	for (let start = 0; start < count; start++) {
		if (used[start] === 1) continue;
		let length = 0;
		let edge = start;
		do {
			used[edge] = 1;
			onPath[from[edge]] = length + 1;
			path[length++] = edge;
			const node = to[edge];
			const at = onPath[node] - 1;
			if (at >= 0) {
				// Back where the path has been: what lies between is a ring of its own.
				close(at, length);
				while (length > at) onPath[from[path[--length]]] = 0;
			}
			edge = follow(edge, start);
		} while (edge !== start);
	}
	return outlines;
}

/** Square metres inside a closed ring: positive when counter-clockwise. */
export function signedAreaM2(ring: readonly Position[]): number {
	const [x0, y0] = ring[0];
	let doubled = 0;
	for (let k = 0; k + 1 < ring.length; k++) {
		doubled += (ring[k][0] - x0) * (ring[k + 1][1] - y0) - (ring[k + 1][0] - x0) * (ring[k][1] - y0);
	}
	return doubled / 2;
}

/** Directed edges, each with the cells of its level on its left. */
interface Edges {
	count: number;
	from: Int32Array;
	to: Int32Array;
	left: Int32Array;
	/** The straight line it is part of: a border segment, −1 along rows, −2 along columns. */
	line: Int32Array;
}

function edgesOf(grid: Grid, levels: Uint8Array): Edges {
	const { pieces } = grid.border;
	let capacity = pieces.length / PIECE;
	eachInnerEdge(grid, (left, right) => {
		if (levels[left] !== levels[right]) capacity += 2;
	});
	const edges: Edges = {
		count: 0,
		from: new Int32Array(capacity),
		to: new Int32Array(capacity),
		left: new Int32Array(capacity),
		line: new Int32Array(capacity)
	};
	const add = (from: number, to: number, left: number, line: number) => {
		if (levels[left] === OUTSIDE) return;
		edges.from[edges.count] = from;
		edges.to[edges.count] = to;
		edges.left[edges.count] = left;
		edges.line[edges.count++] = line;
	};
	for (let k = 0; k < pieces.length; k += PIECE) add(pieces[k], pieces[k + 1], pieces[k + 2], pieces[k + 3]);
	eachInnerEdge(grid, (left, right, from, to, axis) => {
		if (levels[left] === levels[right]) return;
		add(from, to, left, -1 - axis);
		add(to, from, right, -1 - axis);
	});
	return edges;
}
