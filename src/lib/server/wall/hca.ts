import type { HcaClass } from '../../risk/hca/hca.ts';
import type { Wall } from '../../wall/api.ts';
import type { Counted } from './before.ts';
import { figureOf, type Moments } from './figure.ts';

/** The greatest consequence first. */
const CLASSES: readonly HcaClass[] = ['III', 'II', 'I'];

/** High consequence areas by class, with their metres of pipeline. Runs of an older edition did not look for them. */
export function hcaFigures(moments: Moments<Counted>): Wall['hca'] {
	return CLASSES.map((one) => {
		const count = ({ hca }: Partial<Counted>) => hca?.[one].segments;
		return {
			class: one,
			segments: figureOf(moments, count, { endpoint: 'segments', query: { class: one } }, 'hca'),
			metres: moments.now.hca?.[one].metres ?? 0
		};
	});
}
