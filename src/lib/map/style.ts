import type {
	ExpressionSpecification,
	FilterSpecification,
	LayerSpecification,
	SourceSpecification,
	StyleSpecification
} from 'maplibre-gl';
import type { Switch } from './address.ts';
import { PATTERNED, patternId } from './patterns.ts';
import type { Status } from '$lib/api.ts';
import { LEVEL_CODE } from '$lib/risk/level.ts';
import type { LevelKey } from '$lib/ui/levels.ts';
import { LEVEL_KEYS, LEVEL_LOOK } from '$lib/ui/levels.ts';

export interface StyleInput {
	/** Template of the district's tiles; null while there is no district. */
	tiles: string | null;
	basemap: Status['basemap'];
	language: 'zh' | 'en';
	/** How much larger than at 16 px the page's type is: a wall is read from afar. */
	typeScale: number;
}

/** Drawn from the fonts of the machine: no glyph server (docs/decisions). */
const FONT = ['Noto Sans SC', 'Noto Sans CJK SC', 'PingFang SC', 'Microsoft YaHei', 'sans-serif'];
const PAPER = '#f5f4f0';
const WATER = '#cfdfe8';
const ROAD = '#ffffff';
const ROAD_EDGE = '#d3d0c8';
const BUILDING = '#dedbd3';
const INK = '#2b2f36';
/** Orange is crossed, so its lines are twice as many. */
const PATTERN_OPACITY: Readonly<Record<LevelKey, number>> = { red: 0.5, orange: 0.3, yellow: 0.6, blue: 0, none: 0.35 };
const EMPTY = { type: 'FeatureCollection' as const, features: [] };

/** The level of a tile's feature, a code from 0 to 4, as a colour. */
function byLevelCode(part: 'fill' | 'ink', ungraded?: string): ExpressionSpecification {
	const [red, orange, yellow, blue, none] = LEVEL_KEYS.map((level) => LEVEL_LOOK[level][part]);
	return ['match', ['get', 'level'], 4, red, 3, orange, 2, yellow, 1, blue, ungraded ?? none];
}

function isLevel(level: LevelKey): FilterSpecification {
	return level === 'none' ? ['!', ['to-boolean', ['get', 'level']]] : ['==', ['get', 'level'], level];
}

/** Line width that grows with the zoom: pairs of zoom and pixels. */
function width(...stops: number[]): ExpressionSpecification {
	return ['interpolate', ['exponential', 1.5], ['zoom'], ...stops] as ExpressionSpecification;
}

/** Which layers of the style a switch of the page shows or hides. */
export const STYLE_LAYERS: Readonly<Record<Switch, readonly string[]>> = {
	zones: [...LEVEL_KEYS.map((level) => `zone-${level}`), ...PATTERNED.map(patternId), 'zone-edge', 'zone-letter'],
	violations: [],
	area: ['area-edge', 'district-edge', 'area-name'],
	enterprise: ['enterprise-area', 'enterprise-name'],
	hazard_source: ['hazard_source-area', 'hazard_source-name'],
	pipeline: ['pipeline-casing', 'pipeline', 'pipeline-name'],
	building: ['building', 'building-graded'],
	park: ['park', 'park-edge', 'park-name'],
	protection_target: ['protection_target', 'protection_target-name'],
	geohazard_zone: ['geohazard_zone', 'geohazard_zone-edge'],
	road: ['road-casing', 'road', 'road-name'],
	power_line: ['power_line'],
	water: ['water', 'water-line', 'water-name']
};

/** Layers of the style whose features carry a level: how opaque they are drawn. */
const GRADED: Readonly<Record<string, { property: 'fill-opacity' | 'line-opacity'; full: number }>> = {
	'pipeline-casing': { property: 'line-opacity', full: 0.9 },
	pipeline: { property: 'line-opacity', full: 1 },
	'building-graded': { property: 'fill-opacity', full: 1 },
	park: { property: 'fill-opacity', full: 0.1 },
	'park-edge': { property: 'line-opacity', full: 1 },
	geohazard_zone: { property: 'fill-opacity', full: 0.25 },
	'geohazard_zone-edge': { property: 'line-opacity', full: 1 }
};

