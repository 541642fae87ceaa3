import { ROAD_M } from './demo-numbers.ts';
import { blockOf, fits, type Block, type Lot } from './lots.ts';
import { boxOf } from './obstacles.ts';
import type { Plan } from './plan.ts';
import { directionOf, distanceBetween, rectangleOf, type Point, type Ring } from './plane-shapes.ts';
import { randomOf } from './random.ts';

/** One plant in one cell: an office at the gate, halls, and tank farms or stores that are hazard sources. */
export interface Plant {
	block: Block;
	/** Number of the chemical or industrial park it lies in; `null`: it stands alone. */
	park: number | null;
	chemical: boolean;
	office: Lot;
	halls: Lot[];
	/** Bunds and stores, worst first: rings that hold no building. */
	pads: Point[][];
	/** Pipe rack between the pads. */
	rack: Point[];
	/** The plant's fence: everything of it lies inside. */
	fence: Point[];
}

const COLUMNS = 4;
const ROWS = [
	{ t: 0.2, use: 'front' },
	{ t: 0.5, use: 'pads' },
	{ t: 0.78, use: 'pads' }
] as const;

export function plantsOf(plan: Plan): Plant[] {
	const { land } = plan;
	const inParks = land.parks.flatMap((park, k) =>
		park.plants.map(([i, j]) => layOut(plan, blockOf(plan, i, j), k, park.chemical))
	);
	return [...inParks, ...land.plants.map(([i, j]) => layOut(plan, blockOf(plan, i, j), null, false))];
}

function layOut(plan: Plan, block: Block, park: number | null, chemical: boolean): Plant {
	const random = randomOf(plan.seed, 'plant', block.i, block.j);
	const [a, b, c, d] = block.corners;
	const along = directionOf(a, b);
	// the roads take their land from the cell, the rest is shared out
	const inset = Math.max(...block.ways.map((way) => (way === null ? 0 : ROAD_M[way].halfWidth + ROAD_M[way].setback)));
	const size = Math.min(distanceBetween(a, b), distanceBetween(b, c), distanceBetween(c, d), distanceBetween(d, a));
	const usable = size - 2 * inset - 10;
	const centre: Point = [(a[0] + b[0] + c[0] + d[0]) / 4, (a[1] + b[1] + c[1] + d[1]) / 4];
	const at = (x: number, y: number): Point => [
		centre[0] + (along[0] * (x - 0.5) - along[1] * (y - 0.5)) * usable,
		centre[1] + (along[1] * (x - 0.5) + along[0] * (y - 0.5)) * usable
	];
	const fronts: Lot[] = [];
	const pads: Point[][] = [];
	for (const { t, use } of ROWS) {
		for (let k = 0; k < COLUMNS; k++) {
			const widthM = usable * random.between(0.14, 0.19);
			const depthM = usable * random.between(0.13, 0.18);
			const start = at((k + 0.5) / COLUMNS - 0.09, t - 0.08);
			const ring = rectangleOf(start, along, widthM, depthM);
			if (!fits(block, ring)) continue;
			if (use === 'pads') pads.push([...ring]);
			else {
				const lot = lotOf(ring, block);
				if (plan.solid.isClear(ring, plan.solid.around(boxOf(ring, 5)))) fronts.push(lot);
			}
		}
	}
	// where a border runs through the front, the office stands on a pad
	if (fronts.length === 0) fronts.push(lotOf(pads.pop() ?? [], block));
	const [office, ...halls] = fronts;
	const rack = [at(0.08, 0.64), at(0.92, 0.64), at(0.92, 0.35)];
	const fence = [at(0, 0), at(1, 0), at(1, 1), at(0, 1)];
	return { block, park, chemical, office, halls, pads, rack, fence };
}

function lotOf(ring: Ring, block: Block): Lot {
	const [a, b, c] = ring;
	const door: Point = [(a[0] + c[0]) / 2, (a[1] + c[1]) / 2];
	const areaM2 = distanceBetween(a, b) * distanceBetween(b, c);
	return { form: 'hall', ring: [...ring], hull: ring, door, way: block.ways[0], areaM2 };
}
