import type { LayerId } from '../../risk/layer.ts';
import type { Path } from './drawing.ts';

type Look = Pick<Path, 'fill' | 'opacity' | 'stroke' | 'width' | 'dash'>;

/** How a layer is drawn on paper: told apart by dash and width as well as by colour. */
export const LAYER_LOOK: Readonly<Record<LayerId, Look>> = {
	area: { fill: null, opacity: 1, stroke: '#6c7480', width: 0.8, dash: [6, 2, 1, 2] },
	water: { fill: '#cfe3f3', opacity: 1, stroke: '#6f9dc2', width: 0.4, dash: null },
	park: { fill: '#efe6f6', opacity: 0.6, stroke: '#76519b', width: 0.8, dash: [4, 2] },
	geohazard_zone: { fill: '#eadfcf', opacity: 0.8, stroke: '#7a5320', width: 0.8, dash: [1, 2] },
	risk_contour: { fill: null, opacity: 1, stroke: '#b4232f', width: 0.8, dash: [2, 2] },
	road: { fill: '#dedede', opacity: 1, stroke: '#a5a29a', width: 1.6, dash: null },
	building: { fill: '#d8d2c8', opacity: 1, stroke: '#8a8175', width: 0.35, dash: null },
	enterprise: { fill: '#f0d9b8', opacity: 0.9, stroke: '#8a5a12', width: 0.8, dash: null },
	hazard_source: { fill: '#f3c1bd', opacity: 0.9, stroke: '#9c0f1c', width: 1, dash: null },
	protection_target: { fill: '#cfe8d2', opacity: 0.9, stroke: '#22663a', width: 0.9, dash: null },
	emergency_resource: { fill: '#d3e5f5', opacity: 0.9, stroke: '#1c5a8c', width: 0.9, dash: null },
	power_line: { fill: null, opacity: 1, stroke: '#4a4a8f', width: 1, dash: [8, 2, 2, 2] },
	pipeline: { fill: null, opacity: 1, stroke: '#b3430a', width: 1.6, dash: [10, 2] }
};

/** Ground first, lines last: what is drawn over what. */
export const LAYER_ORDER: readonly LayerId[] = [
	'water',
	'park',
	'geohazard_zone',
	'area',
	'road',
	'building',
	'enterprise',
	'protection_target',
	'hazard_source',
	'emergency_resource',
	'risk_contour',
	'power_line',
	'pipeline'
];
