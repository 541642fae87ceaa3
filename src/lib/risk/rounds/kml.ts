import { degrees, numbered, wayOf, type RoundSheet } from './sheet.ts';
import { xmlText } from './xml-text.ts';

/** A round as KML 2.2: its stops as placemarks in their order, and the way as a line on the ground. */
export function roundAsKml(sheet: RoundSheet): string {
	const stops = sheet.stops.map(
		({ id, name, reasons, lng, lat }, i) =>
			`<Placemark><name>${xmlText(numbered(i, name))}</name><description>${descriptionOf(reasons)}</description>` +
			`<ExtendedData><Data name="id"><value>${xmlText(id)}</value></Data></ExtendedData>` +
			`<Point><coordinates>${degrees(lng)},${degrees(lat)}</coordinates></Point></Placemark>`
	);
	const way = wayOf(sheet).map(({ lng, lat }) => `${degrees(lng)},${degrees(lat)}`);
	const line =
		`<Placemark><name>${xmlText(sheet.title)}</name>` +
		`<LineString><tessellate>1</tessellate><coordinates>${way.join(' ')}</coordinates></LineString></Placemark>`;
	return [
		'<?xml version="1.0" encoding="UTF-8"?>',
		'<kml xmlns="http://www.opengis.net/kml/2.2">',
		`<Document><name>${xmlText(`${sheet.title} ${sheet.day}`)}</name>`,
		...stops,
		...(way.length > 1 ? [line] : []),
		'</Document>',
		'</kml>',
		''
	].join('\n');
}

/** Readers of KML show a description as HTML: its text is escaped once for them and once for XML. */
function descriptionOf(reasons: readonly string[]): string {
	return xmlText(reasons.map(xmlText).join('<br/>'));
}
