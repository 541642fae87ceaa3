import { degrees, numbered, wayOf, type RoundSheet } from './sheet.ts';
import { xmlText } from './xml-text.ts';

/** A round as GPX 1.1: its stops as waypoints with their reasons, and the whole way as a route. */
export function roundAsGpx(sheet: RoundSheet): string {
	const waypoints = sheet.stops.map(({ name, reasons, ...at }, i) =>
		point('wpt', at, `<name>${xmlText(numbered(i, name))}</name><desc>${xmlText(reasons.join('\n'))}</desc>`)
	);
	const route = wayOf(sheet).map(({ name, ...at }) => point('rtept', at, `<name>${xmlText(name)}</name>`));
	return [
		'<?xml version="1.0" encoding="UTF-8"?>',
		'<gpx version="1.1" creator="Sise" xmlns="http://www.topografix.com/GPX/1/1">',
		`<metadata><name>${xmlText(sheet.title)}</name><time>${xmlText(sheet.day)}T00:00:00Z</time></metadata>`,
		...waypoints,
		`<rte><name>${xmlText(sheet.title)}</name>`,
		...route,
		'</rte>',
		'</gpx>',
		''
	].join('\n');
}

function point(tag: string, { lng, lat }: { lng: number; lat: number }, inside: string): string {
	return `<${tag} lat="${degrees(lat)}" lon="${degrees(lng)}">${inside}</${tag}>`;
}
