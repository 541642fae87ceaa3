import { wayOf, type RoundSheet } from './sheet.ts';

/** A round as GeoJSON (RFC 7946, WGS 84): its stops as points with `position` from 1, and the way as a line. */
export function roundAsGeojson(sheet: RoundSheet): string {
	const stops = sheet.stops.map(({ id, name, reasons, lng, lat }, i) => ({
		type: 'Feature',
		id,
		geometry: { type: 'Point', coordinates: [lng, lat] },
		properties: { position: i + 1, name, reasons }
	}));
	const way = wayOf(sheet).map(({ lng, lat }) => [lng, lat]);
	const line = {
		type: 'Feature',
		geometry: { type: 'LineString', coordinates: way },
		properties: { name: sheet.title, day: sheet.day, returns: sheet.returns }
	};
	return JSON.stringify({ type: 'FeatureCollection', features: [...stops, ...(way.length > 1 ? [line] : [])] });
}
