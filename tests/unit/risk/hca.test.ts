import fc from 'fast-check';
import { expect, test } from 'vitest';
import { LEVELS } from '../../../src/lib/risk/level.ts';
import { chainageText, stretchText } from '../../../src/lib/risk/hca/chainage.ts';
import { hcaOf } from '../../../src/lib/risk/hca/find.ts';
import { totalsOf } from '../../../src/lib/risk/hca/totals.ts';
import { SHIPPED } from '../../../src/lib/risk/rule-set.ts';
import { siteReachOf } from '../../../src/lib/risk/standards/gb32167.ts';
import { distanceBetween } from '../../../src/lib/geo/distance.ts';
import { roundMm } from '../../../src/lib/geo/nearby.ts';
import { impactRadiusM } from '../../../src/lib/risk/standards/impact-radius.ts';
import { box, districtOf, house, identify, line, pipe, place, told, type Placed } from './hca-district.ts';

const school = (x: number, y: number) => place('protection_target', x, y, { kind: 'school' });

test('99 households in 2 km are a village (c), 100 are item b; the boundary is 200 m beyond the house', () => {
	const of = (households: number) => told(identify(pipe('oil_trunk', 6000), house(3000, 100, households)));
	expect(of(49)).toEqual([]);
	expect(of(50)).toEqual(['II oil-c 2800–3200']);
	expect(of(99)).toEqual(['II oil-c 2800–3200']);
	expect(of(100)).toEqual(['II oil-b,oil-c 2800–3200']);
});

test('a gas pipeline has class 三级 from 100 households and 二级 from 16, and only 三级 is an area', () => {
	const of = (households: number) => {
		const { classes, segments } = identify(pipe('gas_trunk', 6000), house(3000, 100, households));
		return [classes.map((one) => `${one.class} ${one.fromM}–${one.toM} ${one.households}`), segments.length];
	};
	expect(of(15)).toEqual([['一级一类 0–2800 0', '一级二类 2800–3200 15', '一级一类 3200–6000 0'], 0]);
	expect(of(16)).toEqual([['一级一类 0–2800 0', '二级 2800–3200 16', '一级一类 3200–6000 0'], 0]);
	expect(of(99)).toEqual([['一级一类 0–2800 0', '二级 2800–3200 99', '一级一类 3200–6000 0'], 0]);
	expect(of(100)).toEqual([['一级一类 0–2800 0', '三级 2800–3200 100', '一级一类 3200–6000 0'], 1]);
});

test('a house at 200.000 m counts, one at 200.001 m does not', () => {
	expect(told(identify(pipe('oil_trunk', 6000), house(3000, 200, 100)))).toEqual(['II oil-b,oil-c 2800–3200']);
	expect(told(identify(pipe('oil_trunk', 6000), house(3000, 200.001, 100)))).toEqual([]);
	expect(told(identify(pipe('oil_trunk', 6000), house(3000, -200, 100)))).toEqual(['II oil-b,oil-c 2800–3200']);
});

test('two clusters count together when one window of 2 km holds both, its ends included', () => {
	const of = (secondX: number) => told(identify(pipe('oil_trunk', 8000), house(1000, 50, 60), house(secondX, 50, 40)));
	expect(of(3000)).toEqual(['II oil-b,oil-c 800–3200']);
	// 2000.001 m apart no window holds both: 60 households are a village, 40 are nothing.
	expect(of(3000.001)).toEqual(['II oil-c 800–1200']);
});

test('the strip ends square: a house beyond the end of a window does not count in it', () => {
	// 150 m along and 10 m aside of the window's end: nearer than 200 m, but in another 2 km.
	const { classes } = identify(pipe('gas_trunk', 8000), house(1000, 10, 60), house(3150, 10, 60));
	expect(Math.max(...classes.map((one) => one.households))).toBe(60);
});

test('a house beyond the end of the pipeline counts at its end', () => {
	expect(told(identify(pipe('oil_trunk', 3000), house(3100, 0, 100)))).toEqual(['II oil-b,oil-c 2800–3000']);
	expect(told(identify(pipe('oil_trunk', 3000), house(3200.001, 0, 100)))).toEqual([]);
});

