import { MapLibreOverlay } from '@deck.gl/maplibre';
import type { Device } from '@luma.gl/core';

/** deck.gl as a control of a map, drawing among the map's own layers; `end` is to be called once the map is taken down. */
export function createControl(): { control: MapLibreOverlay; end: () => void } {
	let device: Device | null = null;
	const control = new MapLibreOverlay({
		interleaved: true,
		layers: [],
		onDeviceInitialized: (made) => (device = made)
	});
	// deck.gl ends without it, and a listener of its device would keep the map, canvas and all, for ever.
	return { control, end: () => device?.getDefaultCanvasContext().destroy() };
}
