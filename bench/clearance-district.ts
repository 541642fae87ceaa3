import { randomOf } from '../data/demo/random.ts';
import { ShapesBuilder } from '../src/lib/geo/geojson-shapes.ts';
import { planeOf } from '../src/lib/geo/plane.ts';
import type { Shapes } from '../src/lib/geo/shapes.ts';

/** The box of the benches, degrees: 34 by 28 km on the north-west of Wuhan. */
const BOX = { west: 113.95, south: 30.55, east: 114.3, north: 30.8 };

export const BENCH_SRID = 4547;

export interface BenchDistrict {
	buildings: Shapes;
	pipelines: Shapes;
	segments: number;
}

/**
 * Buildings (turned rectangles of 8 to 30 m) and pipelines (walks of `segmentsEach` segments of 100 m) in EPSG:4547,
 * strewn evenly over the box. The same seed gives the same district.
 */
export function benchDistrict(
	buildingCount: number,
	pipelineCount: number,
	segmentsEach: number,
	seed = 42
): BenchDistrict {
	const { next: random } = randomOf('clearance bench', seed);
	const plane = planeOf(BENCH_SRID);
	const [west, south] = plane.project(BOX.west, BOX.south);
	const [east, north] = plane.project(BOX.east, BOX.north);
	const place = (): [number, number] => [west + random() * (east - west), south + random() * (north - south)];

	const buildings = new ShapesBuilder();
	for (let k = 0; k < buildingCount; k++) {
		const [x, y] = place();
		const turn = random() * Math.PI;
		const [ux, uy] = [Math.cos(turn), Math.sin(turn)];
		const length = 4 + random() * 11;
		const width = 4 + random() * 11;
		const corner = (s: number, t: number) => [
			x + s * length * ux - t * width * uy,
			y + s * length * uy + t * width * ux
		];
		const ring = [corner(-1, -1), corner(1, -1), corner(1, 1), corner(-1, 1), corner(-1, -1)];
		buildings.addGeometry({ type: 'Polygon', coordinates: [ring] });
	}

	const pipelines = new ShapesBuilder();
	for (let k = 0; k < pipelineCount; k++) {
		let [x, y] = place();
		let heading = random() * 2 * Math.PI;
		const line = [[x, y]];
		for (let s = 0; s < segmentsEach; s++) {
			heading += (random() - 0.5) * 0.6;
			x += 100 * Math.cos(heading);
			y += 100 * Math.sin(heading);
			line.push([x, y]);
		}
		pipelines.addGeometry({ type: 'LineString', coordinates: line });
	}
	return { buildings: buildings.finish(), pipelines: pipelines.finish(), segments: pipelineCount * segmentsEach };
}
