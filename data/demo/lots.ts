import { ROAD_M, type WayClass } from './demo-numbers.ts';
import type { Use } from './land.ts';
import { boxOf, type Nearby } from './obstacles.ts';
import type { Plan } from './plan.ts';
import { areNear, directionOf, distanceBetween, rectangleOf, type Point, type Ring } from './plane-shapes.ts';
import { noiseAt, randomOf, type Random } from './random.ts';

/** What is built on a lot. */
export type Form = 'slab' | 'tower' | 'shop' | 'house' | 'farmhouse' | 'shed' | 'hall' | 'depot' | 'block';

/** A place for one building: in its cell, clear of roads, water, lines and the other lots. */
export interface Lot {
	form: Form;
	/** Open ring, anticlockwise, metres. */
	ring: Point[];
	/** The rectangle that the ring was cut from. */
	hull: Ring;
	/** A point inside, behind the front wall. */
	door: Point;
	/** The road it faces; `null` within a block. */
	way: WayClass | null;
	areaM2: number;
}

/** A cell with the roads on its four edges: south, east, north, west. */
export interface Block {
	i: number;
	j: number;
	use: Use;
	corners: readonly [Point, Point, Point, Point];
	ways: readonly (WayClass | null)[];
}

export function blockOf(plan: Plan, i: number, j: number): Block {
	const { land, streets } = plan;
	const ways = [streets.south(i, j), streets.west(i + 1, j), streets.south(i, j + 1), streets.west(i, j)];
	return { i, j, use: land.use(i, j), corners: land.cell(i, j), ways };
}

/** Quarters of small houses, denser than the estates between them. */
export function isOldTown(plan: Plan, i: number, j: number): boolean {
	return noiseAt(plan.seed + 61, i, j, 5.5) > 0.1;
}

interface Row {
	form: Form;
	widthM: [number, number];
	depthM: [number, number];
	gapM: [number, number];
	/** How far behind the setback the fronts stand. */
	yardM: [number, number];
	/** Chance that a building is an L. */
	corner: number;
}

const FRONTS: Record<string, Row> = {
	shops: { form: 'shop', widthM: [14, 34], depthM: [11, 17], gapM: [3, 9], yardM: [0, 3], corner: 0.14 },
	oldTown: { form: 'house', widthM: [9, 19], depthM: [9, 14], gapM: [2.5, 6], yardM: [0, 2], corner: 0.12 },
	blocks: { form: 'block', widthM: [34, 70], depthM: [24, 40], gapM: [10, 18], yardM: [4, 9], corner: 0.3 },
	halls: { form: 'hall', widthM: [38, 92], depthM: [26, 54], gapM: [11, 20], yardM: [5, 12], corner: 0.1 },
	village: { form: 'farmhouse', widthM: [9, 14.5], depthM: [8, 12], gapM: [3, 11], yardM: [0.5, 7], corner: 0.22 }
};

const INNER: Record<string, Row & { pitchM: number }> = {
	slabs: { form: 'slab', widthM: [38, 62], depthM: [12, 15], gapM: [9, 14], yardM: [0, 0], corner: 0, pitchM: 30 },
	towers: { form: 'tower', widthM: [24, 34], depthM: [18, 24], gapM: [20, 30], yardM: [0, 0], corner: 0, pitchM: 52 },
	houses: { form: 'house', widthM: [10, 20], depthM: [9, 12], gapM: [3, 6], yardM: [0, 0], corner: 0.1, pitchM: 17 },
	depots: { form: 'depot', widthM: [36, 80], depthM: [24, 36], gapM: [12, 18], yardM: [0, 0], corner: 0, pitchM: 50 },
	sheds: { form: 'shed', widthM: [5, 9], depthM: [4, 7], gapM: [8, 26], yardM: [0, 0], corner: 0, pitchM: 14 }
};

/** Metres that buildings keep from an edge without a road. */
const PARTY_M = 2;