test('a pipeline shorter than 2 km is one window', () => {
	const short = identify(pipe('oil_trunk', 900), house(10, 20, 50), house(890, 20, 50));
	expect(told(short)).toEqual(['II oil-b,oil-c 0–900']);
	expect(short.lengthM).toBe(900);
});

test('the last 2 km are a window too, whatever the length leaves over', () => {
	expect(told(identify(pipe('oil_trunk', 3007), house(1007, 20, 50), house(3007, 20, 50)))).toEqual([
		'II oil-b,oil-c 807–3007'
	]);
});

test('the boundary is measured from the outer edge of a building, along the line', () => {
	const block = { ...house(0, 0, 120), geometry: box(3000, 30, 3080, 50) };
	expect(told(identify(pipe('oil_trunk', 6000), block))).toEqual(['II oil-b,oil-c 2800–3280']);
});

test('a house beside two stretches of a hairpin counts at both', () => {
	const hairpin = { ...pipe('oil_trunk', 0), geometry: line([0, 0], [5000, 0], [5000, 300], [0, 300]) };
	expect(told(identify(hairpin, house(1000, 150, 100)))).toEqual([
		'II oil-b,oil-c 800–1200',
		'II oil-b,oil-c 9100–9500'
	]);
});

test('a house seen twice in one window counts once', () => {
	const hairpin = { ...pipe('gas_trunk', 0), geometry: line([0, 0], [500, 0], [500, 300], [0, 300]) };
	const { classes } = identify(hairpin, house(300, 150, 60));
	expect(Math.max(...classes.map((one) => one.households))).toBe(60);
});

test('vertices change nothing: a line cut in a thousand pieces gives what the straight one gives', () => {
	const dense = {
		...pipe('gas_trunk', 0),
		geometry: line(...Array.from({ length: 1001 }, (_, i) => [i * 6, 0]))
	};
	const around = [house(1000, 100, 60), house(2500, 200, 45), house(2503, 120, 3), school(4000, 150)];
	const straight = identify(pipe('gas_trunk', 6000), ...around);
	expect(told(identify(dense, ...around))).toEqual(told(straight));
	expect(identify(dense, ...around).classes).toEqual(straight.classes);
});

test('parts that meet are one run; across a gap nothing is counted, and chainage runs on', () => {
	const parts = (gapM: number): Placed => ({
		...pipe('oil_trunk', 0),
		geometry: {
			type: 'MultiLineString',
			coordinates: [
				[
					[0, 0],
					[1000, 0]
				],
				[
					[1000 + gapM, 0],
					[2000 + gapM, 0]
				]
			]
		}
	});
	const houses = (gapM: number) => [house(900, 20, 60), house(1100 + gapM, 20, 60)];
	const joined = identify(parts(0), ...houses(0));
	expect(told(joined)).toEqual(['II oil-b,oil-c 700–1300']);
	expect(joined.segments[0].lines).toHaveLength(2);
	const apart = identify(parts(500), ...houses(500));
	expect(told(apart)).toEqual(['II oil-c 700–1000', 'II oil-c 1000–1300']);
	expect(Array.from(apart.segments[1].lines[0])).toEqual([501_500, 3_375_000, 501_800, 3_375_000]);
	expect(apart.lengthM).toBe(2000);
});

test('overlapping areas are one of the higher class with all items; others stay apart', () => {
	const found = identify(
		pipe('oil_trunk', 9000),
		house(3000, 100, 100),
		place('enterprise', 3300, 40, { kind: 'petrol_station' }),
		place('enterprise', 8000, 50, { kind: 'oil_depot' }),
		place('enterprise', 6000, 50.001, { kind: 'oil_depot' })
	);
	expect(told(found)).toEqual(['II oil-b,oil-c,oil-d 2800–3500', 'I oil-d 7800–8200']);
	expect(found.segments.map((segment) => segment.level)).toEqual(['orange', 'yellow']);
	expect(found.segments[0].items[2]).toMatchObject({
		item: 'oil-d',
		class: 'I',
		features: ['enterprise/3300,40'],
		inputs: { nearestM: 40, withinM: 50, chainages: 'K3+100–K3+500' }
	});
	expect(totalsOf([found])).toEqual({
		I: { segments: 1, metres: 400 },
		II: { segments: 1, metres: 700 },
		III: { segments: 0, metres: 0 }
	});
});

