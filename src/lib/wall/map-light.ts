import type { Map as Chart } from 'maplibre-gl';

/** Names by which a browser says that no graphics card draws. */
const SOFTWARE = /swiftshader|llvmpipe|softpipe|software|basic render/i;
/** Frames that take longer on average make a flight jerk, milliseconds. */
const SLOW_MS = 50;
/** Share of the screen's pixels, along each side, at which a slow machine draws a flight. */
const FLIGHT_RATIO = 0.5;

/** Keeps flights smooth where drawing is slow. */
export interface Flights {
	/** A flight has just begun. */
	began: () => void;
	/** To be called once the map is taken down. */
	end: () => void;
}

/**
 * Tells when a flight is to be drawn with less on it, and when the map is at rest again and drawn in full. Only where
 * drawing is slow: no graphics card does it, or an earlier flight jerked. A flight then has fewer pixels, too.
 */
export function lightenFlights(chart: Chart, tell: (isLight: boolean) => void): Flights {
	let isSlow = isDrawnInSoftware(chart);
	let isLight = false;
	let since = 0;
	let frames = 0;
	let landing = 0;

	const drawn = () => frames++;
	const land = () => {
		if (chart.isMoving()) return;
		chart.off('render', drawn);
		if (frames > 0 && (performance.now() - since) / frames > SLOW_MS) isSlow = true;
		if (!isLight) return;
		isLight = false;
		chart.setPixelRatio(window.devicePixelRatio);
		tell(false);
	};
	// Not in the frame that ends the flight: a canvas that changes its size after it was drawn is blank for a frame.
	const ended = () => {
		clearTimeout(landing);
		landing = window.setTimeout(land);
	};
	chart.on('moveend', ended);
	return {
		began() {
			since = performance.now();
			frames = 0;
			chart.off('render', drawn);
			chart.on('render', drawn);
			if (!isSlow || isLight) return;
			isLight = true;
			chart.setPixelRatio(window.devicePixelRatio * FLIGHT_RATIO);
			tell(true);
		},
		end: () => clearTimeout(landing)
	};
}

function isDrawnInSoftware(chart: Chart): boolean {
	const gl = chart.getCanvas().getContext('webgl2');
	const info = gl?.getExtension('WEBGL_debug_renderer_info');
	return gl && info ? SOFTWARE.test(String(gl.getParameter(info.UNMASKED_RENDERER_WEBGL))) : false;
}