/** Opacities for the level that the list is filtered by: features of other levels step back. */
export function opacitiesOf(chosen: LevelKey | null) {
	return Object.entries(GRADED).map(([id, { property, full }]) => {
		const code = chosen === null || chosen === 'none' ? 0 : LEVEL_CODE[chosen];
		const isChosen: ExpressionSpecification = ['==', ['to-number', ['get', 'level'], 0], code];
		const dimmed: ExpressionSpecification = ['case', isChosen, full, 0.05 * full];
		return { id, property, value: chosen === null ? full : dimmed };
	});
}

/** The style of the map: a quiet base from the district's own tiles, over which the four colours speak. */
export function styleOf(input: StyleInput): StyleSpecification {
	const sources: Record<string, SourceSpecification> = {
		zones: { type: 'geojson', data: EMPTY, tolerance: 0 },
		chosen: { type: 'geojson', data: EMPTY },
		// Tiles cut areas into pieces, and each piece would carry the name.
		areas: { type: 'geojson', data: EMPTY }
	};
	if (input.tiles) sources.own = { type: 'vector', tiles: [input.tiles], minzoom: 6, maxzoom: 16 };
	if (input.basemap) sources.basemap = { type: 'raster', ...input.basemap };
	const layers = [
		...ground(input),
		...zoneFills(),
		...structures(),
		...zoneEdges(),
		...boundaries(),
		...chosen(),
		...labels(input)
	].filter((layer) => !('source' in layer) || (typeof layer.source === 'string' && layer.source in sources));
	return { version: 8, sources, layers };
}

function ground({ basemap }: StyleInput): LayerSpecification[] {
	const background: LayerSpecification = { id: 'paper', type: 'background', paint: { 'background-color': PAPER } };
	if (basemap) return [background, { id: 'basemap', type: 'raster', source: 'basemap', paint: { 'raster-saturation': -0.6 } }];
	return [
		background,
		own('water', 'water', 'fill', { 'fill-color': WATER, 'fill-antialias': true }, ['==', ['geometry-type'], 'Polygon']),
		own('water-line', 'water', 'line', { 'line-color': WATER, 'line-width': width(8, 0.6, 16, 8) }, [
			'==',
			['geometry-type'],
			'LineString'
		])
	];
}

function own(
	id: string,
	sourceLayer: string,
	type: 'fill' | 'line' | 'circle',
	paint: Record<string, unknown>,
	filter?: FilterSpecification,
	minzoom?: number
): LayerSpecification {
	return {
		id,
		type,
		source: 'own',
		'source-layer': sourceLayer,
		paint,
		...(filter ? { filter } : {}),
		...(minzoom ? { minzoom } : {})
	} as LayerSpecification;
}

/** Near the ground, what stands in a zone matters more than the zone. */
function thinning(opacity: number): ExpressionSpecification {
	return ['interpolate', ['linear'], ['zoom'], 13, opacity, 16, opacity * 0.55];
}

function zoneFills(): LayerSpecification[] {
	const fills = LEVEL_KEYS.map(
		(level): LayerSpecification => ({
			id: `zone-${level}`,
			type: 'fill',
			source: 'zones',
			filter: isLevel(level),
			paint: {
				'fill-color': LEVEL_LOOK[level].fill,
				'fill-opacity': thinning(LEVEL_LOOK[level].zoneOpacity),
				'fill-antialias': false
			}
		})
	);
	const patterns = PATTERNED.map(
		(level): LayerSpecification => ({
			id: patternId(level),
			type: 'fill',
			source: 'zones',
			filter: isLevel(level),
			paint: { 'fill-pattern': patternId(level), 'fill-opacity': thinning(PATTERN_OPACITY[level]) }
		})
	);
	return [...fills, ...patterns];
}

