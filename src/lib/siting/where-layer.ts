import type { CanvasSource, Map as Chart } from 'maplibre-gl';
import type { WhereAnswer } from './api.ts';
import { CELL_PX, cellsOf, whereImage } from './where-image.ts';

const ID = 'siting-where';

/** Lays the map of where it could stand under what is drawn; null takes it away. */
export function showWhere(chart: Chart, answer: WhereAnswer | null): void {
	if (chart.getLayer(ID)) chart.removeLayer(ID);
	if (chart.getSource(ID)) chart.removeSource(ID);
	if (answer === null) return;
	const { columns, rows, corners } = answer;
	const canvas = document.createElement('canvas');
	canvas.width = columns * CELL_PX;
	canvas.height = rows * CELL_PX;
	const image = new ImageData(whereImage(cellsOf(answer.cells), columns, rows), canvas.width, canvas.height);
	canvas.getContext('2d')?.putImageData(image, 0, 0);
	chart.addSource(ID, {
		type: 'canvas',
		canvas,
		animate: false,
		coordinates: corners as CanvasSource['coordinates']
	});
	const below = chart.getStyle().layers.find(({ id }) => id.startsWith('td-') || id.startsWith('siting-'))?.id;
	chart.addLayer(
		{ id: ID, type: 'raster', source: ID, paint: { 'raster-resampling': 'nearest', 'raster-fade-duration': 0 } },
		below
	);
}