test('an oil pipeline is an area where a road, reserve or river is near: as long as it is', () => {
	const long = (layer: Placed['layer'], kind: string, geometry: Placed['geometry']): Placed => ({
		layer,
		id: kind,
		attributes: { kind },
		geometry
	});
	const found = identify(
		pipe('oil_trunk', 12_000),
		long('road', 'national', line([1000, -500], [1000, 500])),
		long('road', 'county', line([2000, -500], [2000, 500])),
		long('protection_target', 'nature', box(4000, 150, 5000, 900)),
		long('water', 'river', line([8000, 100], [8000, 900])),
		long('water', 'pond', box(10_000, 10, 10_100, 60))
	);
	expect(told(found)).toEqual([
		'I oil-d 950–1050',
		// √(200² − 150²) = 132.288
		'II oil-e 3867.712–5132.288',
		// √(200² − 100²) = 173.205
		'III oil-f 7826.795–8173.205'
	]);
});

test('buildings of four storeys and more prevail from 40 of them in 2 km: class 四级, III, red', () => {
	const blocks = (count: number, storeys = 4) =>
		Array.from({ length: count }, (_, i) => house(2000 + 10 * i, 100, 1, { storeys }));
	expect(told(identify(pipe('gas_trunk', 6000), ...blocks(39)))).toEqual([]);
	expect(told(identify(pipe('gas_trunk', 6000), ...blocks(40, 3)))).toEqual([]);
	const found = identify(pipe('gas_trunk', 6000), ...blocks(40));
	expect(told(found)).toEqual(['III gas-a 1800–2590']);
	expect(found.segments[0].level).toBe('red');
	expect(found.classes.map((one) => one.class)).toEqual(['一级一类', '四级', '一级一类']);
	expect(told(identify(pipe('oil_trunk', 6000), ...blocks(40)))).toEqual(['III oil-a 1800–2590']);
	expect(found.segments[0].items[0].confidence).toBe('DESIGN');
});

test('三级 holds beside 四级, not in it', () => {
	const blocks = Array.from({ length: 40 }, (_, i) => house(3000 + 10 * i, 100, 10, { storeys: 6 }));
	const found = identify(pipe('gas_trunk', 8000), ...blocks, house(2000, 50, 5));
	expect(found.classes.map((one) => `${one.class} ${one.fromM}–${one.toM}`)).toEqual([
		'一级一类 0–1800',
		'三级 1800–2800',
		'四级 2800–3590',
		'一级一类 3590–8000'
	]);
	expect(told(found)).toEqual(['III gas-a,gas-b 1800–3590']);
});

test('an industrial park makes it 三级 as far as it is within 200 m', () => {
	const park: Placed = {
		layer: 'park',
		id: 'park',
		attributes: { kind: 'industrial' },
		geometry: box(2000, 0, 3000, 500)
	};
	const found = identify(pipe('gas_trunk', 6000), park, house(5500, 150, 1));
	expect(told(found)).toEqual(['II gas-b 1800–3200']);
});

test.each([
	[219, 4, 43.4],
	[273, 1.6, 34.2],
	[508, 6.3, 126.2],
	[711, 10, 222.6],
	[813, 10, 254.5],
	[1016, 10, 318.1],
	[1219, 12, 418.1]
])('the potential impact radius of %d mm at %d MPa is %d m', (d, p, radiusM) => {
	expect(impactRadiusM(d, p, SHIPPED)).toBeCloseTo(radiusM, 1);
});

test.each([
	[219, 1, 'gas-d', 21.681],
	[219, 4, 'gas-e', 200],
	[273, 1.5, 'gas-e', 200],
	[711, 10, 'gas-e', 200],
	[762, 10, 'gas-e', 200],
	[813, 6.9, 'gas-e', 200],
	[813, 10, 'gas-c', 254.522],
	[1016, 10, 'gas-c', 318.075],
	[1219, 12, 'gas-c', 418.051]
] as const)('a gas pipeline of %d mm at %d MPa is asked by %s within %d m', (d, p, item, reachM) => {
	const reach = siteReachOf(d, p, SHIPPED);
	expect(reach).toMatchObject({ item, missing: [], couldBe: null });
	expect(reach.reachM).toBeCloseTo(reachM, 3);
});

