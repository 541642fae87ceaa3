import { blockOf, fits } from './lots.ts';
import { boxOf } from './obstacles.ts';
import type { Plan } from './plan.ts';
import { mix, type Point } from './plane-shapes.ts';
import { randomOf } from './random.ts';

/** Fish ponds: two or three rows to a cell with dykes between them, clear of roads, pipelines and borders. */
export function* pondsOf(plan: Plan): Generator<Point[]> {
	const { land } = plan;
	for (let j = 0; j < land.rows; j++) {
		for (let i = 0; i < land.columns; i++) {
			if (land.use(i, j) !== 'ponds') continue;
			const random = randomOf(plan.seed, 'ponds', i, j);
			const block = blockOf(plan, i, j);
			const [a, b, c, d] = block.corners;
			const at = (s: number, t: number): Point => mix(mix(a, b, s), mix(d, c, s), t);
			const [columns, rows] = random.happens(0.5) ? [2, 3] : [3, 2];
			const edge = 0.09;
			const dyke = 0.02;
			const step = (1 - 2 * edge) / columns;
			const rise = (1 - 2 * edge) / rows;
			for (let k = 0; k < columns * rows; k++) {
				if (random.happens(0.12)) continue;
				const s = edge + (k % columns) * step;
				const t = edge + Math.floor(k / columns) * rise;
				const [w, h] = [step - dyke, rise - dyke];
				const ring = [at(s, t), at(s + w, t), at(s + w, t + h), at(s, t + h)];
				const box = boxOf(ring);
				const isFree = [plan.solid, plan.kept].every((held) => held.isClear(ring, held.around(box)));
				if (isFree && fits(block, ring)) yield ring;
			}
		}
	}
}
