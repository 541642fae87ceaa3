import type { FeatureCollection } from 'geojson';
import type { ExpressionSpecification, LayerSpecification, StyleSpecification } from 'maplibre-gl';
import { PALETTES } from '../map/palette.ts';
import { PATTERNED, patternId } from '../map/patterns.ts';
import { strip } from '../map/style-base.ts';
import { marked } from '../map/style-marked.ts';
import { byLevelCode, own, type StyleInput } from '../map/style-words.ts';
import { styleOf } from '../map/style.ts';
import { themed, type Speaks } from './map-appearance.ts';
import { scaled, times } from './map-scale.ts';
import { ALERT_LAYERS, alertRings, dangerMarks, focusRings } from './map-marks-style.ts';
import { CHANGES, CHANGE_LOOK, changePattern } from './map-change.ts';

const PALETTE = PALETTES.dark;
const EMPTY = { type: 'FeatureCollection' as const, features: [] };
/** What only the wall draws, by source; each is filled by map-sources.svelte.ts. */
const SOURCES = ['difference', 'dangers', 'alerts', 'focused'] as const;

/** Storeys are on record more often than heights (系统设定: 3 m a storey, 6 m where neither is). */
const HEIGHT_M: ExpressionSpecification = [
	'case',
	['has', 'heightM'],
	['get', 'heightM'],
	['has', 'storeys'],
	['*', 3, ['get', 'storeys']],
	6
];

/** Only red is named from farther away than on the other pages; on a wall everything else would be a carpet of names. */
const IS_RED: ExpressionSpecification = ['==', ['to-number', ['get', 'level'], 0], 4];
const NAMED_WHEN_RED: Readonly<Record<string, number>> = { 'hazard_source-name': 12, 'enterprise-name': 13.5 };
/** Names that would be a carpet, and what only an answer of the other pages points at. */
const NOT_ON_A_WALL = new Set([
	...['protection_target-name', 'road-name', 'hca-name', 'risk_contour-name'],
	...marked(PALETTE).map(({ id }) => id),
	...strip(PALETTE).map(({ id }) => id)
]);

/** What the wall's map looks like. */
export interface WallLook extends StyleInput {
	speaks: Speaks;
	/** The colour of subdistricts by how much of their hidden dangers is closed. */
	shares: ExpressionSpecification | string;
	/**
	 * It flies, on a machine that draws slowly: without fine grain. Colours, letters and names stay, and so does what the
	 * theme is about.
	 */
	flying: boolean;
}

/**
 * The style of the wall's map: that of pages in the dark palette, with what only the wall shows at its places. Lines,
 * rings and halos grow with the type. `zones` are those that are known already, so that they are there
 * with the first picture.
 */
export function wallStyleOf(look: WallLook, zones: FeatureCollection | null): StyleSpecification {
	const base = styleOf(look);
	const sources: StyleSpecification['sources'] = { ...base.sources };
	for (const id of SOURCES) sources[id] = { type: 'geojson', data: EMPTY };
	if (zones !== null) sources.zones = { type: 'geojson', data: zones, tolerance: 0 };
	const layers = base.layers.filter(({ id }) => !NOT_ON_A_WALL.has(id)).map(forWall);
	put(layers, 'area-edge', [...(look.tiles ? [progressFill(look.shares)] : []), ...changeFills()]);
	put(layers, 'zone-letter', look.tiles ? [tallBuildings()] : []);
	layers.push(...alertRings(), ...dangerMarks(look), ...focusRings(look));
	const drawn = themed(look.flying ? layers.filter((layer) => !isFine(layer)) : layers, look.speaks);
	return { ...base, sources, layers: drawn.map((layer) => scaled(layer, look.typeScale)) };
}

const FINE = new Set(['zone-edge', ...PATTERNED.map(patternId)]);

/**
 * What a flight leaves out: edges and patterns, and what is drawn from tiles, which would have to be fetched on the way.
 * Left out of the style and not only unseen: what has a layer is worked out for each part of the map that comes into view.
 */
function isFine(layer: LayerSpecification): boolean {
	return FINE.has(layer.id) || ('source' in layer && layer.source === 'own' && layer.id !== 'progress');
}

/** Where a click asks for what the style itself draws, in this order. */
export const PICKED_FIRST = ['danger', ...ALERT_LAYERS];
export const PICKED_LAST = [
	'pipeline',
	'pipeline-casing',
	'building-tall',
	'hazard_source-area',
	'enterprise-area',
	'park-edge',
	'geohazard_zone'
];

/** How much larger than on the other pages the names of the subdistricts are: they are read from farthest away. */
const AREA_NAMES = 1.3;

function forWall(layer: LayerSpecification): LayerSpecification {
	const minzoom = NAMED_WHEN_RED[layer.id];
	if (minzoom !== undefined) return { ...layer, minzoom, filter: IS_RED } as LayerSpecification;
	if (layer.id === 'area-name' && layer.type === 'symbol') {
		const size = times(layer.layout?.['text-size'], AREA_NAMES) as ExpressionSpecification;
		return { ...layer, layout: { ...layer.layout, 'text-size': size } };
	}
	if (layer.id.startsWith('risk_contour')) return { ...layer, minzoom: 12.5 };
	return layer;
}

function put(layers: LayerSpecification[], before: string, added: LayerSpecification[]): void {
	const at = layers.findIndex(({ id }) => id === before);
	layers.splice(at < 0 ? layers.length : at, 0, ...added);
}

/** Subdistricts by how much of their hidden dangers is closed. */
function progressFill(shares: WallLook['shares']): LayerSpecification {
	const isSubdistrict: ExpressionSpecification = ['!=', ['get', 'kind'], 'district'];
	const paint = { 'fill-color': shares, 'fill-opacity': 0.85 };
	return {
		...own('progress', 'area', 'fill', paint, isSubdistrict),
		layout: { visibility: 'none' }
	} as LayerSpecification;
}

/** What changed between two runs: colour and over it strokes, each kind its own. */
function changeFills(): LayerSpecification[] {
	return CHANGES.flatMap((change): LayerSpecification[] => {
		const common = { source: 'difference', filter: ['==', ['get', 'change'], change] as ExpressionSpecification };
		const { colour, opacity } = CHANGE_LOOK[change];
		return [
			{
				id: `change-${change}`,
				type: 'fill',
				...common,
				paint: { 'fill-color': colour, 'fill-opacity': opacity, 'fill-antialias': false }
			},
			{ id: `change-${change}-strokes`, type: 'fill', ...common, paint: { 'fill-pattern': changePattern(change) } },
			{ id: `change-${change}-edge`, type: 'line', ...common, paint: { 'line-color': colour, 'line-width': 1 } }
		];
	});
}

/** Buildings as they stand, near enough that they help. */
function tallBuildings(): LayerSpecification {
	const isGraded: ExpressionSpecification = ['>', ['to-number', ['get', 'level'], 0], 0];
	return {
		id: 'building-tall',
		type: 'fill-extrusion',
		source: 'own',
		'source-layer': 'building',
		minzoom: 14.5,
		filter: ['==', ['geometry-type'], 'Polygon'],
		paint: {
			'fill-extrusion-color': ['case', isGraded, byLevelCode(PALETTE, 'fill'), '#3a4856'],
			'fill-extrusion-height': HEIGHT_M,
			'fill-extrusion-opacity': 0.8
		}
	};
}