test('the potential impact radius decides for a great pipeline, and is its boundary', () => {
	const great = pipe('gas_trunk', 6000, { diameterMm: 813, pressureMPa: 10 });
	const [segment] = identify(great, school(3000, 254.5)).segments;
	expect(segment).toMatchObject({ class: 'II', fromM: 2745.478, toM: 3254.522 });
	expect(segment.items[0]).toMatchObject({ item: 'gas-c', confidence: 'RECALLED' });
	expect(segment.items[0].inputs).toMatchObject({ nearestM: 254.5, withinM: 254.522, diameterMm: 813 });
	expect(told(identify(great, school(3000, 254.6), house(0, 100, 1)))).toEqual([]);
});

test('a small pipeline counts sites in its radius only, any other within 200 m', () => {
	const small = pipe('gas_trunk', 6000, { diameterMm: 219, pressureMPa: 1 });
	expect(told(identify(small, school(3000, 22)))).toEqual([]);
	expect(told(identify(small, school(3000, 21)))).toEqual(['I gas-d 2978.319–3021.681']);
	expect(told(identify(pipe('gas_trunk', 6000), school(3000, 200)))).toEqual(['I gas-e 2800–3200']);
	expect(told(identify(pipe('gas_trunk', 6000), school(3000, 200.001)))).toEqual([]);
});

test('sites of the second kind need 30 people; a market without a number is one, a station without is open', () => {
	const of = (kind: string, people?: number) =>
		identify(
			pipe('gas_trunk', 6000),
			place('protection_target', 3000, 100, { kind, ...(people && { people }) }),
			house(0, 9, 1)
		);
	expect(told(of('transport', 30))).toEqual(['I gas-e 2800–3200']);
	expect(told(of('transport', 29))).toEqual([]);
	expect(of('transport').undecided).toMatchObject([{ attribute: 'people', features: ['protection_target/3000,100'] }]);
	expect(told(of('market'))).toEqual(['I gas-e 2800–3200']);
	expect(told(of('market', 29))).toEqual([]);
	expect(of('market').segments[0].items[0].confidence).toBe('RECALLED');
});

test('a school makes 一、二级 be designed as 三级 without being 三级', () => {
	const { classes, segments } = identify(pipe('gas_trunk', 6000), school(3000, 100), house(3000, 50, 20));
	expect(classes.filter((one) => one.designClass !== one.class)).toEqual([
		{ fromM: 2800, toM: 3200, class: '二级', designClass: '三级', households: 20 }
	]);
	expect(segments[0].items.map((item) => item.item)).toEqual(['gas-e']);
});

test('a petrol station counts for gas outside 三级 and 四级 only', () => {
	const station = place('enterprise', 3000, 150, { kind: 'petrol_station' });
	expect(told(identify(pipe('gas_trunk', 6000), station, house(0, 9, 1)))).toEqual(['II gas-f 2800–3200']);
	expect(told(identify(pipe('gas_trunk', 6000), station, house(3000, 9, 100)))).toEqual(['II gas-b 2800–3200']);
});

test('households that are not on record leave it open where they could change the answer, with the houses named', () => {
	const open = identify(pipe('oil_trunk', 6000), house(3000, 100, null), house(3010, 100, 3));
	expect(open.segments).toEqual([]);
	expect(open.undecided).toMatchObject([
		{ code: 'attribute-missing', attribute: 'households', features: ['building/3000,100'] }
	]);
	expect(open.undecided[0].text.zh).toContain('户数');
	// Beside 100 that are on record, one more changes nothing.
	expect(identify(pipe('oil_trunk', 6000), house(3000, 100, null), house(3000, 90, 100)).undecided).toEqual([]);
	// Nor where all who live there could not make enough households.
	expect(
		identify(pipe('oil_trunk', 6000), house(3000, 100, null, { people: 46 }), house(3000, 90, 3)).undecided
	).toEqual([]);
	expect(
		identify(pipe('oil_trunk', 6000), house(3000, 100, null, { people: 47 }), house(3000, 90, 3)).undecided
	).toHaveLength(1);
	// Beyond the strip neither.
	expect(identify(pipe('oil_trunk', 6000), house(3000, 201, null), house(3000, 90, 1)).undecided).toEqual([]);
	// An office has no households; a building of unknown use may have.
	const office = place('building', 3000, 50, { use: 'office', storeys: 2 });
	expect(identify(pipe('oil_trunk', 6000), office).undecided).toEqual([]);
	const anything = place('building', 3000, 50, { storeys: 2 });
	expect(identify(pipe('oil_trunk', 6000), anything).undecided).toMatchObject([{ attribute: 'use' }]);
});

