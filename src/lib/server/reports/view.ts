import type { Position } from 'geojson';
import type { Box, Point } from './drawing.ts';

/** A window onto the metric plane: grid north is up, and the scale is a round one. */
export interface View {
	/** Where it stands on the drawing, points. */
	frame: Box;
	/** What it shows of the plane, metres: west, south, east, north. */
	ground: readonly [number, number, number, number];
	/** 1 : `scale` on paper. */
	scale: number;
}

/** Metres of paper in one point. */
const POINT_M = 0.0254 / 72;

/** Scales of which one is near enough that the map fills its frame. */
const SCALES = [1, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10];
/** What is easily counted in: a grid, the parts of a scale bar. */
const ROUND = [1, 2, 5, 10];

/** The largest round scale, 1:100 at most, at which a box of the plane (metres) fits into a frame of the drawing. */
export function viewOf(box: readonly [number, number, number, number], frame: Box): View {
	const [west, south, east, north] = box;
	const [width, height] = [(frame[2] - frame[0]) * POINT_M, (frame[3] - frame[1]) * POINT_M];
	const scale = nextOf(SCALES, Math.max((east - west) / width, (north - south) / height, 100));
	const [x, y] = [(west + east) / 2, (south + north) / 2];
	const [halfX, halfY] = [(width * scale) / 2, (height * scale) / 2];
	return { frame, ground: [x - halfX, y - halfY, x + halfX, y + halfY], scale };
}

/** Metres of ground in one point of the drawing. */
export function metresAPoint({ scale }: View): number {
	return scale * POINT_M;
}

/** Where a place of the plane stands on the drawing. */
export function onPaper(view: View, [x, y]: Position): Point {
	const metres = metresAPoint(view);
	return [view.frame[0] + (x - view.ground[0]) / metres, view.frame[1] + (view.ground[3] - y) / metres];
}

/** The least of 1, 2 and 5, times a power of ten, that is not below `least`. */
export function roundUp(least: number): number {
	return nextOf(ROUND, least);
}

function nextOf(steps: readonly number[], least: number): number {
	const power = 10 ** Math.floor(Math.log10(least));
	return Math.round(steps.find((one) => one * power >= least * (1 - 1e-12))! * power * 1e6) / 1e6;
}
