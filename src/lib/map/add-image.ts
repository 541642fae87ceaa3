import type { Map as Chart } from 'maplibre-gl';

/** Gives the map an image by its name, unless it has it; only then it is drawn. `draw` gives null where there is no canvas. */
export function addImage(chart: Chart, name: string, draw: () => ImageData | null, pixelRatio: number): void {
	if (chart.hasImage(name)) return;
	const image = draw();
	if (image) chart.addImage(name, image, { pixelRatio });
}
