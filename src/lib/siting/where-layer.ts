import type { CanvasSource, Map as Chart } from 'maplibre-gl';
import type { WhereAnswer } from './api.ts';
import { cellPxOf, cellsOf, whereImage } from './where-image.ts';

const ID = 'siting-where';
/** What must be seen over it: the pipelines, else the names. */
const BELOW = ['pipeline-casing', 'zone-letter'];

/** Lays the map of where it could stand under what is drawn; null takes it away. */
export function showWhere(chart: Chart, answer: WhereAnswer | null): void {
	if (chart.getLayer(ID)) chart.removeLayer(ID);
	if (chart.getSource(ID)) chart.removeSource(ID);
	if (answer === null) return;
	const { columns, rows, corners } = answer;
	const cellPx = cellPxOf(columns, rows);
	const canvas = document.createElement('canvas');
	canvas.width = columns * cellPx;
	canvas.height = rows * cellPx;
	const image = new ImageData(whereImage(cellsOf(answer.cells), columns, rows, cellPx), canvas.width, canvas.height);
	canvas.getContext('2d')?.putImageData(image, 0, 0);
	chart.addSource(ID, {
		type: 'canvas',
		canvas,
		animate: false,
		coordinates: corners as CanvasSource['coordinates']
	});
	const below = BELOW.find((id) => chart.getLayer(id));
	chart.addLayer(
		{ id: ID, type: 'raster', source: ID, paint: { 'raster-resampling': 'nearest', 'raster-fade-duration': 0 } },
		below
	);
}
