import { distanceBetween } from '../../geo/distance.ts';
import { isInside } from '../../geo/inside.ts';
import { containing, indexShapes, roundMm, type ShapeIndex } from '../../geo/nearby.ts';
import { AREA, type Shapes } from '../../geo/shapes.ts';
import { pointOnSurface } from '../../geo/surface-point.ts';
import type { DistrictColumns, LayerColumns } from '../district.ts';
import type { RuleSet } from '../rule-set.ts';

/** What the distance of one hazard source is measured from. */
export interface Boundary {
	kind: 'plant' | 'unit';
	/** Position in the columns of the enterprises, or of the hazard sources. */
	at: number;
	/** The plant on record, where it lies too far off to be this unit's, and how far, metres. */
	tooFar: { enterprise: number; distanceM: number } | null;
}

/**
 * The boundary of the plant of every hazard source, in their order: the enterprise drawn as an area that `enterprise`
 * names by id or name, else the smallest such area that holds the unit, else the unit itself, which is less than
 * GB 18218-2018 4.3 measures from.
 */
export function boundariesOf({ hazard_source: units, enterprise }: DistrictColumns, rules: RuleSet): Boundary[] {
	if (units.ids.length === 0) return [];
	const named = plantsByName(enterprise);
	const plants = indexShapes(enterprise.shapes);
	return units.ids.map((_, i) => {
		const owner = nearestNamed(units, i, enterprise, named);
		const isNear = owner !== null && roundMm(owner.distanceM) <= rules.tables.exposure.plant.value;
		if (isNear) return { kind: 'plant', at: owner.enterprise, tooFar: null };
		const around = smallestAround(units.shapes, i, plants);
		return around === null ? { kind: 'unit', at: i, tooFar: owner } : { kind: 'plant', at: around, tooFar: owner };
	});
}

/** Whether all of geometry i lies in area p, so that nothing of it is outside the boundary. Never so for points p. */
export function liesInside(shapes: Shapes, i: number, areas: Shapes, p: number): boolean {
	const { partStart, vertexStart, xy } = shapes;
	for (let v = vertexStart[partStart[i]]; v < vertexStart[partStart[i + 1]]; v++) {
		if (!isInside(areas, p, xy[2 * v], xy[2 * v + 1])) return false;
	}
	return true;
}

function plantsByName({ ids, names, shapes }: LayerColumns): Map<string, number[]> {
	const named = new Map<string, number[]>();
	const add = (name: string, i: number) => named.set(name, [...(named.get(name) ?? []), i]);
	for (let i = 0; i < ids.length; i++) {
		if (shapes.kind[i] !== AREA) continue;
		add(ids[i], i);
		const name = names[i]?.trim();
		if (name) add(name, i);
	}
	return named;
}

function nearestNamed(
	units: LayerColumns,
	i: number,
	enterprise: LayerColumns,
	named: ReadonlyMap<string, readonly number[]>
): Boundary['tooFar'] {
	const name = units.attributes[i].enterprise;
	if (typeof name !== 'string') return null;
	const known = named.get(name.trim()) ?? named.get(`enterprise/${name.trim()}`) ?? [];
	let nearest: Boundary['tooFar'] = null;
	for (const at of known) {
		const distanceM = distanceBetween(units.shapes, i, enterprise.shapes, at);
		if (nearest === null || distanceM < nearest.distanceM) nearest = { enterprise: at, distanceM };
	}
	return nearest;
}

function smallestAround(units: Shapes, i: number, plants: ShapeIndex): number | null {
	const [x, y] = pointOnSurface(units, i);
	const { box } = plants.shapes;
	const size = (at: number) => (box[4 * at + 2] - box[4 * at]) * (box[4 * at + 3] - box[4 * at + 1]);
	const around = containing(x, y, plants);
	return around.length === 0 ? null : around.reduce((least, at) => (size(at) < size(least) ? at : least));
}
