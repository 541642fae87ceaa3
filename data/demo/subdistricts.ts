import { DEMO_COUNTS } from './demo-numbers.ts';
import type { Frame } from './frame.ts';
import { distanceBetween, mix, signedArea, type Point } from './plane-shapes.ts';
import { hashOf, randomOf } from './random.ts';

/** The outline of the district and the subdistricts that tile it. Neighbours share their border vertex for vertex. */
export interface Tiling {
	/** Open ring, anticlockwise, metres. */
	outline: Point[];
	/** Open rings, anticlockwise, metres. */
	rings: Point[][];
	/** Where the town of each subdistrict stands, plan coordinates. */
	towns: Point[];
	/** Segments of the borders between subdistricts and of the outline. */
	borders: [Point, Point][];
	/** Index of the subdistrict whose town is nearest, near enough to address a building. */
	nearest(u: number, v: number): number;
}

/** Tiles the plan: Voronoi cells of evenly spread towns, borders made rugged, all bent into the plane. */
export function tilingOf(frame: Frame, seed: number, scale: number): Tiling {
	const count = Math.max(2, Math.round(DEMO_COUNTS.subdistricts * scale));
	const hull = hullOf(frame);
	const towns = townsOf(frame, hull, seed, count);
	const cells = weld(towns.map((_, k) => cellOf(k, towns, hull)));
	const uses = new Map<string, number>();
	for (const cell of cells) {
		for (let i = 0; i < cell.length; i++) {
			const key = edgeKey(cell[i], cell[(i + 1) % cell.length]);
			uses.set(key, (uses.get(key) ?? 0) + 1);
		}
	}
	const arcs = new Map<string, Point[]>();
	const rings = cells.map((cell) => {
		const ring: Point[] = [];
		for (let i = 0; i < cell.length; i++) {
			const [a, b] = [cell[i], cell[(i + 1) % cell.length]];
			const key = edgeKey(a, b);
			const forward = a[0] < b[0] || (a[0] === b[0] && a[1] < b[1]);
			let arc = arcs.get(key);
			if (arc === undefined) {
				const rugged = uses.get(key) === 1 ? 0.075 : 0.055;
				arc = arcOf(...(forward ? ([a, b] as const) : ([b, a] as const)), rugged, seed);
				arc = arc.map(([u, v]) => frame.place(u, v));
				arcs.set(key, arc);
			}
			ring.push(...(forward ? arc : arc.toReversed()).slice(0, -1));
		}
		return signedArea(ring) < 0 ? ring.reverse() : ring;
	});
	const borders: [Point, Point][] = [];
	for (const arc of arcs.values()) for (let i = 1; i < arc.length; i++) borders.push([arc[i - 1], arc[i]]);
	const nearest = (u: number, v: number) => {
		let best = 0;
		for (let k = 1; k < towns.length; k++) {
			if (distanceBetween(towns[k], [u, v]) < distanceBetween(towns[best], [u, v])) best = k;
		}
		return best;
	};
	return { outline: outlineOf(rings), rings, towns, borders, nearest };
}

/** A convex, rounded hull in the plan (a superellipse). */
function hullOf(frame: Frame): Point[] {
	const hull: Point[] = [];
	const corners = 26;
	for (let k = 0; k < corners; k++) {
		const angle = ((k + 0.5) / corners) * 2 * Math.PI;
		const bend = (value: number) => Math.sign(value) * Math.abs(value) ** (2 / 2.7);
		hull.push([
			(frame.width / 2) * (1 + 0.985 * bend(Math.cos(angle))),
			(frame.height / 2) * (1 + 0.97 * bend(Math.sin(angle)))
		]);
	}
	return hull;
}

/** Towns spread evenly (Lloyd), a little closer together towards the east, where the city is. */
function townsOf(frame: Frame, hull: readonly Point[], seed: number, count: number): Point[] {
	const random = randomOf(seed, 'towns');
	let towns: Point[] = [];
	while (towns.length < count) {
		const u = random.next() ** 0.8 * frame.width;
		const v = random.next() * frame.height;
		const fromMiddle = Math.hypot((u / frame.width - 0.5) * 2, (v / frame.height - 0.5) * 2);
		if (fromMiddle < 0.9) towns.push([u, v]);
	}
	for (let round = 0; round < 5; round++) {
		towns = towns.map((town, k) => mix(town, middleOf(cellOf(k, towns, hull)), 0.85));
	}
	return towns;
}

