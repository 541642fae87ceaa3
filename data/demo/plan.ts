import { corridorsOf, trunksOf, type Corridor, type Trunks } from './corridors.ts';
import { ROAD_M } from './demo-numbers.ts';
import { frameOf, type Frame } from './frame.ts';
import { landOf, type Land } from './land.ts';
import { obstaclesOf, type Obstacles } from './obstacles.ts';
import { streetsOf, type Streets } from './streets.ts';
import { tilingOf, type Tiling } from './subdistricts.ts';
import { watersOf, type Water } from './waters.ts';

/** All that is decided before a house is built. */
export interface Plan {
	seed: number;
	scale: number;
	frame: Frame;
	tiling: Tiling;
	waters: Water[];
	corridors: Corridor[];
	trunks: Trunks;
	land: Land;
	streets: Streets;
	/** Water, corridors with the strips beside them, borders: nothing is built here. */
	solid: Obstacles;
	/** Lines that houses keep away from: trunk pipelines, power lines. What breaks the law is placed against them. */
	kept: Obstacles;
}

export function planOf(seed: number, scale: number): Plan {
	const frame = frameOf(seed, scale);
	const tiling = tilingOf(frame, seed, scale);
	const waters = watersOf(frame, tiling.outline, seed);
	const corridors = corridorsOf(frame, tiling.outline);
	const trunks = trunksOf(frame, tiling.outline);
	const ways = [...corridors.map((corridor) => corridor.line), trunks.gas, trunks.oil, trunks.high];
	const land = landOf(frame, tiling, waters, ways, seed, scale);
	const streets = streetsOf(frame, land, waters, tiling.outline, seed);
	const solid = obstaclesOf();
	for (const water of waters) solid.addArea(water.ring, 12);
	for (const { kind, line } of corridors) solid.addLine(line, ROAD_M[kind].halfWidth + ROAD_M[kind].setback);
	for (const border of tiling.borders) solid.addLine(border, 2.5);
	return { seed, scale, frame, tiling, waters, corridors, trunks, land, streets, solid, kept: obstaclesOf() };
}
