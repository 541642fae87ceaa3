import type { Map as Chart, Point } from 'maplibre-gl';
import type { View } from '$lib/map/view.svelte.ts';

/** Pixels round the pointer in which a feature is hit. */
const REACH = 12;

/** The id of the feature at a point of the map: the nearest unit, else what the tiles show there; null: nothing. */
export function pickAt(chart: Chart, view: View, { x, y }: Point): string | null {
	const unit = unitAt(chart, view, x, y);
	if (unit !== null) return unit;
	const box: [[number, number], [number, number]] = [
		[x - REACH / 2, y - REACH / 2],
		[x + REACH / 2, y + REACH / 2]
	];
	const hit = chart.queryRenderedFeatures(box).find(({ source, properties }) => source === 'own' && properties.id);
	return hit ? String(hit.properties.id) : null;
}

function unitAt(chart: Chart, { units }: View, x: number, y: number): string | null {
	const { id, lng, lat } = units.value ?? { id: [], lng: [], lat: [] };
	let best: string | null = null;
	let least = REACH;
	const { lng: west, lat: north } = chart.unproject([x - REACH, y - REACH]);
	const { lng: east, lat: south } = chart.unproject([x + REACH, y + REACH]);
	for (let i = 0; i < id.length; i++) {
		if (lng[i] < west || lng[i] > east || lat[i] < south || lat[i] > north) continue;
		const at = chart.project([lng[i], lat[i]]);
		const distance = Math.hypot(at.x - x, at.y - y);
		if (distance > least) continue;
		least = distance;
		best = id[i];
	}
	return best;
}
