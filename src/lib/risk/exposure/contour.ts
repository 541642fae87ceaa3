import { containing, indexShapes, pairsWithin } from '../../geo/nearby.ts';
import { selectShapes } from '../../geo/select-shapes.ts';
import { pointOnSurface } from '../../geo/surface-point.ts';
import type { DistrictColumns } from '../district.ts';
import type { RuleSet } from '../rule-set.ts';
import type { Boundary } from './plant.ts';
import { liesInside } from './plant.ts';
import type { Exposure } from './exposure.ts';

/**
 * The protection targets inside the individual-risk contour of each hazard source, in their order. A contour is a
 * unit's own where the unit stands in it, unless the two name different enterprises. Left out are targets that lie
 * wholly in the plant, kinds of place without people, and the classes of GB 36894-2018 that may stand in there.
 */
export function inContours(
	columns: DistrictColumns,
	boundaries: readonly Boundary[],
	rules: RuleSet
): Exposure['inContour'][] {
	const { hazard_source: units, enterprise, risk_contour: contours, protection_target: targets } = columns;
	const { contour } = rules.tables.upgrades;
	const drawn = positionsOf(contours.attributes, (one) => {
		return one.kind === 'individual_risk' && one.frequency === contour.frequency;
	});
	const sensitive = positionsOf(targets.attributes, (one) => {
		const isHeld = !contour.classesLeftOut.includes(String(one.classGB36894));
		return isHeld && !rules.tables.exposure.withoutPeople.includes(String(one.kind));
	});
	if (drawn.length === 0 || sensitive.length === 0) return units.ids.map(() => []);
	const index = indexShapes(selectShapes(contours.shapes, drawn));
	const pairs = pairsWithin(index.shapes, selectShapes(targets.shapes, sensitive), 0);
	return units.ids.map((_, i) => {
		const [x, y] = pointOnSurface(units.shapes, i);
		const own = containing(x, y, index).filter((c) => {
			const names = [contours.attributes[drawn[c]].enterprise, units.attributes[i].enterprise];
			return names.some((name) => (name ?? null) === null) || names[0] === names[1];
		});
		const plant = boundaries[i].kind === 'plant' ? enterprise.shapes : units.shapes;
		const found: Exposure['inContour'] = [];
		for (let k = 0; k < pairs.count; k++) {
			const target = sensitive[pairs.b[k]];
			if (!own.includes(pairs.a[k]) || liesInside(targets.shapes, target, plant, boundaries[i].at)) continue;
			found.push({
				contour: contours.ids[drawn[pairs.a[k]]],
				feature: targets.ids[target],
				name: targets.names[target]
			});
		}
		return found;
	});
}

function positionsOf<T>(all: readonly T[], keep: (one: T) => boolean): Uint32Array {
	const at: number[] = [];
	all.forEach((one, i) => {
		if (keep(one)) at.push(i);
	});
	return Uint32Array.from(at);
}