test('an unknown household counts as one at least: 99 and an unknown one are 100, by a number of this house', () => {
	const { segments } = identify(pipe('oil_trunk', 6000), house(3000, 100, 99), house(3005, 100, null));
	const b = segments[0].items.find((item) => item.item === 'oil-b')!;
	expect(b).toMatchObject({ confidence: 'DESIGN', inputs: { households: 100, guessed: 1 } });
});

test('storeys that are not on record leave it open only where they could make four storeys prevail', () => {
	const blocks = (known: number, unknown: number) => [
		...Array.from({ length: known }, (_, i) => house(2000 + 10 * i, 100, 0, { storeys: 5 })),
		...Array.from({ length: unknown }, (_, i) => {
			const { storeys: _storeys, ...attributes } = house(0, 0, 0).attributes;
			return { ...house(2205 + 10 * i, 100, 0), attributes };
		})
	];
	expect(identify(pipe('oil_trunk', 6000), ...blocks(35, 4)).undecided).toEqual([]);
	expect(identify(pipe('oil_trunk', 6000), ...blocks(35, 5)).undecided).toMatchObject([{ attribute: 'storeys' }]);
	expect(identify(pipe('oil_trunk', 6000), ...blocks(40, 5)).undecided).toEqual([]);
});

test('without diameter or pressure a gas pipeline is open, and sites within 200 m are still asked', () => {
	const bare = (attributes: Record<string, number | null>) =>
		identify(pipe('gas_trunk', 6000, attributes), school(3000, 100), house(0, 9, 1));
	expect(bare({ diameterMm: null }).undecided.map((one) => one.attribute)).toEqual([]);
	expect(bare({ diameterMm: null, pressureMPa: 10 }).undecided.map((one) => one.attribute)).toEqual(['diameterMm']);
	const both = bare({ diameterMm: null, pressureMPa: null });
	expect(both.undecided.map((one) => one.attribute)).toEqual(['diameterMm', 'pressureMPa']);
	expect(told(both)).toEqual(['I gas-e 2800–3200']);
	// 508 mm is no great and no small pipeline, whatever its pressure.
	expect(bare({ pressureMPa: null }).undecided).toEqual([]);
});

test('a map without buildings has counted nobody', () => {
	const { undecided, layersEmpty } = identify(pipe('oil_trunk', 3000));
	expect(undecided).toMatchObject([{ code: 'layer-empty', attribute: 'households' }]);
	expect(layersEmpty).toEqual([
		'building',
		'enterprise',
		'hazard_source',
		'road',
		'protection_target',
		'water',
		'park'
	]);
});

test('abandoned pipelines, city gas and pipelines without a class are not asked', () => {
	const placed = [
		pipe('oil_trunk', 3000, { status: 'abandoned' }),
		{ ...pipe('oil_trunk', 3000, { pipeClass: 'city_gas' }), id: 'city' },
		{ ...pipe('oil_trunk', 3000, { pipeClass: null }), id: 'bare' },
		{ ...pipe('gas_trunk', 3000, { status: 'live' }), id: 'live' }
	];
	expect(hcaOf(districtOf(placed), SHIPPED).map((one) => one.pipeline)).toEqual(['live']);
});

test('chainages read as on a marker post', () => {
	expect([0, 9.6, 1250, 12_034.4, 999.6].map(chainageText)).toEqual([
		'K0+000',
		'K0+010',
		'K1+250',
		'K12+034',
		'K1+000'
	]);
	expect(stretchText({ fromM: 0, toM: 1250 })).toBe('K0+000–K1+250');
});

/** The level each 250 m of the first 5 km, as a number that is greater for a worse one. */
function ranks(...placed: readonly Placed[]): number[] {
	const { segments } = identify(...placed);
	return Array.from({ length: 20 }, (_, n) => {
		const here = segments.filter((segment) => segment.fromM <= 250 * n + 250 && 250 * n <= segment.toM);
		return Math.max(0, ...here.map((segment) => LEVELS.length - LEVELS.indexOf(segment.level)));
	});
}