function structures(): LayerSpecification[] {
	const isMain: ExpressionSpecification = [
		'match',
		['get', 'kind'],
		['motorway', 'expressway', 'trunk', 'primary', 'highway', 'railway'],
		true,
		false
	];
	const graded: FilterSpecification = ['>', ['to-number', ['get', 'level'], 0], 0];
	const isArea: FilterSpecification = ['==', ['geometry-type'], 'Polygon'];
	const roadWidth = (extra: number): ExpressionSpecification => [
		'interpolate',
		['exponential', 1.6],
		['zoom'],
		9,
		['case', isMain, 1 + extra * 0.5, 0.3],
		13,
		['case', isMain, 3 + extra, 1.1 + extra * 0.6],
		17,
		['case', isMain, 16 + extra, 8 + extra]
	];
	return [
		own('park', 'park', 'fill', { 'fill-color': byLevelCode('fill'), 'fill-opacity': 0.1 }, isArea),
		own('geohazard_zone', 'geohazard_zone', 'fill', { 'fill-color': byLevelCode('fill'), 'fill-opacity': 0.25 }, isArea),
		own('road-casing', 'road', 'line', { 'line-color': ROAD_EDGE, 'line-width': roadWidth(1.4) }, undefined, 12),
		own('road', 'road', 'line', { 'line-color': ROAD, 'line-width': roadWidth(0), 'line-opacity': 0.92 }),
		own('building', 'building', 'fill', { 'fill-color': BUILDING, 'fill-outline-color': '#c4c0b6' }, isArea, 13),
		own(
			'building-graded',
			'building',
			'fill',
			{ 'fill-color': byLevelCode('fill'), 'fill-outline-color': byLevelCode('ink') },
			['all', isArea, graded],
			13
		),
		own('enterprise-area', 'enterprise', 'line', { 'line-color': byLevelCode('ink'), 'line-width': 1 }, isArea, 13),
		own('hazard_source-area', 'hazard_source', 'line', { 'line-color': byLevelCode('ink'), 'line-width': 1.5 }, isArea, 13),
		own('park-edge', 'park', 'line', { 'line-color': byLevelCode('ink'), 'line-width': width(9, 1, 16, 2.5), 'line-dasharray': [4, 2] }, isArea),
		own('geohazard_zone-edge', 'geohazard_zone', 'line', { 'line-color': byLevelCode('ink'), 'line-width': 1.2, 'line-dasharray': [1, 1.5] }, isArea),
		own('power_line', 'power_line', 'line', { 'line-color': '#6f7480', 'line-width': width(10, 0.6, 16, 1.6), 'line-dasharray': [6, 2, 1, 2] }, undefined, 10),
		own('pipeline-casing', 'pipeline', 'line', { 'line-color': '#ffffff', 'line-width': width(9, 2.4, 16, 7), 'line-opacity': 0.9 }),
		own('pipeline', 'pipeline', 'line', { 'line-color': byLevelCode('fill', '#565c66'), 'line-width': width(9, 1.3, 16, 4) }),
		own(
			'protection_target',
			'protection_target',
			'circle',
			{
				'circle-color': '#ffffff',
				'circle-stroke-color': '#34506b',
				'circle-stroke-width': width(11, 1, 16, 2),
				'circle-radius': width(11, 1.5, 16, 4.5)
			},
			['==', ['geometry-type'], 'Point'],
			11
		)
	];
}

function zoneEdges(): LayerSpecification[] {
	const [red, orange, yellow, blue, none] = LEVEL_KEYS.map((level) => LEVEL_LOOK[level].ink);
	return [
		{
			id: 'zone-edge',
			type: 'line',
			source: 'zones',
			filter: ['!=', ['get', 'level'], 'blue'],
			paint: {
				'line-color': ['match', ['get', 'level'], 'red', red, 'orange', orange, 'yellow', yellow, 'blue', blue, none],
				'line-width': width(9, 0.3, 15, 1.4),
				'line-opacity': ['interpolate', ['linear'], ['zoom'], 10, 0.35, 14, 0.85]
			}
		}
	];
}

const IS_DISTRICT: FilterSpecification = ['==', ['get', 'kind'], 'district'];
const NOT_DISTRICT: FilterSpecification = ['!=', ['get', 'kind'], 'district'];

