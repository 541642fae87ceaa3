import { distanceBetween } from '../../geo/distance.ts';
import { neighboursOf } from '../../geo/nearby.ts';
import { distanceToPoint } from '../../geo/point-distance.ts';
import type { Shapes } from '../../geo/shapes.ts';
import { decide } from '../clearance/decide.ts';
import { asksPairs } from '../clearance/limit.ts';
import { layersOf } from '../clearance/role.ts';
import { frameOver, type Frame } from '../zoning/frame.ts';
import { boxOf } from '../zoning/grid.ts';
import { SITE, VERDICTS, type Verdict } from './answer.ts';
import type { Part, Place } from './ask.ts';
import { forceOf } from './force.ts';
import { badness, StepsOfParts, verdictOf, type Steps } from './limits.ts';
import { Footprint } from './footprint.ts';
import { policiesOf } from './policies.ts';
import { sitingTables } from './project.ts';
import type { Asked } from './site.ts';
import type { Surroundings } from './surroundings.ts';
import { countOf, worstVerdict } from './verdict.ts';

/** The code of a cell where the site would not lie wholly in the district. */
export const OUTSIDE = 255;

/** Where a footprint may stand, as far as distances and policies tell: what could not be asked leaves all of it open. */
export interface Whereabouts {
	frame: Frame;
	/** By cell, from the south-west, row by row: position in VERDICTS, or OUTSIDE. */
	cells: Uint8Array;
	/** Square metres by verdict. */
	areaM2: Record<Verdict, number>;
	/** The nearest cell where nothing speaks against it, else the nearest where conditions do; null: there is none. */
	nearest: { verdict: Verdict; x: number; y: number; distanceM: number } | null;
}

/** One rule and one feature, which count for a site at some distance. */
interface Limiter {
	shapes: Shapes;
	i: number;
	steps: Steps;
}

/** Cells of a block that is looked at first, along one side. */
const BLOCK = 32;
/** Of so many cells it is first asked whether all of them lie in the district. */
const MANY = 16;
const WORST = badness('veto');

/**
 * Where in the district a site of this footprint may stand, moved but not turned. A block of cells is settled at once
 * where every limit counts the same for all of it: a distance changes by no more than the footprint is moved. Else it is
 * parted, down to single cells, whose answer is that of askSite for the footprint's middle in the cell's. Throws a RangeError where
 * no grid of `cellM` is possible.
 */
export function whereMayItStand(
	around: Surroundings,
	{ proposal, parts }: Asked,
	place: Place,
	cellM: number
): Whereabouts {
	const frame = frameOver(boxOf(around.outline), cellM);
	const search = new BlockSearch(around, parts, place, frame, baseOf(around, proposal, parts, place));
	for (let row = 0; row < frame.rows; row += BLOCK) {
		for (let column = 0; column < frame.columns; column += BLOCK) search.block(row, column);
	}
	const { cells } = search;
	const areaM2 = Object.fromEntries(VERDICTS.map((verdict) => [verdict, 0])) as Record<Verdict, number>;
	for (const code of cells) if (code !== OUTSIDE) areaM2[VERDICTS[code]] += cellM * cellM;
	return { frame, cells, areaM2, nearest: nearestOf(frame, cells, search.foot.middle) };
}

/** What counts wherever it stands: policies, temporary works, a distance of its own that is not stated. */
function baseOf(around: Surroundings, proposal: Asked['proposal'], parts: readonly Part[], place: Place): number {
	const verdicts = policiesOf(proposal, around).map(({ counts }) => counts);
	const { months } = sitingTables(around.rules).siting.temporary;
	if (proposal.months !== null && proposal.months <= months.value) verdicts.push('conditional');
	for (const { rule, guise, side } of parts) {
		if (side !== 'source' || rule.asks !== 'pair' || asksPairs(rule, guise.attributes)) continue;
		const { layer, roles, attributes } = guise;
		const site = { id: SITE, layer, roles, attributes, accuracyM: place.accuracyM };
		verdicts.push(countOf({ ...decide(rule, site, null, null, around.today), force: forceOf(rule) }));
	}
	return badness(worstVerdict(verdicts));
}

