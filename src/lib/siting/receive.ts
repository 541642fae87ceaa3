import { rulesInForce } from '../risk/clearance/catalogue.ts';
import type { DistrictColumns, LayerColumns } from '../risk/district.ts';
import { LAYER_IDS, type LayerId } from '../risk/layer.ts';
import type { Level } from '../risk/level.ts';
import { ruleSetOf, SHIPPED } from '../risk/rule-set.ts';
import { Surroundings } from '../risk/siting/surroundings.ts';
import { ShapesBuilder } from '../geo/geojson-shapes.ts';
import type { NeighbourColumns, Neighbours } from './api.ts';
import { readShapes } from './shapes-text.ts';

/** The surroundings that the server sent, ready to be asked as it asks them. */
export function surroundingsFrom(district: string, sent: Neighbours): Surroundings {
	const rules = sent.rules === null ? SHIPPED : ruleSetOf(sent.rules.edition, sent.rules.tables);
	const columns = LAYER_IDS.map((layer) => [layer, columnsOf(layer, sent.layers[layer])] as const);
	const levels = new Map<string, Level>();
	for (const layer of Object.values(sent.layers)) {
		layer.ids.forEach((id, i) => {
			const level = layer.levels[i];
			if (level !== null) levels.set(id, level);
		});
	}
	return new Surroundings(Object.fromEntries(columns) as unknown as DistrictColumns, {
		inForce: rulesInForce(sent.today, district, rules),
		rules,
		today: sent.today,
		answered: new Set(sent.answered),
		outline: readShapes(sent.outline),
		levelOf: (feature) => levels.get(feature) ?? null
	});
}

function columnsOf(layer: LayerId, sent: NeighbourColumns | undefined): LayerColumns {
	if (sent === undefined) {
		return { layer, ids: [], names: [], attributes: [], accuracyM: [], shapes: new ShapesBuilder().finish() };
	}
	const { ids, names, attributes, accuracyM } = sent;
	return { layer, ids, names, attributes, accuracyM, shapes: readShapes(sent.shapes) };
}
