import type { Geometry } from 'geojson';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { writeWkb } from '../../../src/lib/geo/wkb.ts';
import { DistrictBuilder, type DistrictColumns } from '../../../src/lib/risk/district.ts';
import { exposuresOf, withExposures } from '../../../src/lib/risk/exposure/count.ts';
import type { Attributes, GradeContext, LayerId } from '../../../src/lib/risk/layer.ts';
import { codeOf } from '../../../src/lib/risk/level.ts';
import { gradeFeature } from '../../../src/lib/risk/grade-feature.ts';
import { hazardSource } from '../../../src/lib/risk/layers/hazard-source.ts';
import { levelOfReasons } from '../../../src/lib/risk/reason.ts';
import { ruleSetOf, SHIPPED } from '../../../src/lib/risk/rule-set.ts';

type Drawn = [layer: LayerId, id: string, geometry: Geometry, attributes?: Attributes, name?: string];

function districtOf(...features: Drawn[]): DistrictColumns {
	const builder = new DistrictBuilder();
	for (const [layer, id, geometry, attributes = {}, name] of features) {
		builder.add({ layer, id, name: name ?? null, attributes, accuracyM: null, wkb: writeWkb(geometry) });
	}
	return builder.finish();
}

const box = (x: number, y: number, width: number, height = width): Geometry => ({
	type: 'Polygon',
	coordinates: [
		[
			[x, y],
			[x + width, y],
			[x + width, y + height],
			[x, y + height],
			[x, y]
		]
	]
});
const at = (x: number, y: number): Geometry => ({ type: 'Point', coordinates: [x, y] });

/** A plant of 200 m, its unit of 20 m in the middle, and something in each layer far off. */
const PLANT: Drawn = ['enterprise', 'enterprise/p', box(0, 0, 200), {}, '甲化工'];
const UNIT: Drawn = [
	'hazard_source',
	'u',
	box(90, 90, 20),
	{ enterprise: '甲化工', inventory: [{ name: '液氨', tonnes: 50 }] }
];
const FAR: Drawn[] = [
	['building', 'far house', box(9_000, 0, 10), { use: 'dwelling', people: 9 }],
	['protection_target', 'far school', at(9_000, 90), { kind: 'school', people: 900 }]
];
const exposureOf = (...features: Drawn[]) => exposuresOf(districtOf(...features), SHIPPED)[0];
const around = (...features: Drawn[]) => exposureOf(PLANT, UNIT, ...FAR, ...features);

test('500.000 m from the boundary counts, 500.001 m does not; the boundary is that of the plant, not of the tank', () => {
	const exposure = around(
		['building', 'in', box(700, 0, 10), { use: 'residential', people: 12 }],
		['building', 'out', box(700.001, 50, 10), { use: 'residential', people: 50 }]
	);
	expect(exposure).toMatchObject({
		boundary: { feature: 'enterprise/p', kind: 'plant' },
		withinM: 500,
		counted: 12,
		people: 12,
		features: 1,
		estimated: 0,
		confidence: 'VERIFIED'
	});
	expect(exposure.who).toEqual([
		{ feature: 'in', layer: 'building', name: null, people: 12, distanceM: 500, from: 'people' }
	]);
});

test('who lives in the plant is not outside it; what crosses or touches its boundary is', () => {
	const exposure = around(
		['building', 'dormitory', box(20, 20, 30), { use: 'residential', people: 300 }],
		['protection_target', 'clinic', at(60, 60), { kind: 'hospital', people: 40 }],
		['building', 'crossing', box(195, 20, 10), { use: 'residential', people: 3 }],
		['building', 'touching', box(200, 60, 10), { use: 'residential', people: 4 }]
	);
	expect(exposure.counted).toBe(7);
	expect(exposure.who.map((one) => one.feature)).toEqual(['touching', 'crossing']);
});

