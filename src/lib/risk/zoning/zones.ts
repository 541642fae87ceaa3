import { levelOf, type Level } from '../level.ts';
import { countContributors, type Contributor } from './contributors.ts';
import { cellAreaM2, eachInnerEdge, OUTSIDE, type Grid } from './grid.ts';
import type { ZoningNumbers } from './numbers.ts';
import { outlinesOf, type Outline, type Position } from './outline.ts';
import type { Laid } from './lay.ts';
import type { ZoningFeatures } from './sources.ts';

/** Cells of one level that hang together by their edges, cut at the district's border. */
export interface Zone {
	/** `null`: not assessed. */
	level: Level | null;
	/**
	 * Coordinates of a GeoJSON MultiPolygon in the metric plane: closed rings, outer ones counter-clockwise, holes
	 * clockwise. More than one polygon only where the border parts a cell.
	 */
	polygons: Position[][][];
	areaM2: number;
	cells: number;
	/** The features that made it, the strongest first: see countContributors. */
	features: Contributor[];
}

/** The zones of a district, in the order of their first cells from the south-west. */
export function zonesOf(grid: Grid, laid: Laid, features: ZoningFeatures, numbers: ZoningNumbers): Zone[] {
	const { levels } = laid;
	const { zoneOf, firstCell } = numberZones(grid, levels);
	const outlines: Outline[][] = firstCell.map(() => []);
	for (const outline of outlinesOf(grid, levels)) outlines[zoneOf[outline.cell]].push(outline);
	const cells = new Uint32Array(firstCell.length);
	for (let cell = 0; cell < zoneOf.length; cell++) if (zoneOf[cell] >= 0) cells[zoneOf[cell]]++;
	const contributors = countContributors(grid, laid, zoneOf, firstCell.length, features, numbers);
	return firstCell.map((cell, zone) => ({
		level: levelOf(levels[cell]),
		polygons: polygonsOf(outlines[zone]),
		areaM2: outlines[zone].reduce((sum, outline) => sum + outline.areaM2, 0),
		cells: cells[zone],
		features: contributors[zone]
	}));
}

/** Square metres of the district by level; `none` is not assessed. */
export type AreaByLevel = Record<Level | 'none', number>;

/** Square metres by level of the whole district and of each subdistrict (of the cells that belong to it). */
export function areasByLevel(
	grid: Grid,
	levels: Uint8Array,
	subdistricts: number
): { areaM2ByLevel: AreaByLevel; subdistrictAreaM2ByLevel: AreaByLevel[] } {
	const whole = new Float64Array(5);
	const parts = new Float64Array(5 * subdistricts);
	for (let cell = 0; cell < levels.length; cell++) {
		if (levels[cell] === OUTSIDE) continue;
		const areaM2 = cellAreaM2(grid, cell);
		whole[levels[cell]] += areaM2;
		if (grid.subdistrict[cell] >= 0) parts[5 * grid.subdistrict[cell] + levels[cell]] += areaM2;
	}
	const named = (by: Float64Array): AreaByLevel => ({
		none: by[0],
		blue: by[1],
		yellow: by[2],
		orange: by[3],
		red: by[4]
	});
	return {
		areaM2ByLevel: named(whole),
		subdistrictAreaM2ByLevel: Array.from({ length: subdistricts }, (_, s) => named(parts.subarray(5 * s, 5 * s + 5)))
	};
}

/** Numbers the zones: zoneOf[cell] is −1 outside the district, else the zone; firstCell[zone] its first cell. */
function numberZones(grid: Grid, levels: Uint8Array): { zoneOf: Int32Array; firstCell: number[] } {
	const parent = new Int32Array(levels.length);
	for (let cell = 0; cell < parent.length; cell++) parent[cell] = cell;
	const find = (cell: number) => {
		let root = cell;
		while (parent[root] !== root) {
			parent[root] = parent[parent[root]];
			root = parent[root];
		}
		return root;
	};
	eachInnerEdge(grid, (left, right) => {
		if (levels[left] !== levels[right] || levels[left] === OUTSIDE) return;
		const a = find(left);
		const b = find(right);
		// The first cell of a zone is its root.
		if (a < b) parent[b] = a;
		else parent[a] = b;
	});
	const zoneOf = new Int32Array(levels.length).fill(-1);
	const firstCell: number[] = [];
	for (let cell = 0; cell < levels.length; cell++) {
		if (levels[cell] === OUTSIDE) continue;
		const root = find(cell);
		if (root === cell) firstCell.push(cell);
		zoneOf[cell] = root === cell ? firstCell.length - 1 : zoneOf[root];
	}
	return { zoneOf, firstCell };
}

/** The polygons of outlines that belong together: each hole goes into the smallest outer ring round it. */
export function polygonsOf(outlines: readonly Outline[]): Position[][][] {
	const outers = outlines.filter((outline) => outline.areaM2 > 0).sort((a, b) => a.areaM2 - b.areaM2);
	const polygons = outers.map((outer) => [outer.ring]);
	for (const hole of outlines) {
		if (hole.areaM2 > 0) continue;
		const [[ax, ay], [bx, by]] = hole.ring;
		const at =
			outers.length === 1 ? 0 : outers.findIndex((outer) => isInside(outer.ring, (ax + bx) / 2, (ay + by) / 2));
		polygons[at].push(hole.ring);
	}
	return polygons;
}

function isInside(ring: readonly Position[], x: number, y: number): boolean {
	let inside = false;
	for (let k = 0; k + 1 < ring.length; k++) {
		const [ax, ay] = ring[k];
		const [bx, by] = ring[k + 1];
		if (ay <= y !== by <= y && ax + ((y - ay) * (bx - ax)) / (by - ay) <= x) inside = !inside;
	}
	return inside;
}
