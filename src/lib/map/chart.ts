import type { Map as Chart, StyleSpecification } from 'maplibre-gl';
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url';
import 'maplibre-gl/dist/maplibre-gl.css';
import { addImage } from './add-image.ts';
import type { Camera } from './address.ts';
import type { Cover } from './cover.ts';
import { PALETTES } from './palette.ts';
import { drawPattern, PATTERNED, patternId } from './patterns.ts';
import type { StyleInput } from './style-words.ts';
import { styleOf } from './style.ts';
import type { Aim, Box } from './view.svelte.ts';
import { m } from '$lib/paraglide/messages.js';

export interface ChartOptions {
	container: HTMLElement;
	style: StyleInput;
	camera: Camera | null;
	box: Box | null;
	/** Room that panels take, once the map is about to be made. */
	cover: () => Cover;
	/** Address of the worker's script, where another than its own answers with it. */
	worker?: (address: string) => string;
	/** The wall's style, which is made of that of pages; no buttons then, and a canvas as large as the wall. */
	wall?: StyleSpecification;
}

/** Pixels along a side: MapLibre's own bound of 4096 would blur a wall; what a graphics card cannot do it finds out. */
const WALL_CANVAS: [number, number] = [16_384, 16_384];

/** 东西湖's neighbourhood, when neither the address nor the district says where to look. */
const SOMEWHERE: Camera = { lng: 114.1, lat: 30.68, zoom: 9 };

/** Loads what a map is made of, so that one can be made later without a network. */
export async function loadMap(): Promise<void> {
	await Promise.all([import('maplibre-gl'), fetch(workerUrl)]);
}

/** Loads MapLibre and makes the map. */
export async function createChart(options: ChartOptions): Promise<Chart> {
	const { AttributionControl, Map, NavigationControl, ScaleControl, setWorkerUrl } = await import('maplibre-gl');
	setWorkerUrl(options.worker?.(workerUrl) ?? workerUrl);
	const start = options.camera ?? SOMEWHERE;
	const chart = new Map({
		container: options.container,
		style: options.wall ?? styleOf(options.style),
		...(options.wall ? { maxCanvasSize: WALL_CANVAS } : {}),
		center: [start.lng, start.lat],
		zoom: start.zoom,
		...(options.camera === null && options.box
			? { bounds: options.box, fitBoundsOptions: { padding: roomy(options.cover()) } }
			: {}),
		maxZoom: 19,
		attributionControl: false,
		dragRotate: false,
		pitchWithRotate: false,
		touchPitch: false,
		fadeDuration: 0,
		locale: {
			'Map.Title': options.wall ? m.wallmap_label() : m.map_label(),
			'NavigationControl.ZoomIn': m.map_zoom_in(),
			'NavigationControl.ZoomOut': m.map_zoom_out(),
			'AttributionControl.ToggleAttribution': m.map_attribution()
		}
	});
	chart.touchZoomRotate.disableRotation();
	chart.keyboard.disableRotation();
	if (!options.wall) chart.addControl(new NavigationControl({ showCompass: false }), 'bottom-right');
	chart.addControl(new ScaleControl({ maxWidth: 120, unit: 'metric' }), 'bottom-right');
	if (options.style.basemap?.attribution) chart.addControl(new AttributionControl({ compact: true }), 'bottom-right');
	const patterns = () => addPatterns(chart, options.style);
	patterns();
	chart.on('styleimagemissing', patterns);
	return chart;
}

function addPatterns(chart: Chart, { palette }: StyleInput): void {
	const pixelRatio = Math.max(2, window.devicePixelRatio);
	for (const level of PATTERNED) {
		const draw = () => drawPattern(PALETTES[palette].levels[level], pixelRatio);
		addImage(chart, patternId(level), draw, pixelRatio);
	}
}

/** What the map shows outside `cover`, the room that panels take. */
export function extentOf(chart: Chart, cover: Cover): Box {
	const { clientWidth, clientHeight } = chart.getContainer();
	const southWest = chart.unproject([cover.left, clientHeight - cover.bottom]);
	const northEast = chart.unproject([clientWidth - cover.right, cover.top]);
	return [southWest.lng, southWest.lat, northEast.lng, northEast.lat];
}

/** Moves the map to where it should look; at once for those who ask for less motion. */
export function flyTo(chart: Chart, aim: Aim, padding: Cover): void {
	const animate = !window.matchMedia('(prefers-reduced-motion: reduce)').matches;
	if (aim.kind === 'box') chart.fitBounds(aim.box, { padding: roomy(padding), animate, maxZoom: 17, duration: 700 });
	else
		chart.easeTo({
			center: [aim.lng, aim.lat],
			zoom: Math.max(chart.getZoom(), aim.zoom),
			offset: middle(padding),
			animate,
			duration: 700
		});
}

function roomy(padding: Cover): Cover {
	const room = 32;
	return {
		top: padding.top + room,
		bottom: padding.bottom + room,
		left: padding.left + room,
		right: padding.right + room
	};
}

/** From the middle of the map to the middle of what no panel covers, pixels. */
function middle({ top, bottom, left, right }: Cover): [number, number] {
	return [(left - right) / 2, (top - bottom) / 2];
}
