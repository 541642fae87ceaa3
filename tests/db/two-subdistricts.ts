import type { Geometry } from 'geojson';
import { sightOf, type Sight } from '../../src/lib/server/access/sight.ts';
import type { Drawn } from './small-district.ts';
import { square } from './small-district.ts';

export const DISTRICT = '420198';
export const WEST = 'area/west';
export const EAST = 'area/east';
/** An inspector of the western subdistrict. */
export const INSPECTOR: Sight = sightOf('inspector', { [DISTRICT]: [WEST] });

const point = (x: number, y: number): Geometry => ({ type: 'Point', coordinates: [x, y] });
const line = (fromX: number, toX: number, y: number): Geometry => ({
	type: 'LineString',
	coordinates: Array.from({ length: (toX - fromX) / 50 + 1 }, (_, i) => [fromX + 50 * i, y])
});
const strip = (west: number, east: number): Geometry => ({
	type: 'Polygon',
	coordinates: [
		[
			[west, -1000],
			[east, -1000],
			[east, 1000],
			[west, 1000],
			[west, -1000]
		]
	]
});

/** The district in two halves; both were assessed. */
export const HALVES: Drawn[] = [
	{
		layer: 'area',
		key: 'district',
		name: '测试区',
		attributes: { kind: 'district', code: DISTRICT },
		geometry: strip(-1000, 1000)
	},
	{
		layer: 'area',
		key: 'west',
		name: '西街道',
		attributes: { kind: 'subdistrict', lastAssessed: '2026-06-01' },
		geometry: strip(-1000, 0)
	},
	{
		layer: 'area',
		key: 'east',
		name: '东街道',
		attributes: { kind: 'subdistrict', lastAssessed: '2026-06-01' },
		geometry: strip(0, 1000)
	}
];

const PERSONS = {
	responsiblePerson: '赵示安',
	phone: '027-0000-0001',
	administrativePerson: '钱示宁',
	administrativePhone: '027-0000-0002',
	industryPerson: '孙示平',
	industryPhone: '027-0000-0003'
};
const CHLORINE = [{ name: '氯', cas: '7782-50-5', tonnes: 40 }];

/** What lies in the western subdistrict, or reaches into it. */
export const WESTERN: Drawn[] = [
	{
		layer: 'enterprise',
		key: 'west-works',
		name: '西厂',
		attributes: { kind: 'general', industry: '3130', L: 6, E: 6, C: 15, lpgVolumeM3: 80, ...PERSONS },
		geometry: point(-500, 300)
	},
	{
		layer: 'hazard_source',
		key: 'west-tanks',
		name: '西罐区',
		attributes: {
			unitKind: 'storage',
			inventory: CHLORINE,
			externalSafetyDistanceM: 400,
			mainPerson: '李示康',
			technicalPerson: '周示乐',
			operationPerson: '吴示和',
			phone: '027-0000-0004'
		},
		geometry: square(-150, 500, 20)
	},
	{
		layer: 'pipeline',
		key: 'trunk',
		name: '输气干线',
		attributes: { pipeClass: 'gas_trunk', diameterMm: 508, pressureMPa: 6.3, status: 'live', ...PERSONS },
		geometry: line(-400, 400, 0)
	},
	{
		layer: 'building',
		key: 'west-house',
		name: '西屋',
		attributes: { use: 'dwelling', households: 1, people: 3, storageItemClass: 1, storageTonnes: 2 },
		geometry: square(-200, 2, 10)
	},
	{
		layer: 'building',
		key: 'border-house',
		name: '界屋',
		attributes: { use: 'dwelling', households: 1, people: 3, dangerGrade: 'C', occupied: true },
		geometry: square(-5, -800, 10)
	}
];

/** What lies in the eastern subdistrict alone: its keys and names begin with `east` and 东. */
export const EASTERN: Drawn[] = [
	{
		layer: 'enterprise',
		key: 'east-works',
		name: '东厂',
		attributes: { kind: 'general', industry: '3130', L: 6, E: 6, C: 15, ...PERSONS },
		geometry: point(60, 300)
	},
	{
		layer: 'hazard_source',
		key: 'east-tanks',
		name: '东罐区',
		attributes: { inventory: CHLORINE, exposedPeople: 500, mainPerson: '李示康' },
		geometry: square(700, 500, 20)
	},
	// Breaks the western pipeline from the other side of the border, and stands within 400 m of the western tanks.
	{
		layer: 'building',
		key: 'east-house',
		name: '东屋',
		attributes: { use: 'residential', storeys: 3, households: 120, people: 300 },
		geometry: square(100, 2, 10)
	},
	{
		layer: 'protection_target',
		key: 'east-village',
		name: '东村',
		attributes: { kind: 'residential', people: 400 },
		geometry: square(50, 480, 60)
	},
	{
		layer: 'pipeline',
		key: 'east-line',
		name: '东输气干线',
		attributes: { pipeClass: 'gas_trunk', diameterMm: 508, pressureMPa: 6.3, status: 'live' },
		geometry: line(600, 900, 800)
	},
	{
		layer: 'building',
		key: 'east-over',
		name: '东压占',
		attributes: { use: 'residential', storeys: 3, households: 200 },
		geometry: square(700, 802, 10)
	},
	// Beside the road that runs through both: everybody sees the road, and not who stands beside it over there.
	{
		layer: 'building',
		key: 'east-roadside',
		name: '东路边屋',
		attributes: { use: 'dwelling' },
		geometry: square(700, -597, 10)
	},
	{
		layer: 'park',
		key: 'east-park',
		name: '东园区',
		attributes: { kind: 'chemical', score: 90 },
		geometry: square(500, 100, 200)
	}
];

export const ROAD: Drawn = {
	layer: 'road',
	key: 'highway',
	name: '省道',
	attributes: { kind: 'provincial', edgeHalfWidthM: 10 },
	geometry: line(-900, 900, -600)
};

export const EVERY_FEATURE: Drawn[] = [...HALVES, ...WESTERN, ...EASTERN, ROAD];