/** Every lot that fits in a block, those to be built first in front. */
export function lotsOf(plan: Plan, block: Block): Lot[] {
	const random = randomOf(plan.seed, 'lots', block.i, block.j);
	const box = boxOf(block.corners);
	const near = [plan.solid.around(box), plan.kept.around(box)] as const;
	const site = { plan, block, near, lots: [] as Lot[], random };
	switch (block.use) {
		case 'core': {
			const style = random.next();
			buildFronts(site, style < 0.2 ? FRONTS.blocks : FRONTS.shops);
			buildRows(site, style < 0.2 ? INNER.towers : style < 0.5 ? INNER.towers : INNER.slabs);
			return shuffled(site.lots, random);
		}
		case 'town':
			if (isOldTown(plan, block.i, block.j)) {
				buildFronts(site, FRONTS.oldTown);
				const fronts = site.lots.length;
				buildRows(site, INNER.houses);
				return interleaved(shuffled(site.lots.slice(0, fronts), random), shuffled(site.lots.slice(fronts), random));
			}
			buildFronts(site, FRONTS.shops);
			buildRows(site, INNER.slabs);
			return shuffled(site.lots, random);
		case 'industry':
			buildFronts(site, FRONTS.halls);
			buildRows(site, INNER.depots);
			return shuffled(site.lots, random);
		case 'rural':
			buildFronts(site, FRONTS.village);
			buildRows(site, INNER.sheds, 34);
			return clustered(site.lots, plan.seed);
		default:
			return [];
	}
}

interface Site {
	plan: Plan;
	block: Block;
	near: readonly [Nearby, Nearby];
	lots: Lot[];
	random: Random;
}

/** A row along each edge that has a road, fronts parallel to it. */
function buildFronts(site: Site, row: Row): void {
	const { block, random } = site;
	for (let edge = 0; edge < 4; edge++) {
		const way = block.ways[edge];
		if (way === null) continue;
		const [a, b] = [block.corners[edge], block.corners[(edge + 1) % 4]];
		const along = directionOf(a, b);
		const length = distanceBetween(a, b);
		const { halfWidth, setback } = ROAD_M[way];
		const yardM = random.between(...row.yardM);
		for (let at = random.between(4, 14); at < length;) {
			const widthM = random.between(...row.widthM);
			const depthM = random.between(...row.depthM);
			// one farmer in a hundred builds where the law of roads forbids it
			const boldM = row.form === 'farmhouse' && random.happens(0.01) ? random.between(0.3, 0.8) * setback : 0;
			const back = halfWidth + setback - boldM + 0.3 + yardM + random.between(0, row.form === 'farmhouse' ? 5 : 0.6);
			const start: Point = [a[0] + along[0] * at - along[1] * back, a[1] + along[1] * at + along[0] * back];
			const isBuilt = tryLot(site, row, start, along, widthM, depthM, way, boldM);
			at += isBuilt ? widthM + random.between(...row.gapM) : 4;
		}
	}
}

/** Rows inside the block, one behind the other, parallel to its south edge: what faces south has the sun. */
function buildRows(site: Site, row: Row & { pitchM: number }, insetM = 26): void {
	const { block, random } = site;
	const [a, b, , d] = block.corners;
	const along = directionOf(a, b);
	const length = distanceBetween(a, b);
	const depth = distanceBetween(a, d);
	for (let y = insetM; y < depth - insetM; y += row.pitchM) {
		for (let x = insetM + random.between(0, 8); x < length - insetM;) {
			const widthM = random.between(...row.widthM);
			const start: Point = [a[0] + along[0] * x - along[1] * y, a[1] + along[1] * x + along[0] * y];
			const isBuilt = tryLot(site, row, start, along, widthM, random.between(...row.depthM), null);
			x += isBuilt ? widthM + random.between(...row.gapM) : 9;
		}
	}
}

