import type { Map as Chart } from 'maplibre-gl';

/** A pointer that lies still so long is hidden, milliseconds. */
const STILL_MS = 5000;

/** Keeps the canvas at the pixel ratio of the screen that it is on; ends it. */
export function followPixelRatio(chart: Chart): () => void {
	let query: MediaQueryList | null = null;
	function listen(): void {
		query?.removeEventListener('change', heed);
		query = window.matchMedia(`(resolution: ${window.devicePixelRatio}dppx)`);
		query.addEventListener('change', heed);
	}
	function heed(): void {
		chart.setPixelRatio(window.devicePixelRatio);
		listen();
	}
	listen();
	return () => query?.removeEventListener('change', heed);
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

/** Takes a map down, and what it put into the page; a map whose graphics card is gone cannot do so in order by itself. */
export function removeChart(chart: Chart): void {
	const container = chart.getContainer();
	try {
		chart.remove();
	} catch {
		container.replaceChildren();
	}
}

/** What the map shows as an image, with everything that is drawn in its canvas. It is read in the frame that drew it. */
export function imageOf(chart: Chart): Promise<ImageBitmap> {
	chart.redraw();
	return createImageBitmap(chart.getCanvas());
}