function boundaries(): LayerSpecification[] {
	const dashes = { 'line-color': '#5d6470', 'line-width': width(8, 0.8, 16, 2), 'line-dasharray': [5, 2.5] };
	const edge = { 'line-color': '#2f3540', 'line-width': width(8, 1.6, 16, 3.5) };
	return [own('area-edge', 'area', 'line', dashes, NOT_DISTRICT), own('district-edge', 'area', 'line', edge, IS_DISTRICT)];
}

function chosen(): LayerSpecification[] {
	const paint = { 'line-color': '#0b0d10', 'line-width': width(9, 2.5, 17, 4) };
	return [
		{ id: 'chosen-halo', type: 'line', source: 'chosen', paint: { 'line-color': '#ffffff', 'line-width': width(9, 5.5, 17, 8) } },
		{ id: 'chosen', type: 'line', source: 'chosen', paint }
	];
}

function labels({ language, typeScale }: StyleInput): LayerSpecification[] {
	const size = (...stops: number[]): ExpressionSpecification =>
		['interpolate', ['linear'], ['zoom'], ...stops.map((stop, i) => (i % 2 ? stop * typeScale : stop))] as ExpressionSpecification;
	const name = (id: string, sourceLayer: string, minzoom: number, textSize: ExpressionSpecification, more: object = {}, paint: object = {}) =>
		({
			id,
			type: 'symbol',
			source: 'own',
			'source-layer': sourceLayer,
			minzoom,
			layout: { 'text-field': ['coalesce', ['get', 'name'], ''], 'text-font': FONT, 'text-size': textSize, 'text-padding': 6, ...more },
			paint: { 'text-color': INK, 'text-halo-color': 'rgba(255,255,255,0.92)', 'text-halo-width': 1.6, ...paint }
		}) as LayerSpecification;
	const letter = (level: LevelKey) => LEVEL_LOOK[level].letter[language];
	const [red, orange, yellow, blue, none] = LEVEL_KEYS.map(letter);
	const below = { 'text-anchor': 'top', 'text-offset': [0, 0.9], 'text-max-width': 9 };
	return [
		{
			id: 'zone-letter',
			type: 'symbol',
			source: 'zones',
			// A letter only where its zone is large enough to hold it.
			filter: ['>', ['get', 'areaM2'], ['step', ['zoom'], 6e6, 11, 1.2e6, 12, 3e5, 13, 6e4, 14, 0]],
			layout: {
				'text-field': ['match', ['get', 'level'], 'red', red, 'orange', orange, 'yellow', yellow, 'blue', blue, none],
				'text-font': FONT.map((font) => (font === 'sans-serif' ? font : `${font} Bold`)),
				'text-size': size(9, 11, 14, 17),
				'text-padding': 10,
				'symbol-sort-key': ['match', ['get', 'level'], 'red', 0, 'orange', 1, 'yellow', 2, 3]
			},
			paint: { 'text-color': INK, 'text-halo-color': '#ffffff', 'text-halo-width': 2 }
		},
		name('road-name', 'road', 14, size(14, 10, 17, 13), { 'symbol-placement': 'line' }, { 'text-color': '#6a675f' }),
		name('water-name', 'water', 11, size(11, 11, 16, 15), {}, { 'text-color': '#3c6785' }),
		name('pipeline-name', 'pipeline', 13, size(13, 10, 17, 12), { 'symbol-placement': 'line' }),
		name('protection_target-name', 'protection_target', 15, size(15, 10, 18, 13), below, { 'text-color': '#34506b' }),
		name('enterprise-name', 'enterprise', 15, size(15, 10, 18, 13), below),
		name('hazard_source-name', 'hazard_source', 13, size(13, 10, 18, 13), below),
		name('park-name', 'park', 11, size(11, 11, 16, 14), {}, { 'text-color': '#4a4256' }),
		{
			...name('area-name', '', 8, size(8, 11, 14, 17), { 'text-letter-spacing': 0.08, 'text-padding': 2 }),
			source: 'areas',
			'source-layer': undefined
		} as LayerSpecification
	];
}
