import type { Map as Chart } from 'maplibre-gl';
import type { WallOverlay } from './map-overlay.ts';

/** A pointer that lies still so long is hidden, milliseconds. */
const STILL_MS = 5000;

/** A window that moves to another screen is sharp there within, milliseconds. */
const LOOK_MS = 1000;

/**
 * Keeps the canvas at the pixel ratio of the screen that it is on; ends it. By looking: neither a media query nor an
 * observer tells of every such change (Chromium's emulated screens fire nothing), and a look costs no frame.
 */
export function followPixelRatio(chart: Chart): () => void {
	let ratio = window.devicePixelRatio;
	const timer = setInterval(() => {
		if (window.devicePixelRatio === ratio) return;
		ratio = window.devicePixelRatio;
		chart.setPixelRatio(ratio);
	}, LOOK_MS);
	return () => clearInterval(timer);
}

/** Tells whether the pointer over an element lies still; ends it. */
export function watchStillness(element: HTMLElement, tell: (still: boolean) => void): () => void {
	let timer = 0;
	const moved = () => {
		tell(false);
		clearTimeout(timer);
		timer = window.setTimeout(() => tell(true), STILL_MS);
	};
	element.addEventListener('pointermove', moved);
	element.addEventListener('pointerdown', moved);
	return () => {
		clearTimeout(timer);
		element.removeEventListener('pointermove', moved);
		element.removeEventListener('pointerdown', moved);
	};
}

/** Hears hands on the map: pointer, wheel and the keys that move it; ends it. */
export function hearTouch(element: HTMLElement, touched: () => void): () => void {
	const options = { passive: true, capture: true };
	const events = ['pointerdown', 'wheel', 'keydown'] as const;
	for (const event of events) element.addEventListener(event, touched, options);
	return () => {
		for (const event of events) element.removeEventListener(event, touched, options);
	};
}

/** Shows by the pointer what can be picked; ends it. */
export function hearHover(chart: Chart, overlay: () => WallOverlay | null): () => void {
	let frame = 0;
	chart.on('mousemove', ({ point, originalEvent }) => {
		// Picking reads the graphics card: once a frame is enough, and not while the map is dragged or flies.
		cancelAnimationFrame(frame);
		if (originalEvent.buttons !== 0 || chart.isMoving()) return;
		frame = requestAnimationFrame(() => {
			chart.getCanvas().style.cursor = overlay()?.hitAt(point.x, point.y) ? 'pointer' : '';
		});
	});
	return () => cancelAnimationFrame(frame);
}

/** Where the map looks from, in words for whoever watches the page: longitude, latitude, zoom, bearing, pitch. */
export function cameraTextOf(chart: Chart): string {
	const { lng, lat } = chart.getCenter();
	const turn = [chart.getZoom().toFixed(4), chart.getBearing().toFixed(2), chart.getPitch().toFixed(2)];
	return [lng.toFixed(7), lat.toFixed(7), ...turn].join(',');
}

/** Takes a map down, and what it put into the page; a map whose graphics card is gone cannot do so in order by itself. */
export function removeChart(chart: Chart): void {
	const container = chart.getContainer();
	try {
		chart.remove();
	} catch {
		container.replaceChildren();
	}
}

/** Are the zones drawn, and names of the subdistricts, of which there are so many? That is the first picture that says something. */
export function hasFirstPicture(chart: Chart, subdistricts: number): boolean {
	const isThere = ['zones', 'areas'].every((source) => chart.getSource(source) && chart.isSourceLoaded(source));
	return isThere && subdistricts > 0 && chart.queryRenderedFeatures({ layers: ['area-name'] }).length > 0;
}

/** What the map shows as an image, with everything that is drawn in its canvas. It is read in the frame that drew it. */
export function imageOf(chart: Chart): Promise<ImageBitmap> {
	chart.redraw();
	return createImageBitmap(chart.getCanvas());
}