function tryLot(
	site: Site,
	row: Row,
	start: Point,
	along: Point,
	widthM: number,
	depthM: number,
	way: WayClass | null,
	boldM = 0
): boolean {
	const { plan, block, near, lots, random } = site;
	const rectangle = rectangleOf(start, along, widthM, depthM);
	const gapM = row.form === 'slab' || row.form === 'tower' ? 8 : 2.2;
	if (!fits(block, rectangle, boldM)) return false;
	if (lots.some((lot) => mayTouch(lot.hull, rectangle, gapM) && areNear(lot.hull, rectangle, gapM))) return false;
	if (!plan.solid.isClear(rectangle, near[0]) || !plan.kept.isClear(rectangle, near[1])) return false;
	const isCorner = random.happens(row.corner);
	const ring = isCorner ? cornerOf(rectangle, random) : [...rectangle];
	const door: Point = [
		start[0] + (along[0] * widthM) / 2 - along[1] * 2,
		start[1] + (along[1] * widthM) / 2 + along[0] * 2
	];
	const areaM2 = widthM * depthM * (isCorner ? 0.75 : 1);
	lots.push({ form: row.form, ring, hull: rectangle, door, way, areaM2 });
	return true;
}

/** Are the circles around two rectangles nearer than the gap? Most pairs are ruled out here. */
function mayTouch(a: Ring, b: Ring, gapM: number): boolean {
	const dx = (a[0][0] + a[2][0] - b[0][0] - b[2][0]) / 2;
	const dy = (a[0][1] + a[2][1] - b[0][1] - b[2][1]) / 2;
	const reach = (distanceBetween(a[0], a[2]) + distanceBetween(b[0], b[2])) / 2 + gapM;
	return dx * dx + dy * dy < reach * reach;
}

/** An L: the rectangle without its corner 2, the far one on the right. */
function cornerOf([a, b, c, d]: Ring, random: Random): Point[] {
	const s = random.between(0.4, 0.65);
	const t = random.between(0.45, 0.65);
	const at = (x: number, y: number): Point => [
		a[0] + (b[0] - a[0]) * x + (d[0] - a[0]) * y,
		a[1] + (b[1] - a[1]) * x + (d[1] - a[1]) * y
	];
	return [a, b, mixed(b, c, t), at(s, t), at(s, 1), d];
}

function mixed(a: Point, b: Point, t: number): Point {
	return [a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t];
}

/** Does the rectangle lie in the block, clear of the land of its roads and, but for `boldM` of them, the strips beside? */
export function fits(block: Block, rectangle: Ring, boldM = 0): boolean {
	for (let edge = 0; edge < 4; edge++) {
		const way = block.ways[edge];
		const keepM = way === null ? PARTY_M : ROAD_M[way].halfWidth + Math.max(0, ROAD_M[way].setback - boldM);
		const [a, b] = [block.corners[edge], block.corners[(edge + 1) % 4]];
		const [ux, uy] = directionOf(a, b);
		for (const p of rectangle) if ((p[1] - a[1]) * ux - (p[0] - a[0]) * uy < keepM) return false;
	}
	return true;
}

/** Two of the street, then one of the yards behind it. */
function interleaved<T>(fronts: readonly T[], yards: readonly T[]): T[] {
	const mixed = fronts.flatMap((lot, k) => (k % 2 === 1 && k >> 1 < yards.length ? [lot, yards[k >> 1]] : [lot]));
	return [...mixed, ...yards.slice(fronts.length >> 1)];
}

function shuffled<T>(items: T[], random: Random): T[] {
	for (let k = items.length - 1; k > 0; k--) {
		const other = random.integer(0, k);
		[items[k], items[other]] = [items[other], items[k]];
	}
	return items;
}

/** Farmhouses gather: where smooth noise of the place is high, a hamlet; where it is low, nothing. */
function clustered(lots: Lot[], seed: number): Lot[] {
	const rank = (lot: Lot) => noiseAt(seed + 53, lot.door[0], lot.door[1], 190) - (lot.form === 'shed' ? 0.9 : 0);
	return lots
		.map((lot) => ({ lot, rank: rank(lot) }))
		.sort((p, q) => q.rank - p.rank)
		.map(({ lot }) => lot);
}