const houses = fc.array(
	fc.record({
		x: fc.integer({ min: 0, max: 5000 }),
		y: fc.integer({ min: -260, max: 260 }),
		households: fc.integer({ min: 0, max: 60 }),
		storeys: fc.integer({ min: 1, max: 8 })
	}),
	{ minLength: 1, maxLength: 60 }
);

test.each(['oil_trunk', 'gas_trunk'] as const)(
	'%s: more households or one more house never lowers a level anywhere',
	(pipeClass) => {
		fc.assert(
			fc.property(houses, fc.nat(), fc.integer({ min: 1, max: 200 }), fc.boolean(), (some, which, more, isNew) => {
				const draw = (all: typeof some) =>
					all.map(({ x, y, households, storeys }, i) => ({ ...house(x, y, households, { storeys }), id: `b${i}` }));
				const one = some[which % some.length];
				const grown = isNew
					? [...some, { x: (which % 500) * 10, y: 30, households: more, storeys: 1 }]
					: some.map((other) => (other === one ? { ...one, households: one.households + more } : other));
				const station = place('enterprise', 2500, 40, { kind: 'petrol_station' });
				const before = ranks(pipe(pipeClass, 5000), station, ...draw(some));
				const after = ranks(pipe(pipeClass, 5000), station, ...draw(grown));
				after.forEach((rank, n) => expect(rank).toBeGreaterThanOrEqual(before[n]));
			}),
			{ numRuns: 60 }
		);
	}
);

test('windows count what a plain count of each window counts', () => {
	fc.assert(
		fc.property(houses, (some) => {
			const placed = some.map(({ x, y, households }, i) => ({ ...house(x, y, households), id: `b${i}` }));
			let most = 0;
			for (let start = 0; start <= 3000; start += 10) {
				const inside = some.filter(({ x, y }) => Math.abs(y) <= 200 && x >= start && x <= start + 2000);
				most = Math.max(
					most,
					inside.reduce((sum, one) => sum + one.households, 0)
				);
			}
			const { classes } = identify(pipe('gas_trunk', 5000), ...placed);
			expect(Math.max(...classes.map((one) => one.households))).toBe(most);
		}),
		{ numRuns: 100 }
	);
});

test('along any bends, every house within 200 m of the line counts and no other does', () => {
	const bends = fc.array(fc.tuple(fc.integer({ min: -300, max: 300 }), fc.integer({ min: -300, max: 300 })), {
		minLength: 2,
		maxLength: 5
	});
	fc.assert(
		fc.property(bends, houses, (corners, some) => {
			fc.pre(corners.every(([x, y], i) => i === 0 || x !== corners[i - 1][0] || y !== corners[i - 1][1]));
			const bent = { ...pipe('gas_trunk', 0), geometry: line(...corners) };
			const placed = some.map(({ x, y, households }, i) => ({
				...house((x % 1200) - 600, 2 * y, households),
				id: `b${i}`
			}));
			const { pipeline, building } = districtOf([bent, ...placed]);
			const within = placed.filter((_, i) => {
				return roundMm(distanceBetween(pipeline.shapes, 0, building.shapes, i)) <= 200;
			});
			const expected = within.reduce((sum, one) => sum + Number(one.attributes.households), 0);
			const { classes, lengthM } = identify(bent, ...placed);
			fc.pre(lengthM <= 2000);
			expect(Math.max(...classes.map((one) => one.households))).toBe(expected);
		}),
		{ numRuns: 200 }
	);
});

/** A line along the x axis from 0, cut at the given places; every other section is drawn backwards. */
const sections = (pipeClass: 'oil_trunk' | 'gas_trunk', ends: readonly number[]): Placed[] =>
	ends.slice(1).map((to, k) => ({
		...pipe(pipeClass, 0),
		id: `section-${k}`,
		geometry: k % 2 === 0 ? line([ends[k], 0], [to, 0]) : line([to, 0], [ends[k], 0])
	}));

