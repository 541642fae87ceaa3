import type { ExpressionSpecification, FilterSpecification, LayerSpecification } from 'maplibre-gl';
import { PALETTES, type Palette } from './palette.ts';
import type { StyleInput } from './style-words.ts';
import { byLevelCode, own, width } from './style-words.ts';

/** Paper and water, or a base map of one's own: what lies under the zones. */
export function ground({ basemap, palette }: StyleInput): LayerSpecification[] {
	const { paper, water, raster } = PALETTES[palette];
	const background: LayerSpecification = { id: 'paper', type: 'background', paint: { 'background-color': paper } };
	if (basemap) return [background, { id: 'basemap', type: 'raster', source: 'basemap', paint: raster }];
	return [
		background,
		own('water', 'water', 'fill', { 'fill-color': water, 'fill-antialias': true }, [
			'==',
			['geometry-type'],
			'Polygon'
		]),
		own('water-line', 'water', 'line', { 'line-color': water, 'line-width': width(8, 0.6, 16, 8) }, [
			'==',
			['geometry-type'],
			'LineString'
		])
	];
}

/** What stands on the ground, over the zones. */
export function structures(palette: Palette): LayerSpecification[] {
	const isMain: ExpressionSpecification = [
		'match',
		['get', 'kind'],
		['expressway', 'national', 'provincial'],
		true,
		false
	];
	const isRail: ExpressionSpecification = [
		'in',
		['get', 'kind'],
		['literal', ['railway', 'high_speed_rail', 'metro_surface', 'metro_underground']]
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
		own('park', 'park', 'fill', { 'fill-color': byLevelCode(palette, 'fill'), 'fill-opacity': 0.1 }, isArea),
		own(
			'geohazard_zone',
			'geohazard_zone',
			'fill',
			{ 'fill-color': byLevelCode(palette, 'fill'), 'fill-opacity': 0.25 },
			isArea
		),
		own(
			'road-casing',
			'road',
			'line',
			{ 'line-color': palette.roadEdge, 'line-width': roadWidth(1.4) },
			['!', isRail],
			12
		),
		own('road', 'road', 'line', { 'line-color': palette.road, 'line-width': roadWidth(0), 'line-opacity': 0.92 }, [
			'!',
			isRail
		]),
		own(
			'rail',
			'road',
			'line',
			{ 'line-color': palette.rail, 'line-width': width(9, 0.8, 16, 3), 'line-dasharray': [4, 1.5] },
			isRail
		),
		own(
			'building',
			'building',
			'fill',
			{ 'fill-color': palette.building, 'fill-outline-color': palette.buildingEdge },
			isArea,
			13
		),
		own(
			'building-graded',
			'building',
			'fill',
			{ 'fill-color': byLevelCode(palette, 'fill'), 'fill-outline-color': byLevelCode(palette, 'ink') },
			['all', isArea, graded],
			13
		),
		own(
			'enterprise-area',
			'enterprise',
			'line',
			{ 'line-color': byLevelCode(palette, 'ink'), 'line-width': 1 },
			isArea,
			13
		),
		own(
			'hazard_source-area',
			'hazard_source',
			'line',
			{ 'line-color': byLevelCode(palette, 'ink'), 'line-width': 1.5 },
			isArea,
			13
		),
		own(
			'park-edge',
			'park',
			'line',
			{ 'line-color': byLevelCode(palette, 'ink'), 'line-width': width(9, 1, 16, 2.5), 'line-dasharray': [4, 2] },
			isArea
		),
		own(
			'geohazard_zone-edge',
			'geohazard_zone',
			'line',
			{ 'line-color': byLevelCode(palette, 'ink'), 'line-width': 1.2, 'line-dasharray': [1, 1.5] },
			isArea
		),
		own(
			'power_line',
			'power_line',
			'line',
			{ 'line-color': palette.powerLine, 'line-width': width(10, 0.6, 16, 1.6), 'line-dasharray': [6, 2, 1, 2] },
			undefined,
			10
		)
	];
}

/** The pipelines, over the bands of their high consequence areas. */
export function pipes(palette: Palette): LayerSpecification[] {
	return [
		own('pipeline-casing', 'pipeline', 'line', {
			'line-color': palette.casing,
			'line-width': width(9, 2.4, 16, 7),
			'line-opacity': 0.9
		}),
		own('pipeline', 'pipeline', 'line', {
			'line-color': byLevelCode(palette, 'fill', palette.ungradedPipe),
			'line-width': width(9, 1.3, 16, 4)
		})
	];
}

const IS_DISTRICT: FilterSpecification = ['==', ['get', 'kind'], 'district'];
const NOT_DISTRICT: FilterSpecification = ['!=', ['get', 'kind'], 'district'];

/** Edges of the district and of the areas in it. */
export function boundaries(palette: Palette): LayerSpecification[] {
	const dashes = { 'line-color': palette.areaEdge, 'line-width': width(8, 0.8, 16, 2), 'line-dasharray': [5, 2.5] };
	const edge = { 'line-color': palette.districtEdge, 'line-width': width(8, 1.6, 16, 3.5) };
	return [
		own('area-edge', 'area', 'line', dashes, NOT_DISTRICT),
		own('district-edge', 'area', 'line', edge, IS_DISTRICT)
	];
}

/** The strip that a rule keeps clear around its source, and what stands in it. */
export function strip({ violation }: Palette): LayerSpecification[] {
	return [
		{
			id: 'strip',
			type: 'fill',
			source: 'strip',
			filter: ['==', ['get', 'part'], 'strip'],
			paint: { 'fill-color': violation, 'fill-opacity': 0.12 }
		},
		{
			id: 'strip-edge',
			type: 'line',
			source: 'strip',
			filter: ['==', ['get', 'part'], 'strip'],
			paint: { 'line-color': violation, 'line-width': 1.2, 'line-dasharray': [3, 2] }
		},
		{
			id: 'strip-overlap',
			type: 'fill',
			source: 'strip',
			filter: ['==', ['get', 'part'], 'overlap'],
			paint: { 'fill-color': violation, 'fill-opacity': 0.55 }
		}
	];
}

/** The outline of what is chosen. */
export function chosen(palette: Palette): LayerSpecification[] {
	const paint = { 'line-color': palette.chosen, 'line-width': width(9, 2.5, 17, 4) };
	return [
		{
			id: 'chosen-halo',
			type: 'line',
			source: 'chosen',
			paint: { 'line-color': palette.chosenHalo, 'line-width': width(9, 5.5, 17, 8) }
		},
		{ id: 'chosen', type: 'line', source: 'chosen', paint }
	];
}
