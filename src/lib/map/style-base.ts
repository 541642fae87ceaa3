import type { ExpressionSpecification, FilterSpecification, LayerSpecification } from 'maplibre-gl';
import type { StyleInput } from './style-words.ts';
import { byLevelCode, own, width } from './style-words.ts';

const PAPER = '#f5f4f0';
const WATER = '#cfdfe8';
const ROAD = '#ffffff';
const ROAD_EDGE = '#d3d0c8';
const BUILDING = '#dedbd3';

/** Paper and water, or a base map of one's own: what lies under the zones. */
export function ground({ basemap }: StyleInput): LayerSpecification[] {
	const background: LayerSpecification = { id: 'paper', type: 'background', paint: { 'background-color': PAPER } };
	if (basemap)
		return [background, { id: 'basemap', type: 'raster', source: 'basemap', paint: { 'raster-saturation': -0.6 } }];
	return [
		background,
		own('water', 'water', 'fill', { 'fill-color': WATER, 'fill-antialias': true }, [
			'==',
			['geometry-type'],
			'Polygon'
		]),
		own('water-line', 'water', 'line', { 'line-color': WATER, 'line-width': width(8, 0.6, 16, 8) }, [
			'==',
			['geometry-type'],
			'LineString'
		])
	];
}

/** What stands on the ground, over the zones. */
export function structures(): LayerSpecification[] {
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
		own('park', 'park', 'fill', { 'fill-color': byLevelCode('fill'), 'fill-opacity': 0.1 }, isArea),
		own(
			'geohazard_zone',
			'geohazard_zone',
			'fill',
			{ 'fill-color': byLevelCode('fill'), 'fill-opacity': 0.25 },
			isArea
		),
		own('road-casing', 'road', 'line', { 'line-color': ROAD_EDGE, 'line-width': roadWidth(1.4) }, ['!', isRail], 12),
		own('road', 'road', 'line', { 'line-color': ROAD, 'line-width': roadWidth(0), 'line-opacity': 0.92 }, [
			'!',
			isRail
		]),
		own(
			'rail',
			'road',
			'line',
			{ 'line-color': '#7d7a74', 'line-width': width(9, 0.8, 16, 3), 'line-dasharray': [4, 1.5] },
			isRail
		),
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
		own(
			'hazard_source-area',
			'hazard_source',
			'line',
			{ 'line-color': byLevelCode('ink'), 'line-width': 1.5 },
			isArea,
			13
		),
		own(
			'park-edge',
			'park',
			'line',
			{ 'line-color': byLevelCode('ink'), 'line-width': width(9, 1, 16, 2.5), 'line-dasharray': [4, 2] },
			isArea
		),
		own(
			'geohazard_zone-edge',
			'geohazard_zone',
			'line',
			{ 'line-color': byLevelCode('ink'), 'line-width': 1.2, 'line-dasharray': [1, 1.5] },
			isArea
		),
		own(
			'power_line',
			'power_line',
			'line',
			{ 'line-color': '#6f7480', 'line-width': width(10, 0.6, 16, 1.6), 'line-dasharray': [6, 2, 1, 2] },
			undefined,
			10
		)
	];
}

/** The pipelines, over the bands of their high consequence areas. */
export function pipes(): LayerSpecification[] {
	return [
		own('pipeline-casing', 'pipeline', 'line', {
			'line-color': '#ffffff',
			'line-width': width(9, 2.4, 16, 7),
			'line-opacity': 0.9
		}),
		own('pipeline', 'pipeline', 'line', {
			'line-color': byLevelCode('fill', '#565c66'),
			'line-width': width(9, 1.3, 16, 4)
		})
	];
}

const IS_DISTRICT: FilterSpecification = ['==', ['get', 'kind'], 'district'];
const NOT_DISTRICT: FilterSpecification = ['!=', ['get', 'kind'], 'district'];

/** Edges of the district and of the areas in it. */
export function boundaries(): LayerSpecification[] {
	const dashes = { 'line-color': '#5d6470', 'line-width': width(8, 0.8, 16, 2), 'line-dasharray': [5, 2.5] };
	const edge = { 'line-color': '#2f3540', 'line-width': width(8, 1.6, 16, 3.5) };
	return [
		own('area-edge', 'area', 'line', dashes, NOT_DISTRICT),
		own('district-edge', 'area', 'line', edge, IS_DISTRICT)
	];
}

/** The strip that a rule keeps clear around its source, and what stands in it. */
export function strip(): LayerSpecification[] {
	return [
		{
			id: 'strip',
			type: 'fill',
			source: 'strip',
			filter: ['==', ['get', 'part'], 'strip'],
			paint: { 'fill-color': '#4a0018', 'fill-opacity': 0.12 }
		},
		{
			id: 'strip-edge',
			type: 'line',
			source: 'strip',
			filter: ['==', ['get', 'part'], 'strip'],
			paint: { 'line-color': '#4a0018', 'line-width': 1.2, 'line-dasharray': [3, 2] }
		},
		{
			id: 'strip-overlap',
			type: 'fill',
			source: 'strip',
			filter: ['==', ['get', 'part'], 'overlap'],
			paint: { 'fill-color': '#4a0018', 'fill-opacity': 0.55 }
		}
	];
}

/** The outline of what is chosen. */
export function chosen(): LayerSpecification[] {
	const paint = { 'line-color': '#0b0d10', 'line-width': width(9, 2.5, 17, 4) };
	return [
		{
			id: 'chosen-halo',
			type: 'line',
			source: 'chosen',
			paint: { 'line-color': '#ffffff', 'line-width': width(9, 5.5, 17, 8) }
		},
		{ id: 'chosen', type: 'line', source: 'chosen', paint }
	];
}