test('a window does not stop where a section of the line does: 60 and 60 households beside the joint are 120', () => {
	const houses = [house(2500, 50, 60), house(3500, 50, 60)];
	const [first, second] = hcaOf(districtOf([...sections('oil_trunk', [0, 3000, 6000]), ...houses]), SHIPPED);
	expect(told(first)).toEqual(['II oil-b,oil-c 2300–3000']);
	// The second is drawn backwards: its chainage begins at 6000.
	expect(told(second)).toEqual(['II oil-b,oil-c 2300–3000']);
	expect(second.segments[0].items[0].text.zh).toContain('120 户');
	expect(second.segments[0].items[0].text.zh).toContain('K2+300–K3+000');
});

test('at a branch nobody can say which goes on, and another class or diameter is another line', () => {
	const houses = [house(2500, 50, 60), house(3500, 50, 60)];
	const alone = ['II oil-c 2300–2700'];
	const joined = sections('oil_trunk', [0, 3000, 6000]);
	const branch = { ...pipe('oil_trunk', 0), id: 'branch', geometry: line([3000, 0], [3000, -900]) };
	expect(told(hcaOf(districtOf([...joined, branch, ...houses]), SHIPPED)[0])).toEqual(alone);
	const wide = { ...joined[1], attributes: { ...joined[1].attributes, diameterMm: 813 } };
	expect(told(hcaOf(districtOf([joined[0], wide, ...houses]), SHIPPED)[0])).toEqual(alone);
});

test('a ring of sections is counted once around, and ends', () => {
	const corners = [
		[0, 0],
		[3000, 0],
		[3000, 3000],
		[0, 3000]
	];
	const ring = corners.map((from, k) => ({
		...pipe('oil_trunk', 0),
		id: `side-${k}`,
		geometry: line(from, corners[(k + 1) % 4])
	}));
	const found = hcaOf(districtOf([...ring, house(2900, 50, 50), house(2950, 300, 50)]), SHIPPED);
	expect(found.map((one) => one.lengthM)).toEqual([3000, 3000, 3000, 3000]);
	expect(told(found[0])[0]).toContain('oil-b');
	expect(told(found[2])).toEqual([]);
});

test('however a line is cut into sections, the same places are areas and have the same class location', () => {
	const houses = fc.array(
		fc.record({
			x: fc.integer({ min: 0, max: 9000 }),
			y: fc.integer({ min: 0, max: 250 }),
			n: fc.integer({ min: 1, max: 90 })
		}),
		{ maxLength: 12 }
	);
	const cuts = fc.uniqueArray(fc.integer({ min: 1, max: 8999 }), { maxLength: 5 });
	fc.assert(
		fc.property(houses, cuts, fc.constantFrom('oil_trunk' as const, 'gas_trunk' as const), (some, at, pipeClass) => {
			const beside = some.map(({ x, y, n }, k) => ({ ...house(x, y, n), id: `house-${k}` }));
			const ends = [0, ...at.sort((a, b) => a - b), 9000];
			const [whole] = hcaOf(districtOf([pipe(pipeClass, 9000), ...beside]), SHIPPED);
			const parts = hcaOf(districtOf([...sections(pipeClass, ends), ...beside]), SHIPPED);
			const back = <T extends { fromM: number; toM: number }>(one: T, k: number) =>
				k % 2 === 0
					? { ...one, fromM: ends[k] + one.fromM, toM: ends[k] + one.toM }
					: { ...one, fromM: ends[k + 1] - one.toM, toM: ends[k + 1] - one.fromM };
			const areas = parts.flatMap(({ segments }, k) => segments.map((segment) => back(segment, k)));
			expect(joined(areas)).toEqual(joined(whole.segments));
			const classAt = (classes: typeof whole.classes, x: number) =>
				classes.find((one) => one.fromM <= x && x < one.toM)?.class;
			const classes = parts.flatMap((part, k) => part.classes.map((one) => back(one, k)));
			for (let x = 5.5; x < 9000; x += 97) expect(classAt(classes, x), `at ${x}`).toBe(classAt(whole.classes, x));
		}),
		{ numRuns: 40 }
	);
});

/** Stretches that overlap or touch, as one. */
function joined(stretches: readonly { fromM: number; toM: number }[]): [number, number][] {
	const all: [number, number][] = [];
	for (const { fromM, toM } of [...stretches].sort((a, b) => a.fromM - b.fromM)) {
		const last = all.at(-1);
		if (last !== undefined && fromM <= last[1]) last[1] = Math.max(last[1], toM);
		else all.push([fromM, toM]);
	}
	return all;
}
