import type { Feature, FeatureCollection } from 'geojson';
import type { GeoJSONSource, LayerSpecification, Map as Chart } from 'maplibre-gl';
import type { LngLat } from './api.ts';
import { FONT } from '$lib/map/style-words.ts';
import type { Level } from '$lib/risk/level.ts';
import { keyOf, LEVEL_LOOK } from '$lib/ui/levels.ts';

const SOURCE = 'round';
const INK = '#123a73';

/** A stop as the map shows it. */
export interface DrawnStop {
	no: number;
	place: LngLat;
	level: Level | null;
}

export interface DrawnRound {
	start: LngLat | null;
	stops: readonly DrawnStop[];
	/** It ends where it began. */
	returns: boolean;
	/** Number of the stop that is looked at. */
	chosen: number | null;
}

/** Shows a round on the map: its stops with their numbers, its start, and the way from one to the next. */
export function showRound(chart: Chart, round: DrawnRound, typeScale: number): void {
	const source = chart.getSource(SOURCE) as GeoJSONSource | undefined;
	if (source) {
		void source.setData(collectionOf(round));
		return;
	}
	chart.addSource(SOURCE, { type: 'geojson', data: collectionOf(round) });
	for (const layer of layersOf(typeScale)) chart.addLayer(layer);
}

/** The box around a round: west, south, east, north; null where there is nothing of it. */
export function boxOf({ start, stops }: Pick<DrawnRound, 'start' | 'stops'>): [number, number, number, number] | null {
	const places = [...(start === null ? [] : [start]), ...stops.map(({ place }) => place)];
	if (places.length === 0) return null;
	const [lngs, lats] = [places.map(({ lng }) => lng), places.map(({ lat }) => lat)];
	return [Math.min(...lngs), Math.min(...lats), Math.max(...lngs), Math.max(...lats)];
}

/** Number of the stop under a point of the map; null: none. */
export function stopAt(chart: Chart, { x, y }: { x: number; y: number }): number | null {
	if (!chart.getLayer('round-stop')) return null;
	const reach = 14;
	const box: [[number, number], [number, number]] = [
		[x - reach, y - reach],
		[x + reach, y + reach]
	];
	const [found] = chart.queryRenderedFeatures(box, { layers: ['round-stop'] });
	return found === undefined ? null : Number(found.properties.no);
}

function collectionOf({ start, stops, returns, chosen }: DrawnRound): FeatureCollection {
	const at = ({ lng, lat }: LngLat) => [lng, lat];
	const way = [...(start === null ? [] : [start]), ...stops.map(({ place }) => place)].map(at);
	if (returns && way.length > 1) way.push(way[0]);
	const features: Feature[] = stops.map(({ no, place, level }) => {
		const { fill, on } = LEVEL_LOOK[keyOf(level)];
		return {
			type: 'Feature',
			geometry: { type: 'Point', coordinates: at(place) },
			properties: { part: 'stop', no, text: String(no), fill, on, chosen: no === chosen }
		};
	});
	if (way.length > 1) {
		features.push({
			type: 'Feature',
			geometry: { type: 'LineString', coordinates: way },
			properties: { part: 'way' }
		});
	}
	if (start !== null) {
		features.push({
			type: 'Feature',
			geometry: { type: 'Point', coordinates: at(start) },
			properties: { part: 'start' }
		});
	}
	return { type: 'FeatureCollection', features };
}

function layersOf(typeScale: number): LayerSpecification[] {
	const part = (name: string) => ['==', ['get', 'part'], name] as ['==', ...unknown[]];
	const chosen = (yes: unknown, no: unknown) => ['case', ['get', 'chosen'], yes, no];
	const words = { 'text-font': FONT, 'text-allow-overlap': true, 'text-ignore-placement': true };
	const layers = [
		{
			id: 'round-way-casing',
			type: 'line',
			filter: part('way'),
			paint: { 'line-color': '#ffffff', 'line-width': 6, 'line-opacity': 0.85 }
		},
		{
			id: 'round-way',
			type: 'line',
			filter: part('way'),
			// Dashed: the straight way from place to place, and no road.
			paint: { 'line-color': INK, 'line-width': 2.5, 'line-dasharray': [2.4, 1.4] }
		},
		{
			id: 'round-start',
			type: 'circle',
			filter: part('start'),
			paint: { 'circle-radius': 7, 'circle-color': '#ffffff', 'circle-stroke-color': INK, 'circle-stroke-width': 4 }
		},
		{
			id: 'round-stop',
			type: 'circle',
			filter: part('stop'),
			paint: {
				'circle-radius': chosen(17 * typeScale, 13 * typeScale),
				'circle-color': ['get', 'fill'],
				'circle-stroke-color': chosen(INK, '#ffffff'),
				'circle-stroke-width': chosen(4, 2)
			}
		},
		{
			id: 'round-number',
			type: 'symbol',
			filter: part('stop'),
			layout: { ...words, 'text-field': ['get', 'text'], 'text-size': 14 * typeScale },
			paint: { 'text-color': ['get', 'on'] }
		}
	];
	return layers.map((layer) => ({ ...layer, source: SOURCE })) as LayerSpecification[];
}
