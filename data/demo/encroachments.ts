import { cellAt } from './frame.ts';
import { blockOf, fits, type Lot } from './lots.ts';
import { boxOf } from './obstacles.ts';
import type { Plan } from './plan.ts';
import { directionOf, distanceBetween, mix, rectangleOf, type Point } from './plane-shapes.ts';

/**
 * A house with its wall parallel to the line, `distanceM` to the left of its centre line (negative: across it), at the
 * first place from `fromShare` of the line on where it stands free in open country. `null` where there is none.
 */
export function houseBeside(
	plan: Plan,
	line: readonly Point[],
	distanceM: number,
	fromShare: number,
	size: { widthM: number; depthM: number }
): Lot | null {
	const { widthM, depthM } = size;
	for (let k = 1 + Math.floor(fromShare * (line.length - 2)); k < line.length; k++) {
		const [a, b] = [line[k - 1], line[k]];
		if (distanceBetween(a, b) < widthM + 4) continue;
		const along = directionOf(a, b);
		const foot = mix(a, b, 0.5 - widthM / 2 / distanceBetween(a, b));
		const start: Point = [foot[0] - along[1] * distanceM, foot[1] + along[0] * distanceM];
		const ring = rectangleOf(start, along, widthM, depthM);
		const [u, v] = plan.frame.planOf(start);
		const [i, j] = [cellAt(plan.frame.us, u), cellAt(plan.frame.vs, v)];
		if (i < 0 || j < 0 || plan.land.use(i, j) !== 'rural' || !fits(blockOf(plan, i, j), ring)) continue;
		if (!plan.solid.isClear(ring, plan.solid.around(boxOf(ring, 10)))) continue;
		plan.solid.addArea(ring, 6);
		const door: Point = [
			start[0] + (along[0] * widthM) / 2 - along[1] * 2,
			start[1] + (along[1] * widthM) / 2 + along[0] * 2
		];
		return { form: 'farmhouse', ring: [...ring], hull: ring, door, way: null, areaM2: widthM * depthM };
	}
	return null;
}
