import { expect, test } from 'vitest';
import type { RowNote } from '../../../src/lib/server/imports/row.ts';
import { plainRow } from '../../../src/lib/server/imports/row.ts';
import { parseHstore } from '../../../src/lib/server/imports/presets/hstore.ts';
import { osmFeatures } from '../../../src/lib/server/imports/presets/osm-features.ts';
import { osmPreset } from '../../../src/lib/server/imports/presets/osm.ts';

const AREA = {
	type: 'Polygon' as const,
	coordinates: [
		[
			[114, 30],
			[115, 30],
			[115, 31],
			[114, 30]
		]
	]
};
const LINE = {
	type: 'LineString' as const,
	coordinates: [
		[114, 30],
		[115, 30]
	]
};
const POINT = { type: 'Point' as const, coordinates: [114, 30] };

test.each([
	[{ man_made: 'pipeline', substance: 'gas', usage: 'transmission' }, 'gas_trunk'],
	[{ man_made: 'pipeline', substance: 'oil', usage: 'transmission' }, 'oil_trunk'],
	[{ man_made: 'pipeline', substance: 'gas', usage: 'distribution' }, 'city_gas'],
	[{ man_made: 'pipeline', substance: 'oil', usage: 'facility' }, 'plant_internal'],
	[{ man_made: 'pipeline', substance: 'gas' }, undefined],
	[{ man_made: 'pipeline', substance: 'oil', usage: 'distribution' }, undefined],
	[{ man_made: 'pipeline', substance: 'water', usage: 'transmission' }, 'other'],
	[{ man_made: 'pipeline', waterway: 'drain' }, 'other'],
	[{ man_made: 'pipeline' }, undefined]
])('a pipeline has a class only where substance and usage leave no doubt: %o', (tags, pipeClass) => {
	const features = osmFeatures(tags, []);
	expect(features.map(({ layer }) => layer)).toEqual(['pipeline']);
	expect(features[0].raw.pipeClass).toBe(pipeClass);
});

test.each([
	[{ building: 'yes', amenity: 'school', capacity: '300' }, ['building school', 'protection_target school']],
	[{ building: 'yes' }, ['building undefined']],
	[{ building: 'no' }, []],
	[{ amenity: 'fuel' }, ['enterprise petrol_station']],
	[{ amenity: 'fuel', 'fuel:cng': 'yes' }, ['enterprise gas_station']],
	[{ landuse: 'industrial' }, ['park industrial']],
	[{ amenity: 'social_facility', social_facility: 'nursing_home' }, ['protection_target elder_care']],
	[{ highway: 'primary', ref: 'G107' }, ['road national']],
	[{ highway: 'secondary', ref: 'S101' }, ['road provincial']],
	[{ highway: 'primary' }, ['road urban']],
	[{ highway: 'motorway', ref: 'G42' }, ['road expressway']],
	[{ highway: 'construction' }, []],
	[{ railway: 'rail', highspeed: 'yes' }, ['road high_speed_rail']],
	[{ natural: 'water', water: 'reservoir' }, ['water reservoir']],
	[{ waterway: 'ditch' }, ['water canal']],
	[{ landuse: 'forest' }, []]
])('tags %o are %j', (tags: Record<string, string>, expected) => {
	expect(osmFeatures(tags, []).map(({ layer, raw }) => `${layer} ${String(raw.kind ?? raw.use)}`)).toEqual(expected);
});

test('voltage is taken in kV, the highest of several; pressure in MPa from bar', () => {
	expect(osmFeatures({ power: 'line', voltage: '110000;220000' }, [])[0].raw).toEqual({ voltageKV: 220, cable: false });
	const pipe = { man_made: 'pipeline', pressure: '67.5 bar', diameter: '500 mm' };
	expect(osmFeatures(pipe, [])[0].raw).toEqual({ pressureMPa: 6.75, diameterMm: 500 });
});

test('a value that cannot be believed is left out and told', () => {
	const notes: RowNote[] = [];
	const [{ raw }] = osmFeatures({ building: 'house', height: '976', 'building:levels': 'EG' }, notes);
	expect(raw).toEqual({ use: 'dwelling' });
	expect(notes.map(({ field }) => field)).toEqual(['building:levels', 'height']);
});

test.each([
	[{ osm_way_id: '698072940', building: 'yes' }, AREA, 'w698072940'],
	[{ osm_id: '1252853', building: 'yes' }, AREA, 'r1252853'],
	[{ osm_id: '280027006', amenity: 'school' }, POINT, 'n280027006'],
	[{ osm_id: '46796846', waterway: 'river' }, LINE, 'w46796846'],
	[{ '@id': 'way/5', building: 'yes' }, AREA, 'w5'],
	[{ building: 'yes' }, AREA, null]
])('the key of %o is unique in OpenStreetMap', (properties, geometry, key) => {
	const mapped = osmPreset().map(plainRow(1, properties, geometry));
	expect(Array.isArray(mapped) && mapped[0].key).toBe(key);
});

test('the smallest area that holds all subdistricts is the district; those between are left out', () => {
	const box = (x: number, size: number) => ({
		type: 'Polygon' as const,
		coordinates: [
			[
				[x, 30],
				[x + size, 30],
				[x + size, 30 + size],
				[x, 30 + size],
				[x, 30]
			]
		]
	});
	const admin = (osm_id: string, admin_level: string, geometry: typeof AREA) =>
		plainRow(Number(osm_id), { osm_id, admin_level, boundary: 'administrative', name: osm_id }, geometry);
	const rows = [
		admin('1', '4', box(110, 9)),
		admin('2', '6', box(113, 4)),
		admin('3', '6', box(114, 1)),
		admin('4', '8', box(114, 1)),
		admin('5', '8', box(115, 1))
	];
	const preset = osmPreset();
	for (const row of rows) preset.look(row, 'admin');
	expect(preset.district()).toMatchObject({ name: '2', table: 'admin' });
	expect(
		rows.map((row) => preset.map(row)).map((mapped) => (Array.isArray(mapped) ? mapped[0].raw.kind : mapped.en))
	).toEqual([
		'boundary=administrative, admin_level=4 belongs to no layer',
		'district',
		'boundary=administrative, admin_level=6 belongs to no layer',
		'subdistrict',
		'subdistrict'
	]);
});

test('a thing drawn as a layer does not take it is left out with the reason', () => {
	expect(osmPreset().map(plainRow(1, { man_made: 'pipeline' }, POINT))).toMatchObject({
		en: expect.stringContaining('drawn as point')
	});
});

test('other_tags are read with quotes and commas in them', () => {
	expect(parseHstore('"a"=>"1","b, c"=>"say \\"=>\\" twice","d"=>NULL,"e"=>""')).toEqual({
		a: '1',
		'b, c': 'say "=>" twice',
		e: ''
	});
});
