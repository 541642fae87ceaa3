import { DOMParser, type Document } from '@xmldom/xmldom';
import { expect, test } from 'vitest';
import { gcj02ToWgs84, bd09ToWgs84 } from '../../../../src/lib/geo/gcj02.ts';
import { roundAsGeojson } from '../../../../src/lib/risk/rounds/geojson.ts';
import { roundAsGpx } from '../../../../src/lib/risk/rounds/gpx.ts';
import { roundAsKml } from '../../../../src/lib/risk/rounds/kml.ts';
import { mapLinksOf } from '../../../../src/lib/risk/rounds/map-links.ts';
import type { RoundSheet } from '../../../../src/lib/risk/rounds/sheet.ts';

const NASTY = '<b>&"\'</b> ]]> 油库';
const SHEET: RoundSheet = {
	title: '检查路线 <今日> & "最差"',
	day: '2026-11-23',
	start: { name: '区应急管理局', lng: 114.1367, lat: 30.6199 },
	stops: [
		{ id: 'e1', name: NASTY, lng: 114.1, lat: 30.6, reasons: ['重大风险（80 分）', '<script>alert(1)</script>'] },
		{ id: 'e&2', name: '金银湖街道\u0007燃气\ud800站', lng: 114.2000001, lat: 30.65, reasons: [] }
	],
	returns: true
};

/** The file as a parser reads it, which throws for anything that is no XML. */
function parsed(xml: string): Document {
	const onError = (level: string, message: string) => {
		throw new Error(`${level}: ${message}`);
	};
	return new DOMParser({ onError }).parseFromString(xml, 'text/xml');
}

const textsOf = (document: Document, tag: string) =>
	Array.from(document.getElementsByTagName(tag)).map(({ textContent }) => textContent);

test('GPX: the stops are waypoints with their reasons, the whole way is a route, and every name comes back as it was', () => {
	const document = parsed(roundAsGpx(SHEET));
	expect(document.documentElement!.namespaceURI).toBe('http://www.topografix.com/GPX/1/1');
	const waypoints = Array.from(document.getElementsByTagName('wpt'));
	expect(waypoints.map((one) => [one.getAttribute('lat'), one.getAttribute('lon')])).toEqual([
		['30.6000000', '114.1000000'],
		['30.6500000', '114.2000001']
	]);
	expect(textsOf(document, 'name')).toEqual([
		SHEET.title,
		`1. ${NASTY}`,
		'2. 金银湖街道?燃气?站',
		SHEET.title,
		'区应急管理局',
		NASTY,
		'金银湖街道?燃气?站',
		'区应急管理局'
	]);
	expect(textsOf(document, 'desc')[0]).toBe('重大风险（80 分）\n<script>alert(1)</script>');
	const inside = Array.from(document.documentElement!.childNodes).map(({ nodeName }) => nodeName);
	// The order of the schema: metadata, waypoints, route.
	expect(inside.filter((name) => name !== '#text')).toEqual(['metadata', 'wpt', 'wpt', 'rte']);
});

test('KML: placemarks in order, the way as a line, and no description becomes HTML', () => {
	const document = parsed(roundAsKml(SHEET));
	expect(textsOf(document, 'name').slice(1)).toEqual([`1. ${NASTY}`, '2. 金银湖街道?燃气?站', SHEET.title]);
	expect(textsOf(document, 'value')).toEqual(['e1', 'e&2']);
	expect(textsOf(document, 'description')[0]).toBe('重大风险（80 分）<br/>&lt;script&gt;alert(1)&lt;/script&gt;');
	expect(textsOf(document, 'coordinates').at(-1)).toBe(
		'114.1367000,30.6199000 114.1000000,30.6000000 114.2000001,30.6500000 114.1367000,30.6199000'
	);
});

test('GeoJSON: points with their position and the way as a line, longitude first', () => {
	const { type, features } = JSON.parse(roundAsGeojson(SHEET)) as GeoJSON.FeatureCollection;
	expect(type).toBe('FeatureCollection');
	expect(features).toHaveLength(3);
	expect(features[0]).toMatchObject({
		id: 'e1',
		geometry: { type: 'Point', coordinates: [114.1, 30.6] },
		properties: { position: 1, name: NASTY }
	});
	expect(features[2].geometry).toMatchObject({ type: 'LineString' });
});

test('a round of one stop without a start has no line in it', () => {
	const one = { ...SHEET, start: null, stops: SHEET.stops.slice(0, 1) };
	expect(parsed(roundAsKml(one)).getElementsByTagName('LineString')).toHaveLength(0);
	expect((JSON.parse(roundAsGeojson(one)) as GeoJSON.FeatureCollection).features).toHaveLength(1);
	expect(parsed(roundAsGpx(one)).getElementsByTagName('rtept')).toHaveLength(1);
});

test('links for map apps are in the coordinates of each app, and a name cannot break out of them', () => {
	const place = { name: '<b>&", (甲)|油库\ud800', lng: 114.1367, lat: 30.6199 };
	const { geo, amap, baidu, apple } = mapLinksOf(place);
	expect(geo.startsWith('geo:30.619900,114.136700?q=30.619900,114.136700(')).toBe(true);

	const [gcjLng, gcjLat, label] = new URL(amap).searchParams.get('to')!.split(',');
	expect([Number(gcjLng), Number(gcjLat)]).toEqual([114.142379, 30.617602]);
	expect(label).toBe('<b>&" 甲 油库\ufffd');
	const back = gcj02ToWgs84(Number(gcjLng), Number(gcjLat));
	expect(back[0]).toBeCloseTo(place.lng, 5);
	expect(new URL(apple).searchParams.get('daddr')).toBe(`${gcjLat},${gcjLng}`);

	const [bdLat, bdLng] = new URL(baidu).searchParams.get('location')!.split(',').map(Number);
	expect([bdLng, bdLat]).toEqual([114.148859, 30.623739]);
	expect(bd09ToWgs84(bdLng, bdLat)[1]).toBeCloseTo(place.lat, 5);
	expect(new URL(baidu).searchParams.get('coord_type')).toBe('bd09ll');
	for (const link of [geo, amap, baidu, apple]) expect(link).not.toMatch(/[<>"'\s]/);
});

test('outside of China the links keep the coordinates', () => {
	expect(new URL(mapLinksOf({ name: 'Vaduz', lng: 9.52, lat: 47.14 }).amap).searchParams.get('to')).toBe(
		'9.520000,47.140000,Vaduz'
	);
});
