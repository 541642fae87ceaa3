import type { MultiPolygon, Polygon } from 'geojson';
import type { Box } from './view.svelte.ts';

/** West, south, east, north of an area. */
export function boxOf({ type, coordinates }: Polygon | MultiPolygon): Box {
	const outer = type === 'Polygon' ? coordinates[0] : coordinates.flatMap(([ring]) => ring);
	const lngs = outer.map(([lng]) => lng);
	const lats = outer.map(([, lat]) => lat);
	return [Math.min(...lngs), Math.min(...lats), Math.max(...lngs), Math.max(...lats)];
}