test('a hole in the plant is outside it', () => {
	const ring = (box(0, 0, 200) as { coordinates: number[][][] }).coordinates[0];
	const hole = [...(box(40, 40, 30) as { coordinates: number[][][] }).coordinates[0]].reverse();
	const plant: Drawn = ['enterprise', 'enterprise/p', { type: 'Polygon', coordinates: [ring, hole] }, {}, '甲化工'];
	const house: Drawn = ['building', 'nail house', box(50, 50, 10), { use: 'dwelling', people: 5 }];
	expect(exposureOf(plant, UNIT, ...FAR, house).counted).toBe(5);
});

test('people on record go before households, households before the least; beds serve hospitals and care homes', () => {
	const exposure = around(
		['building', 'people', box(300, 0, 10), { use: 'residential', people: 7, households: 90 }],
		['building', 'households', box(300, 20, 10), { use: 'residential', households: 50 }],
		['building', 'nothing', box(300, 40, 10), { use: 'dwelling' }],
		['building', 'empty', box(300, 60, 10), { use: 'dwelling', occupied: false }],
		['building', 'factory', box(300, 80, 10), { use: 'factory', people: 400 }],
		['building', 'shops with flats', box(300, 100, 10), { use: 'commercial', households: 2 }],
		['protection_target', 'care', at(300, 120), { kind: 'elder_care', beds: 80 }],
		['protection_target', 'school', at(300, 130), { kind: 'school', people: 500, beds: 60 }],
		['protection_target', 'spring', at(300, 140), { kind: 'water_source' }]
	);
	expect(exposure.who.map(({ feature, people, from }) => [feature, people, from])).toEqual([
		['school', 500, 'people'],
		['households', 131, 'households'],
		['care', 80, 'beds'],
		['people', 7, 'people'],
		['shops with flats', 6, 'households'],
		['nothing', 3, 'dwelling']
	]);
	expect(exposure).toMatchObject({ counted: 727, estimated: 220, confidence: 'DESIGN' });
});

test('a count on households is no surer than the census it was recalled from', () => {
	expect(around(['building', 'h', box(300, 0, 10), { use: 'dwelling', households: 1 }]).confidence).toBe('RECALLED');
});

test('nobody is counted twice: a settlement that states its people counts for the homes in it', () => {
	const village: Drawn = [
		'protection_target',
		'village',
		box(400, 0, 200),
		{ kind: 'residential', people: 60 },
		'李村'
	];
	const homes: Drawn[] = [
		['building', 'inside', box(420, 20, 10), { use: 'dwelling', people: 4 }],
		['building', 'no use', box(450, 20, 10)],
		['protection_target', 'group', at(430, 60), { kind: 'residential', people: 20 }],
		['protection_target', 'drawn again', box(400, 0, 200), { kind: 'residential', people: 60 }],
		['protection_target', 'school', at(500, 60), { kind: 'school', people: 100 }],
		['building', 'outside', box(400, 300, 10), { use: 'dwelling', people: 5 }]
	];
	const exposure = around(village, ...homes);
	expect(exposure.who.map((one) => one.feature)).toEqual(['school', 'village', 'outside']);
	expect(exposure.counted).toBe(165);
	expect(exposure.text.zh).toContain('4 处住宅或居住区位于已登记人数的居住区内, 不重复计');
	// A settlement that does not state its people cannot count for them.
	const silent: Drawn = ['protection_target', 'village', box(400, 0, 200), { kind: 'residential' }, '李村'];
	expect(around(silent, homes[0]).who.map((one) => one.feature)).toEqual(['inside']);
});

test('the greater of the count and the register decides, and the text says which', () => {
	const registered = (people: number): Drawn => ['hazard_source', 'u', UNIT[2], { ...UNIT[3], exposedPeople: people }];
	const house: Drawn = ['building', 'h', box(300, 0, 10), { use: 'dwelling', people: 40 }];
	const less = exposureOf(PLANT, registered(30), ...FAR, house);
	expect(less).toMatchObject({ counted: 40, registered: 30, people: 40 });
	expect(less.text.zh).toContain('登记 30 人, 取较多的统计数 40 人');
	const more = exposureOf(PLANT, registered(120), ...FAR, house);
	expect(more).toMatchObject({ counted: 40, registered: 120, people: 120, confidence: 'VERIFIED' });
	expect(more.text.zh).toContain('取登记数 120 人');
});