class BlockSearch {
	readonly cells: Uint8Array;
	readonly foot: Footprint;
	readonly #around: Surroundings;
	readonly #parts: readonly Part[];
	readonly #frame: Frame;
	readonly #base: number;
	readonly #inside: readonly Part[];
	readonly #steps: StepsOfParts;

	constructor(around: Surroundings, parts: readonly Part[], place: Place, frame: Frame, base: number) {
		this.#around = around;
		this.#parts = parts.filter(({ rule, side, guise }) => {
			return rule.asks === 'pair' && (side === 'target' || asksPairs(rule, guise.attributes));
		});
		this.#inside = parts.filter(({ rule, side }) => rule.asks === 'nearest' && side === 'source');
		this.#frame = frame;
		this.#base = base;
		this.#steps = new StepsOfParts(around, place.accuracyM);
		this.foot = new Footprint(place.shapes, place.i);
		this.cells = new Uint8Array(frame.columns * frame.rows).fill(OUTSIDE);
	}

	/** Settles the cells of a block from its south-western cell on. */
	block(row: number, column: number): void {
		const rows = Math.min(BLOCK, this.#frame.rows - row);
		const columns = Math.min(BLOCK, this.#frame.columns - column);
		const halfM = this.#centre(row, column, rows, columns);
		this.#part(row, column, rows, columns, this.#limitersWithin(halfM), this.#base);
	}

	/** Moves the footprint to the middle of a block; how far the middle of any of its cells lies from there, metres. */
	#centre(row: number, column: number, rows: number, columns: number): number {
		const { centreX, centreY, cellM } = this.#frame;
		const x = (centreX[column] + centreX[column + columns - 1]) / 2;
		const y = (centreY[row] + centreY[row + rows - 1]) / 2;
		this.foot.moveTo(x, y);
		return (cellM / 2) * Math.hypot(rows - 1, columns - 1);
	}

	/** The limits that may count for a footprint within `halfM` of where it is. */
	#limitersWithin(halfM: number): Limiter[] {
		const limiters: Limiter[] = [];
		for (const part of this.#parts) {
			const roles = part.side === 'source' ? part.rule.targets : part.rule.sources;
			for (const layer of layersOf(roles, part.rule.set)) {
				const players = this.#around.players(roles, layer);
				if (players === null) continue;
				const { shapes } = players.index;
				const reachM = this.#around.reachOfPart(part, layer) + halfM + players.accuracyM + this.#accuracyM;
				for (const { b, distanceM } of neighboursOf(this.foot.shapes, 0, players.index, reachM)) {
					const steps = this.#steps.of(part, players.columns, players.at[b]);
					if (distanceM <= steps.reachM + halfM) limiters.push({ shapes, i: b, steps });
				}
			}
		}
		return limiters;
	}

	get #accuracyM(): number {
		return this.#steps.accuracyM ?? 0;
	}

	/** `floor` is how bad all of its cells are known to be at least. */
	#part(row: number, column: number, rows: number, columns: number, limiters: readonly Limiter[], floor: number): void {
		const halfM = this.#centre(row, column, rows, columns);
		let least = floor;
		let most = floor;
		const kept: Limiter[] = [];
		for (const limiter of limiters) {
			const { steps, shapes, i } = limiter;
			if (this.foot.gapTo(shapes, i) > steps.reachM + halfM) continue;
			const distanceM = distanceBetween(this.foot.shapes, 0, shapes, i);
			const [low, high] = rangeOf(steps, distanceM - halfM, distanceM + halfM);
			if (high === 0) continue;
			kept.push(limiter);
			least = Math.max(least, low);
			most = Math.max(most, high);
			if (least === WORST) break;
		}
		for (const part of this.#inside) {
			const [low, high] = this.#rangeInside(part, halfM);
			least = Math.max(least, low);
			most = Math.max(most, high);
		}
		if (least >= most || (rows === 1 && columns === 1)) {
			this.#fill(row, column, rows, columns, most);
			return;
		}
		// What can make no cell worse than all of them are need not be asked again.
		const open = kept.filter(({ steps }) => steps.bad.some((bad) => bad > least));
		const upper = Math.ceil(rows / 2);
		const right = Math.ceil(columns / 2);
		for (const [r, n] of [
			[row, upper],
			[row + upper, rows - upper]
		]) {
			for (const [c, k] of [
				[column, right],
				[column + right, columns - right]
			]) {
				if (n > 0 && k > 0) this.#part(r, c, n, k, open, least);
			}
		}
	}

	/** What must lie inside of something: how bad it is where the footprint is, and within `halfM` of there. */
	#rangeInside({ rule, guise }: Part, halfM: number): [number, number] {
		const { layer, roles, attributes } = guise;
		const site = { id: SITE, layer, roles, attributes, accuracyM: this.#steps.accuracyM };
		let outM = Infinity;
		for (const of of layersOf(rule.targets, rule.set)) {
			const players = this.#around.players(rule.targets, of);
			for (let j = 0; j < (players?.at.length ?? 0); j++) {
				outM = Math.min(
					outM,
					this.foot.furthest((x, y) => distanceToPoint(players!.index.shapes, j, x, y))
				);
			}
		}
		const force = forceOf(rule);
		const accuracyM = this.#accuracyM;
		const at = (distanceM: number) => {
			if (outM === Infinity) return badness(countOf({ ...decide(rule, site, null, null, this.#around.today), force }));
			if (distanceM <= 0) return 0;
			if (distanceM <= accuracyM) return badness('undecided');
			return badness(force === 'mandatory' ? 'veto' : 'conditional');
		};
		const [near, far] = [at(Math.max(0, outM - halfM)), at(outM + halfM)];
		return [Math.min(near, far), Math.max(near, far)];
	}

	#fill(row: number, column: number, rows: number, columns: number, bad: number): void {
		const code = VERDICTS.indexOf(verdictOf(bad));
		const { outline } = this.#around;
		const { centreX, centreY } = this.#frame;
		const isWhole = rows * columns >= MANY && this.foot.isFarWithin(outline, this.#centre(row, column, rows, columns));
		for (let r = row; r < row + rows; r++) {
			for (let c = column; c < column + columns; c++) {
				if (isWhole || this.foot.isWithin(centreX[c], centreY[r], outline))
					this.cells[r * this.#frame.columns + c] = code;
			}
		}
	}
}

/** The least and the most that steps count for between two distances. */
function rangeOf({ untilM, bad }: Steps, fromM: number, toM: number): [number, number] {
	let [least, most] = [3, 0];
	let before = -Infinity;
	for (let k = 0; k < bad.length; k++) {
		if (fromM <= untilM[k] && toM > before) {
			least = Math.min(least, bad[k]);
			most = Math.max(most, bad[k]);
		}
		before = untilM[k];
	}
	return toM > before ? [0, most] : [least, most];
}

function nearestOf({ columns, centreX, centreY }: Frame, cells: Uint8Array, [x, y]: [number, number]) {
	for (const verdict of ['clear', 'conditional'] as const) {
		const code = VERDICTS.indexOf(verdict);
		let best: Whereabouts['nearest'] = null;
		for (let cell = 0; cell < cells.length; cell++) {
			if (cells[cell] !== code) continue;
			const [cx, cy] = [centreX[cell % columns], centreY[Math.floor(cell / columns)]];
			const distanceM = Math.hypot(cx - x, cy - y);
			if (best === null || distanceM < best.distanceM) best = { verdict, x: cx, y: cy, distanceM };
		}
		if (best !== null) return best;
	}
	return null;
}
