import { pairsWithin, type ShapeIndex } from '../../geo/nearby.ts';
import { joinShapes, selectShapes } from '../../geo/select-shapes.ts';
import type { Shapes } from '../../geo/shapes.ts';
import type { DistrictColumns } from '../../risk/district.ts';
import { exposuresOf } from '../../risk/exposure/count.ts';
import type { Exposure } from '../../risk/exposure/exposure.ts';
import { boundariesOf, type Boundary } from '../../risk/exposure/plant.ts';
import type { LayerId } from '../../risk/layer.ts';
import type { RuleSet } from '../../risk/rule-set.ts';
import { around, partOf } from './surroundings.ts';

/**
 * The exposures of a district in which some features changed: those of hazard sources whose surroundings changed are
 * counted anew, the others stay. `shapes` are those of the changed features, as they were and as they are; `all`: a
 * plant may have become another one's, so that every hazard source is counted anew.
 */
export function exposedAgain(
	stored: DistrictColumns,
	before: readonly Exposure[],
	changed: { shapes: Shapes; sources: ReadonlySet<number>; all: boolean },
	indexOf: (layer: LayerId) => ShapeIndex,
	rules: RuleSet
): Exposure[] {
	const { hazard_source: units, enterprise } = stored;
	if (changed.all || before.length !== units.ids.length) return exposuresOf(stored, rules);
	const withinM = rules.tables.gb18218.exposureDistance.value;
	const plantAt = new Map(enterprise.ids.map((id, i) => [id, i]));
	const known = before.map(({ boundary }, i): Pick<Boundary, 'kind' | 'at'> => {
		return { kind: boundary.kind, at: boundary.kind === 'unit' ? i : plantAt.get(boundary.feature)! };
	});
	const near = pairsWithin(changed.shapes, shapesOf(stored, known), withinM);
	const again = [...new Set([...changed.sources, ...near.b])].sort((a, b) => a - b);
	if (again.length === 0) return [...before];
	const whole = (layer: LayerId) => [layer, new Set(stored[layer].ids.keys())] as const;
	const few = new Map([['hazard_source', new Set(again)] as const, whole('enterprise')]);
	const boundaries = shapesOf(partOf(stored, few), boundariesOf(partOf(stored, few), rules));
	const found = around(stored, indexOf, boundaries, () => withinM, ['building']);
	// A layer that holds something elsewhere must not look empty.
	const buildings = new Set(stored.building.ids.length > 0 ? [0, ...(found.get('building') ?? [])] : []);
	const part = partOf(
		stored,
		new Map([...few, ['building', buildings] as const, whole('protection_target'), whole('risk_contour')])
	);
	const fresh = new Map(exposuresOf(part, rules).map((one) => [one.hazardSource, one]));
	return before.map((one) => fresh.get(one.hazardSource) ?? one);
}

function shapesOf(columns: DistrictColumns, boundaries: readonly Pick<Boundary, 'kind' | 'at'>[]): Shapes {
	return joinShapes(
		boundaries.map(({ kind, at }) =>
			selectShapes((kind === 'plant' ? columns.enterprise : columns.hazard_source).shapes, Uint32Array.of(at))
		)
	);
}
