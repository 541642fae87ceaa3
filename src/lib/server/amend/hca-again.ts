import { indexShapes, pairsWithin, type ShapeIndex } from '../../geo/nearby.ts';
import { selectShapes } from '../../geo/select-shapes.ts';
import type { Shapes } from '../../geo/shapes.ts';
import type { DistrictColumns } from '../../risk/district.ts';
import { chainsOf } from '../../risk/hca/chains.ts';
import { hcaOf, isHcaAsked } from '../../risk/hca/find.ts';
import type { PipelineHca } from '../../risk/hca/hca.ts';
import { LAYER_IDS, type LayerId } from '../../risk/layer.ts';
import type { RuleSet } from '../../risk/rule-set.ts';
import { siteReachOf } from '../../risk/standards/gb32167.ts';
import { around, partOf } from './surroundings.ts';

const NEIGHBOURS = LAYER_IDS.filter((layer) => layer !== 'pipeline');

/** How far around its pipelines a district is asked for places where people gather, metres: the furthest of any. */
export function furthestSiteM({ pipeline }: DistrictColumns, rules: RuleSet): number {
	return pipeline.attributes.reduce((most, attributes) => Math.max(most, siteReachM(attributes, rules)), 0);
}

function siteReachM(attributes: DistrictColumns['pipeline']['attributes'][number], rules: RuleSet): number {
	if (!isHcaAsked(attributes) || attributes.pipeClass !== 'gas_trunk') return 0;
	const { diameterMm: d, pressureMPa: p } = attributes;
	return siteReachOf(typeof d === 'number' ? d : null, typeof p === 'number' ? p : null, rules).reachM;
}

/**
 * The high consequence areas of a district in which some features changed: those of the pipelines beside which one of
 * them stands or stood, each with all that lies along it, and of pipelines that changed. `shapes` are those of the
 * changed features, `before` was found with places looked for as far as `furthestBeforeM`.
 */
export function highConsequenceAgain(
	columns: DistrictColumns,
	before: readonly PipelineHca[],
	changed: { shapes: Shapes; ids: ReadonlySet<string>; furthestBeforeM: number },
	indexOf: (layer: LayerId) => ShapeIndex,
	rules: RuleSet
): PipelineHca[] {
	const { ids, attributes, shapes } = columns.pipeline;
	const asked = [...ids.keys()].filter((i) => isHcaAsked(attributes[i]));
	const furthestM = furthestSiteM(columns, rules);
	if (furthestM !== changed.furthestBeforeM) return hcaOf(columns, rules);
	const { strip, items } = rules.tables.hca;
	const reaches = Object.values(items).map((item) => ('reach' in item ? item.reach.value : 0));
	const reachM = Math.max(strip.value, furthestM, ...reaches);
	const lines = selectShapes(shapes, Uint32Array.from(asked));
	const near = new Set(pairsWithin(changed.shapes, indexShapes(lines), reachM).b);
	// A window runs on over the pipelines of a chain: what stands beside one of them counts for all.
	const isTouched = new Set(asked.filter((i, k) => near.has(k) || changed.ids.has(ids[i])));
	const again = chainsOf(columns.pipeline, asked)
		.filter((chain) => chain.some(({ feature }) => isTouched.has(feature)))
		.flatMap((chain) => chain.map(({ feature }) => feature));
	const known = new Map(before.map((one) => [one.pipeline, one]));
	if (again.length > 0) {
		const chosen = around(columns, indexOf, selectShapes(shapes, Uint32Array.from(again)), () => reachM, NEIGHBOURS);
		// One of each layer, so that none that holds something elsewhere looks empty.
		for (const [layer, at] of chosen) chosen.set(layer, new Set([0, ...at]));
		// All of them: where a chain ends depends on what else ends there, and how far places are looked for on the widest.
		chosen.set('pipeline', new Set(ids.keys()));
		const isAgain = new Set(again.map((i) => ids[i]));
		for (const one of hcaOf(partOf(columns, chosen), rules, isAgain)) known.set(one.pipeline, one);
	}
	return asked.flatMap((i) => known.get(ids[i]) ?? []);
}
