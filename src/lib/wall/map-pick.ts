import type { Map as Chart, PointLike } from 'maplibre-gl';
import type { Hit, WallOverlay } from './map-overlay.ts';
import type { Picked } from './map-props.ts';
import { PICKED_FIRST, PICKED_LAST } from './map-style.ts';
import type { Units } from '$lib/api.ts';

/** Half a side of the square in which a line or an outline is hit, CSS pixels. */
const REACH = 5;

/** What a click at a place of the map asks for: what lies on top there, else the place. */
export function pickAt(
	chart: Chart,
	overlay: WallOverlay | null,
	units: Units | null,
	point: { x: number; y: number }
): Picked {
	const id =
		drawnAt(chart, PICKED_FIRST, point, 0) ??
		idOf(overlay?.hitAt(point.x, point.y) ?? null, units) ??
		drawnAt(chart, PICKED_LAST, point, REACH);
	if (id !== null) return { kind: 'feature', id };
	const { lng, lat } = chart.unproject([point.x, point.y]);
	return { kind: 'place', lng, lat };
}

function idOf(hit: Hit, units: Units | null): string | null {
	if (hit === null) return null;
	if ('unit' in hit) return units?.id[hit.unit] ?? null;
	// Of a pair one end may be another subdistrict's, which is not named.
	return hit.finding.source.id ?? hit.finding.target?.id ?? null;
}

function drawnAt(
	chart: Chart,
	layers: readonly string[],
	{ x, y }: { x: number; y: number },
	reach: number
): string | null {
	const there = layers.filter((id) => chart.getLayer(id));
	const box: [PointLike, PointLike] = [
		[x - reach, y - reach],
		[x + reach, y + reach]
	];
	for (const { properties } of chart.queryRenderedFeatures(box, { layers: there })) {
		const { id } = properties as { id?: unknown };
		if (typeof id === 'string') return id;
	}
	return null;
}