function middleOf(ring: readonly Point[]): Point {
	let [x, y, area] = [0, 0, 0];
	for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
		const cross = ring[j][0] * ring[i][1] - ring[i][0] * ring[j][1];
		x += (ring[j][0] + ring[i][0]) * cross;
		y += (ring[j][1] + ring[i][1]) * cross;
		area += cross;
	}
	return [x / (3 * area), y / (3 * area)];
}

/** The part of the hull that is nearer to town k than to any other. */
function cellOf(k: number, towns: readonly Point[], hull: readonly Point[]): Point[] {
	let cell = [...hull];
	const [x, y] = towns[k];
	for (let other = 0; other < towns.length; other++) {
		if (other === k) continue;
		const [ox, oy] = towns[other];
		const side = (p: Point) => (p[0] - (x + ox) / 2) * (ox - x) + (p[1] - (y + oy) / 2) * (oy - y);
		const kept: Point[] = [];
		for (let i = 0; i < cell.length; i++) {
			const [a, b] = [cell[i], cell[(i + 1) % cell.length]];
			const [sa, sb] = [side(a), side(b)];
			if (sa <= 0) kept.push(a);
			if ((sa < 0 && sb > 0) || (sa > 0 && sb < 0)) kept.push(mix(a, b, sa / (sa - sb)));
		}
		cell = kept;
	}
	return cell;
}

/** Gives corners that lie within 2 m of each other one place, and each cell the corners that lie on its edges. */
function weld(cells: readonly Point[][]): Point[][] {
	const corners: Point[] = [];
	const welded = cells.map((cell) => {
		const ring: Point[] = [];
		for (const point of cell) {
			let corner = corners.find((known) => distanceBetween(known, point) < 2);
			if (corner === undefined) {
				corner = point;
				corners.push(corner);
			}
			if (ring[ring.length - 1] !== corner) ring.push(corner);
		}
		if (ring[0] === ring[ring.length - 1]) ring.pop();
		return ring;
	});
	return welded;
}

function edgeKey(a: Point, b: Point): string {
	const [first, second] = a[0] < b[0] || (a[0] === b[0] && a[1] < b[1]) ? [a, b] : [b, a];
	return `${first[0]} ${first[1]} ${second[0]} ${second[1]}`;
}

/** A rugged line from a to b: the middle is moved sideways, then the middles of the halves, down to 120 m. */
function arcOf(a: Point, b: Point, rugged: number, seed: number): Point[] {
	const length = distanceBetween(a, b);
	if (length < 120) return [a, b];
	const swing = hashOf(seed, Math.round(a[0]), Math.round(a[1]), Math.round(b[0]), Math.round(b[1])) / 2147483648 - 1;
	const middle: Point = [
		(a[0] + b[0]) / 2 - (b[1] - a[1]) * rugged * swing,
		(a[1] + b[1]) / 2 + (b[0] - a[0]) * rugged * swing
	];
	return [...arcOf(a, middle, rugged, seed), ...arcOf(middle, b, rugged, seed).slice(1)];
}

/** Joins the edges that belong to one subdistrict only into one ring. */
function outlineOf(rings: readonly Point[][]): Point[] {
	const key = (p: Point) => `${p[0]} ${p[1]}`;
	const directed = new Map<string, [Point, Point]>();
	for (const ring of rings) {
		for (let i = 0; i < ring.length; i++) {
			const [a, b] = [ring[i], ring[(i + 1) % ring.length]];
			if (!directed.delete(`${key(b)} ${key(a)}`)) directed.set(`${key(a)} ${key(b)}`, [a, b]);
		}
	}
	const next = new Map([...directed.values()].map(([a, b]) => [key(a), b]));
	const start = [...directed.values()][0][0];
	const outline: Point[] = [start];
	for (let at = next.get(key(start)); at !== undefined && key(at) !== key(start); at = next.get(key(at))) {
		outline.push(at);
	}
	if (outline.length !== directed.size) {
		throw new Error(`The outline has ${outline.length} edges in one ring; the subdistricts leave ${directed.size}.`);
	}
	return outline;
}
