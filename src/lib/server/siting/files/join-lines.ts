import type { Position } from 'geojson';

export type Segment = [Position, Position];

/** Ends nearer than this are one point, metres: what drawing without snapping leaves (系统设定). */
const SAME_POINT_M = 0.01;

/** Lines that were joined end to end. */
export interface Chain {
	path: Position[];
	/** The path ends where it begins. */
	isClosed: boolean;
	lines: number;
	/** Where more than two lines meet, so that the path is not the only one; null: nowhere. */
	fork: Position | null;
}

/** Straight lines joined end to end into paths, each line in one path. `metre` is a metre in the drawing's units. */
export function joinLines(drawn: readonly Segment[], metre: number): Chain[] {
	const within = SAME_POINT_M * metre;
	const segments = drawn.filter(([a, b]) => !areSame(a, b, within));
	const ends = new Ends(segments, within);
	const isTaken = new Uint8Array(segments.length);
	const chains: Chain[] = [];
	for (let first = 0; first < segments.length; first++) {
		if (isTaken[first] === 1) continue;
		isTaken[first] = 1;
		const chain: Chain = { path: [...segments[first]], isClosed: false, lines: 1, fork: null };
		chain.isClosed = extend(chain);
		if (!chain.isClosed) {
			chain.path.reverse();
			extend(chain);
		}
		chains.push(chain);
	}
	return chains;

	/** Goes on at the end of the path until it ends or is back where it began. */
	function extend(chain: Chain): boolean {
		for (;;) {
			const end = chain.path[chain.path.length - 1];
			const meeting = ends.near(end);
			if (meeting.length > 2) {
				chain.fork ??= end;
				return false;
			}
			if (chain.path.length > 2 && areSame(end, chain.path[0], within)) {
				chain.path[chain.path.length - 1] = chain.path[0];
				return true;
			}
			const next = meeting.find(({ segment }) => isTaken[segment] === 0);
			if (next === undefined) return false;
			isTaken[next.segment] = 1;
			chain.lines++;
			chain.path.push(segments[next.segment][1 - next.end]);
		}
	}
}

/** Finds the ends of segments near a point, by cells of the size within which they are one. */
class Ends {
	readonly #segments: readonly Segment[];
	readonly #within: number;
	readonly #cells = new Map<string, { segment: number; end: number }[]>();

	constructor(segments: readonly Segment[], within: number) {
		this.#segments = segments;
		this.#within = within;
		for (const [segment, ends] of segments.entries())
			for (const [end, position] of ends.entries()) {
				const cell = this.#cellOf(position, 0, 0);
				const others = this.#cells.get(cell);
				if (others === undefined) this.#cells.set(cell, [{ segment, end }]);
				else others.push({ segment, end });
			}
	}

	/** The ends at a point, three at most: more tell nothing new. */
	near(point: Position): { segment: number; end: number }[] {
		const found: { segment: number; end: number }[] = [];
		for (const dx of [-1, 0, 1])
			for (const dy of [-1, 0, 1])
				for (const candidate of this.#cells.get(this.#cellOf(point, dx, dy)) ?? []) {
					if (areSame(this.#segments[candidate.segment][candidate.end], point, this.#within)) found.push(candidate);
					if (found.length === 3) return found;
				}
		return found;
	}

	#cellOf([x, y]: Position, dx: number, dy: number): string {
		return `${Math.floor(x / this.#within) + dx} ${Math.floor(y / this.#within) + dy}`;
	}
}

function areSame(a: Position, b: Position, within: number): boolean {
	return Math.hypot(a[0] - b[0], a[1] - b[1]) < within;
}
