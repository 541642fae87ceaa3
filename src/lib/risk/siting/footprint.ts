import { isInside } from '../../geo/inside.ts';
import { signedDistanceToPoint } from '../../geo/point-distance.ts';
import { selectShapes } from '../../geo/select-shapes.ts';
import type { Shapes } from '../../geo/shapes.ts';

/** The shape of a site, moved about without being turned. */
export class Footprint {
	/** One geometry, where it was moved to last. */
	readonly shapes: Shapes;
	/** The middle of its box where it was drawn. */
	readonly middle: [number, number];
	/** Vertices and box about the middle. */
	readonly #xy: Float64Array;
	readonly #box: Float64Array;

	constructor(shapes: Shapes, i: number) {
		this.shapes = selectShapes(shapes, Uint32Array.of(i));
		const { box, xy } = this.shapes;
		this.middle = [(box[0] + box[2]) / 2, (box[1] + box[3]) / 2];
		this.#xy = xy.map((value, k) => value - this.middle[k % 2]);
		this.#box = box.map((value, k) => value - this.middle[k % 2]);
	}

	/** Moves the middle of its box to x, y. */
	moveTo(x: number, y: number): void {
		const { xy, box } = this.shapes;
		for (let k = 0; k < xy.length; k += 2) {
			xy[k] = this.#xy[k] + x;
			xy[k + 1] = this.#xy[k + 1] + y;
		}
		for (let k = 0; k < 4; k += 2) {
			box[k] = this.#box[k] + x;
			box[k + 1] = this.#box[k + 1] + y;
		}
	}

	/** The gap between its box and that of geometry i, metres: no distance is less. */
	gapTo({ box }: Shapes, i: number): number {
		const own = this.shapes.box;
		const x = Math.max(0, box[4 * i] - own[2], own[0] - box[4 * i + 2]);
		const y = Math.max(0, box[4 * i + 1] - own[3], own[1] - box[4 * i + 3]);
		return Math.hypot(x, y);
	}

	/** The greatest that a function of its corners is. */
	furthest(of: (x: number, y: number) => number): number {
		const { xy } = this.shapes;
		let most = -Infinity;
		for (let k = 0; k < xy.length; k += 2) most = Math.max(most, of(xy[k], xy[k + 1]));
		return most;
	}

	/** Whether all of its corners would lie within areas, were its middle at x, y. */
	isWithin(x: number, y: number, areas: Shapes): boolean {
		for (let k = 0; k < this.#xy.length; k += 2) {
			if (!isAnywhereInside(areas, this.#xy[k] + x, this.#xy[k + 1] + y)) return false;
		}
		return true;
	}

	/** Whether one of the areas holds all of it for certain, wherever its middle is moved within `halfM` metres of where it is. */
	isFarWithin(areas: Shapes, halfM: number): boolean {
		const { box } = this.shapes;
		const [x, y] = [(box[0] + box[2]) / 2, (box[1] + box[3]) / 2];
		const leastM = halfM + Math.hypot(box[2] - box[0], box[3] - box[1]) / 2;
		for (let i = 0; i < areas.count; i++) {
			if (isInside(areas, i, x, y) && signedDistanceToPoint(areas, i, x, y) < -leastM) return true;
		}
		return false;
	}
}

function isAnywhereInside(areas: Shapes, x: number, y: number): boolean {
	for (let i = 0; i < areas.count; i++) if (isInside(areas, i, x, y)) return true;
	return false;
}