test('nobody is only nobody where both layers could be asked and nothing around is open', () => {
	expect(around()).toMatchObject({ counted: 0, people: 0 });
	expect(exposureOf(PLANT, UNIT)).toMatchObject({ counted: 0, people: null });
	expect(exposureOf(PLANT, UNIT, FAR[0])).toMatchObject({ counted: 0, people: null });
	expect(exposureOf(PLANT, UNIT, FAR[0]).text.zh).toContain('“防护目标”图层为空');
	expect(exposureOf(PLANT, UNIT, FAR[1]).text.en).toContain('the building layer is empty');
	expect(around(['protection_target', 's', at(300, 0), { kind: 'school' }]).people).toBeNull();
	expect(around(['building', 'b', at(300, 0)])).toMatchObject({ counted: 0, people: null });
	expect(around(['building', 'b', at(300, 0)]).text.en).toContain('1 buildings or targets lack their use or people');
});

test('the plant is the enterprise on record, else the one around the unit, else the unit itself, which is said', () => {
	const house: Drawn = ['building', 'h', box(650, 90, 10), { use: 'dwelling', people: 8 }];
	const nameless: Drawn = ['hazard_source', 'u', UNIT[2], { inventory: UNIT[3]!.inventory }];
	const byId: Drawn = ['hazard_source', 'u', UNIT[2], { enterprise: 'p' }];
	expect(exposureOf(PLANT, byId, ...FAR, house)).toMatchObject({ boundary: { feature: 'enterprise/p' }, counted: 8 });
	expect(exposureOf(PLANT, nameless, ...FAR, house)).toMatchObject({ boundary: { kind: 'plant' }, counted: 8 });
	const alone = exposureOf(nameless, ...FAR, house);
	expect(alone).toMatchObject({ boundary: { feature: 'u', kind: 'unit' }, counted: 0 });
	expect(alone.text.zh).toContain('从单元轮廓量起');
	// 500 m from the tank may be nobody and 500 m from its plant somebody.
	expect(alone.people).toBeNull();
	const near: Drawn = ['building', 'near', box(400, 90, 10), { use: 'dwelling', people: 3 }];
	expect(exposureOf(nameless, ...FAR, near)).toMatchObject({ people: 3, confidence: 'DESIGN' });
	const head: Drawn = ['enterprise', 'enterprise/head', box(5_000, 90, 50), {}, '甲化工'];
	expect(exposureOf(head, UNIT, ...FAR, house)).toMatchObject({ boundary: { kind: 'unit' } });
	expect(exposureOf(head, UNIT, ...FAR, house).text.zh).toContain('登记的所属企业距本单元 4890 米');
	const asPoint: Drawn = ['enterprise', 'enterprise/p', at(100, 100), {}, '甲化工'];
	expect(exposureOf(asPoint, UNIT, ...FAR, house).boundary.kind).toBe('unit');
});

const contextOf = (columns: DistrictColumns): GradeContext => ({
	rules: SHIPPED,
	today: '2026-11-23',
	findings: null,
	hca: null,
	exposure: exposuresOf(columns, SHIPPED)[0],
	override: null
});
const gradeIn = (columns: DistrictColumns) =>
	gradeFeature(hazardSource, withExposures(columns, exposuresOf(columns, SHIPPED)).hazard_source.attributes[0], {
		...contextOf(columns)
	});

test.each([
	[0, 0.5],
	[1, 1],
	[29, 1],
	[30, 1.2],
	[49, 1.2],
	[50, 1.5],
	[99, 1.5],
	[100, 2]
])('%i people counted give α = %d, and the reason shows who', (people, alpha) => {
	const columns = districtOf(PLANT, UNIT, ...FAR, ['building', 'h', at(300, 0), { use: 'dwelling', people }, '一号楼']);
	const graded = gradeIn(columns);
	expect(graded.values).toMatchObject({ alpha, S: 5, R: alpha * 10 });
	expect(graded.reasons[0]).toMatchObject({ rule: 'GB18218-R', inputs: { exposedPeople: people, counted: people } });
	expect(graded.reasons[0].inputs).toMatchObject({ boundary: 'enterprise/p', withinM: 500, registered: null });
	if (people > 0) expect(graded.reasons[0].text.zh).toContain(`一号楼 ${people} 人(100 米)`);
	expect(levelOfReasons(graded.reasons)).toBe(graded.level);
});

