/** What the wall's map is held against: MapLibre and deck.gl with the same points and columns, and nothing else. */
import { ColumnLayer, ScatterplotLayer } from '@deck.gl/layers';
import { MapLibreOverlay } from '@deck.gl/maplibre';
import { Map, setWorkerUrl } from 'maplibre-gl';
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url';
import 'maplibre-gl/dist/maplibre-gl.css';
import type { Units } from '../../src/lib/api.ts';

declare global {
	interface Window {
		fly: (to: { center: [number, number]; zoom: number; pitch: number }, ms: number) => void;
		isThere: boolean;
	}
}

setWorkerUrl(workerUrl);
const container = document.getElementById('map')!;
Object.assign(container.style, { position: 'absolute', inset: '0' });
const units = (await (await fetch('./units.json')).json()) as Units;
const at = (i: number): [number, number] => [units.lng[i], units.lat[i]];
const all = units.id.map((_, i) => i);
const map = new Map({
	container,
	style: {
		version: 8,
		sources: {},
		layers: [{ id: 'ground', type: 'background', paint: { 'background-color': '#0d1319' } }]
	},
	center: [units.lng[0], units.lat[0]],
	zoom: 11
});
map.once('load', () => {
	map.addControl(
		new MapLibreOverlay({
			interleaved: true,
			layers: [
				new ScatterplotLayer<number>({
					id: 'points',
					data: all,
					getPosition: at,
					radiusUnits: 'pixels',
					getRadius: 4,
					getFillColor: [255, 140, 20]
				}),
				new ColumnLayer<number>({
					id: 'columns',
					data: all.filter((i) => units.layer[i] === 'hazard_source'),
					getPosition: at,
					radius: 40,
					getElevation: 400,
					getFillColor: [245, 34, 45]
				})
			]
		})
	);
	map.once('idle', () => (window.isThere = true));
});
window.fly = ({ center, zoom, pitch }, ms) => void map.flyTo({ center, zoom, pitch, duration: ms });
