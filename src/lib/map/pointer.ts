import type { PickingInfo } from '@deck.gl/core';
import type { Map as Chart, MapMouseEvent } from 'maplibre-gl';
import type { View } from './view.svelte.ts';

type Pick = (x: number, y: number) => PickingInfo | null;
type Hit = { unit: number } | { finding: number } | null;

/** A click chooses the unit or the violation under it, else the place; moving shows what a click would choose. */
export function hearPointer(chart: Chart, view: View, pick: Pick): void {
	chart.on('click', (event) => {
		const hit = hitAt(event, pick);
		const unit = hit && 'unit' in hit ? view.units.value?.id[hit.unit] : undefined;
		const finding =
			hit && 'finding' in hit ? view.violations.value?.items.find(({ id }) => id === hit.finding) : undefined;
		if (unit !== undefined) view.selectFeature(unit);
		else if (finding) view.selectFinding(finding);
		else view.selectPlace(event.lngLat.lng, event.lngLat.lat);
	});
	let frame = 0;
	chart.on('mousemove', (event) => {
		// Picking reads the graphics card: once a frame is enough, and not while the map is dragged.
		cancelAnimationFrame(frame);
		if (event.originalEvent.buttons === 0) frame = requestAnimationFrame(() => hover(chart, view, hitAt(event, pick)));
	});
	chart.on('mouseout', () => hover(chart, view, null));
}

function hitAt({ point }: MapMouseEvent, pick: Pick): Hit {
	const found = pick(point.x, point.y);
	if (!found || found.index < 0) return null;
	if (found.layer?.id.startsWith('units')) return { unit: found.object as number };
	const { id } = found.object as { id: number };
	return { finding: id };
}

function hover(chart: Chart, view: View, hit: Hit): void {
	const units = view.units.value;
	const unit = hit && 'unit' in hit && units ? hit.unit : null;
	view.hovered = unit !== null && units ? units.id[unit] : null;
	view.hoveredAt = unit !== null && units ? [units.lng[unit], units.lat[unit]] : null;
	chart.getCanvas().style.cursor = hit ? 'pointer' : '';
}