test('without a number that can be known the unit is not graded, and what to do is said', () => {
	const graded = gradeIn(districtOf(PLANT, UNIT));
	expect(graded).toMatchObject({ level: null, missing: ['exposedPeople'] });
	expect(graded.reasons[0].text.zh).toContain('请登记“厂界外500米暴露人数”');
});

test('the columns that were given stay as they were', () => {
	const columns = districtOf(PLANT, UNIT, ...FAR, ['building', 'h', at(300, 0), { use: 'dwelling', people: 4 }]);
	const counted = withExposures(columns, exposuresOf(columns, SHIPPED));
	expect(counted.hazard_source.attributes[0].exposedPeople).toBe(4);
	expect(columns.hazard_source.attributes[0]).not.toHaveProperty('exposedPeople');
	expect(counted.building).toBe(columns.building);
});

test('the judgement is no surer than the estimate it rests on', () => {
	const columns = districtOf(PLANT, UNIT, ...FAR, ['building', 'h', at(300, 0), { use: 'dwelling' }]);
	expect(gradeIn(columns).reasons[0].confidence).toBe('DESIGN');
});

test('more people, and people nearer, never lower a level', () => {
	const homes = fc.array(
		fc.record({ x: fc.integer({ min: 201, max: 900 }), y: fc.integer({ min: 0, max: 200 }), people: fc.nat(40) }),
		{ minLength: 1, maxLength: 8 }
	);
	const drawn = (all: { x: number; y: number; people: number }[]) =>
		districtOf(
			PLANT,
			UNIT,
			...FAR,
			...all.map(({ x, y, people }, i): Drawn => ['building', `h${i}`, at(x, y), { use: 'residential', people }])
		);
	fc.assert(
		fc.property(homes, fc.nat(7), fc.nat(60), fc.nat(700), (all, which, more, nearer) => {
			const changed = all.map((home, i) =>
				i === which % all.length ? { ...home, people: home.people + more, x: Math.max(201, home.x - nearer) } : home
			);
			const [before, after] = [drawn(all), drawn(changed)].map((columns) => gradeIn(columns));
			expect(codeOf(after.level)).toBeGreaterThanOrEqual(codeOf(before.level));
		}),
		{ numRuns: 60 }
	);
});

test('protection targets in the 3e-7 contour of the unit are named, not those that may stand there', () => {
	const contour = (enterprise?: string): Drawn => [
		'risk_contour',
		'c',
		box(-100, -100, 400),
		{ kind: 'individual_risk', frequency: '3e-7', ...(enterprise && { enterprise }) }
	];
	const school: Drawn = ['protection_target', 's', at(250, 0), { kind: 'school', people: 5 }, '一小'];
	const inside = (...features: Drawn[]) => around(...features).inContour;
	expect(inside(contour(), school)).toEqual([{ contour: 'c', feature: 's', name: '一小' }]);
	expect(inside(contour('甲化工'), school)).toHaveLength(1);
	expect(inside(contour('乙化工'), school)).toEqual([]);
	expect(inside(contour(), ['protection_target', 's', at(301, 0), { kind: 'school' }])).toEqual([]);
	expect(inside(contour(), ['protection_target', 's', at(250, 0), { classGB36894: 'general_3' }])).toEqual([]);
	expect(inside(contour(), ['protection_target', 's', at(50, 50), { kind: 'school' }])).toEqual([]);
});

test('the numbers are those of the rule set that is asked', () => {
	const tables = structuredClone(SHIPPED.tables);
	tables.exposure.household.value = 4;
	const columns = districtOf(PLANT, UNIT, ...FAR, ['building', 'h', at(300, 0), { use: 'dwelling', households: 10 }]);
	expect(exposuresOf(columns, ruleSetOf('test', tables))[0].counted).toBe(40);
});
