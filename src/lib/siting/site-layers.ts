import type { Feature, FeatureCollection, Position } from 'geojson';
import type { GeoJSONSource, LayerSpecification, Map as Chart } from 'maplibre-gl';
import { isDrawable } from './draw.ts';
import type { DrawnParcel } from './parcel.ts';
import { FONT } from '$lib/map/style-words.ts';

const SOURCE = 'siting';
const INK = '#4a0018';
const SITE = '#00525c';

/** A line between the nearest points of a finding, as it is drawn. */
export interface FindingLine {
	id: string;
	line: [[number, number], [number, number]];
	state: string;
	/** Measured against required. */
	label: string;
	/** Where the other feature is, seen from the site: the words stand on that side. */
	degrees: number;
	/** A long line is a bearing, not a gap: dozens of them would bury the map. */
	long: boolean;
}

export interface Shown {
	parcels: readonly (DrawnParcel & { at: Position; words: string })[];
	lines: readonly FindingLine[];
	/** Id of the line that is looked at. */
	lookedAt: string | null;
}

/** Shows the names of the parcels, those that cannot be drawn on, and the lines of the findings. */
export function showOnMap(chart: Chart, shown: Shown, typeScale: number): void {
	const source = chart.getSource(SOURCE) as GeoJSONSource | undefined;
	if (source) void source.setData(collectionOf(shown));
	else addLayers(chart, collectionOf(shown), typeScale);
}

function addLayers(chart: Chart, data: FeatureCollection, typeScale: number): void {
	chart.addSource(SOURCE, { type: 'geojson', data, tolerance: 0 });
	for (const layer of layersOf(typeScale)) chart.addLayer(layer);
}

function collectionOf({ parcels, lines, lookedAt }: Shown): FeatureCollection {
	const features: Feature[] = [];
	for (const { geometry, at, words } of parcels) {
		if (!isDrawable(geometry)) features.push({ type: 'Feature', geometry, properties: { part: 'fixed' } });
		features.push({
			type: 'Feature',
			geometry: { type: 'Point', coordinates: at },
			properties: { part: 'name', words }
		});
	}
	for (const { id, line, state, label, degrees, long } of lines) {
		const isLookedAt = id === lookedAt;
		const properties = {
			part: 'line',
			state,
			label: isLookedAt ? label : '',
			loud: isLookedAt,
			quiet: long && !isLookedAt
		};
		features.push({ type: 'Feature', geometry: { type: 'LineString', coordinates: line }, properties });
		for (const end of line) {
			features.push({
				type: 'Feature',
				geometry: { type: 'Point', coordinates: end },
				properties: { ...properties, part: 'end' }
			});
		}
		const middle = [(line[0][0] + line[1][0]) / 2, (line[0][1] + line[1][1]) / 2];
		if (isLookedAt)
			features.push({
				type: 'Feature',
				geometry: { type: 'Point', coordinates: middle },
				properties: { part: 'label', label, anchor: anchorOf(degrees) }
			});
	}
	return { type: 'FeatureCollection', features };
}

/** The side of the words that lies at the line, so that they do not cover the site. */
function anchorOf(degrees: number): string {
	return ['bottom', 'left', 'top', 'right'][Math.round(degrees / 90) % 4];
}

function layersOf(typeScale: number): LayerSpecification[] {
	const part = (name: string) => ['==', ['get', 'part'], name] as ['==', ...unknown[]];
	const loud = (yes: unknown, no: unknown) => ['case', ['get', 'loud'], yes, no];
	const quiet = (opacity: number) => ['case', ['get', 'quiet'], opacity, 1];
	const words = { 'text-font': FONT, 'text-allow-overlap': true, 'text-ignore-placement': true };
	const layers = [
		{ id: 'siting-fixed', type: 'fill', filter: part('fixed'), paint: { 'fill-color': SITE, 'fill-opacity': 0.16 } },
		{ id: 'siting-fixed-edge', type: 'line', filter: part('fixed'), paint: { 'line-color': SITE, 'line-width': 3 } },
		{
			id: 'siting-line-casing',
			type: 'line',
			filter: part('line'),
			paint: { 'line-color': '#ffffff', 'line-width': loud(8, 4), 'line-opacity': quiet(0) }
		},
		{
			id: 'siting-line',
			type: 'line',
			filter: part('line'),
			paint: {
				'line-color': ['match', ['get', 'state'], 'broken', INK, 'met', '#1f5c3a', '#7a4300'],
				'line-width': loud(5, 2),
				'line-opacity': quiet(0.3)
			}
		},
		{
			id: 'siting-end',
			type: 'circle',
			filter: part('end'),
			paint: {
				'circle-radius': loud(5, 3),
				'circle-color': '#ffffff',
				'circle-stroke-color': INK,
				'circle-stroke-width': 1.5,
				'circle-opacity': quiet(0.3),
				'circle-stroke-opacity': quiet(0.3)
			}
		},
		{
			id: 'siting-name',
			type: 'symbol',
			filter: part('name'),
			layout: {
				...words,
				'text-field': ['get', 'words'],
				'text-size': 13 * typeScale,
				'text-anchor': 'bottom',
				'text-offset': [0, -0.6]
			},
			paint: { 'text-color': SITE, 'text-halo-color': '#ffffff', 'text-halo-width': 2.4 }
		},
		{
			id: 'siting-label',
			type: 'symbol',
			filter: part('label'),
			layout: {
				...words,
				'text-field': ['get', 'label'],
				'text-size': 15 * typeScale,
				'text-anchor': ['get', 'anchor'],
				'text-radial-offset': 0.8
			},
			paint: { 'text-color': INK, 'text-halo-color': '#ffffff', 'text-halo-width': 3 }
		}
	];
	return layers.map((layer) => ({ ...layer, source: SOURCE })) as LayerSpecification[];
}
