import { ShapesBuilder } from '../../geo/geojson-shapes.ts';
import { neighboursOf } from '../../geo/nearby.ts';
import { layersOf } from '../clearance/role.ts';
import { LAYER_IDS, type LayerId } from '../layer.ts';
import type { Proposal } from './answer.ts';
import { partsOf } from './ask.ts';
import { guisesOf } from './project.ts';
import type { Surroundings } from './surroundings.ts';

/** West, south, east, north in the metric plane. */
export type MetricBox = [number, number, number, number];

/**
 * The features that a proposal may be asked of wherever it is moved within a box: positions in each layer's columns,
 * ascending. What must contain the site is there whole, and so is what the proposal extends.
 */
export function featuresNearBox(
	around: Surroundings,
	proposal: Proposal,
	box: MetricBox
): Record<LayerId, Uint32Array> {
	const [west, south, east, north] = box;
	const builder = new ShapesBuilder();
	const ring = [
		[west, south],
		[east, south],
		[east, north],
		[west, north],
		[west, south]
	];
	builder.addGeometry({ type: 'Polygon', coordinates: [ring] });
	const shapes = builder.finish();
	const found = Object.fromEntries(LAYER_IDS.map((layer) => [layer, new Set<number>()])) as Record<
		LayerId,
		Set<number>
	>;
	for (const part of partsOf(guisesOf(proposal, around.rules), around.asked)) {
		const { rule, side } = part;
		const roles = side === 'source' ? rule.targets : rule.sources;
		for (const layer of layersOf(roles, rule.set)) {
			const players = around.players(roles, layer);
			if (players === null) continue;
			const ownM = around.reachOfPart(part, layer);
			// Accuracies widen a reach; that of the site is not known yet and is seldom more than this.
			const reachM = Number.isFinite(ownM) ? ownM + players.accuracyM + SITE_ACCURACY_M : Infinity;
			for (const { b } of neighboursOf(shapes, 0, players.index, reachM)) found[layer].add(players.at[b]);
		}
	}
	const extended = proposal.extends === null ? null : around.find(proposal.extends);
	if (extended !== null) found[extended.columns.layer].add(extended.i);
	const entries = LAYER_IDS.map((layer) => [layer, Uint32Array.from(found[layer]).sort()] as const);
	return Object.fromEntries(entries) as Record<LayerId, Uint32Array>;
}

const SITE_ACCURACY_M = 100;
