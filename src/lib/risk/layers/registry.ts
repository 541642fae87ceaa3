import { LAYER_IDS, type Layer, type LayerId } from '../layer.ts';
import { area } from './area.ts';
import { building } from './building.ts';
import { emergencyResource } from './emergency-resource.ts';
import { enterprise } from './enterprise.ts';
import { geohazardZone } from './geohazard-zone.ts';
import { hazardSource } from './hazard-source.ts';
import { park } from './park.ts';
import { pipeline } from './pipeline.ts';
import { powerLine } from './power-line.ts';
import { protectionTarget } from './protection-target.ts';
import { riskContour } from './risk-contour.ts';
import { road } from './road.ts';
import { water } from './water.ts';

const BY_ID: Readonly<Record<LayerId, Layer>> = {
	area,
	enterprise,
	hazard_source: hazardSource,
	pipeline,
	building,
	park,
	protection_target: protectionTarget,
	geohazard_zone: geohazardZone,
	risk_contour: riskContour,
	road,
	power_line: powerLine,
	water,
	emergency_resource: emergencyResource
};

/** All layers, in the order in which lists show them. */
export const LAYERS: readonly Layer[] = LAYER_IDS.map((id) => BY_ID[id]);

/** The layer of an id. Throws a RangeError for an id that is none of LAYER_IDS. */
export function layerOf(id: string): Layer {
	if (!Object.hasOwn(BY_ID, id)) throw new RangeError(`Layer "${id}" is not one of ${LAYER_IDS.join(', ')}.`);
	return BY_ID[id as LayerId];
}
