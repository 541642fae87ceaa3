import { createHash } from 'node:crypto';
import type { Geometry, Position } from 'geojson';
import { expect, test } from 'vitest';
import { DEMO_COUNTS } from '../../../data/demo/demo-numbers.ts';
import { DEMO_DISTRICT, generateDemo, type DemoFeature } from '../../../data/demo/generate.ts';
import { crossingOf, isInside, lengthOf, signedArea, type Point } from '../../../data/demo/plane-shapes.ts';
import { densifyLngLat, projectGeometry } from '../../../src/lib/geo/densify.ts';
import { ShapesBuilder } from '../../../src/lib/geo/geojson-shapes.ts';
import { indexShapes, pairsWithin, roundMm } from '../../../src/lib/geo/nearby.ts';
import { planeOf } from '../../../src/lib/geo/plane.ts';
import type { Shapes } from '../../../src/lib/geo/shapes.ts';
import { ruleOf } from '../../../src/lib/risk/clearance/catalogue.ts';
import { clear } from '../../../src/lib/risk/clearance/clear.ts';
import type { DistrictColumns } from '../../../src/lib/risk/district.ts';
import type { State } from '../../../src/lib/risk/finding.ts';
import { LAYER_IDS, type Attributes, type LayerId } from '../../../src/lib/risk/layer.ts';
import { LAYERS } from '../../../src/lib/risk/layers/registry.ts';
import { SHIPPED } from '../../../src/lib/risk/rule-set.ts';

/** For tests that go through every vertex: a busy machine takes its time. */
const SLOW_MS = 120_000;

const plane = planeOf(DEMO_DISTRICT.metricSrid);
const features = [...generateDemo()];
const byLayer = new Map<LayerId, DemoFeature[]>(LAYER_IDS.map((layer) => [layer, []]));
for (const feature of features) byLayer.get(feature.layer)?.push(feature);
const of = (layer: LayerId) => byLayer.get(layer) ?? [];
const district = of('area').filter((area) => area.attributes.kind === 'district');
const subdistricts = of('area').filter((area) => area.attributes.kind === 'subdistrict');
const outline = openRing(district[0]);

function metric(geometry: Geometry): Geometry {
	return projectGeometry(densifyLngLat(geometry), plane);
}

function shapesOf(list: readonly DemoFeature[]): Shapes {
	const builder = new ShapesBuilder();
	for (const feature of list) builder.addGeometry(metric(feature.geometry));
	return builder.finish();
}

function positionsOf({ geometry }: DemoFeature): Position[] {
	if (geometry.type === 'Point') return [geometry.coordinates];
	if (geometry.type === 'LineString') return geometry.coordinates;
	if (geometry.type === 'Polygon') return geometry.coordinates[0];
	throw new Error(`The demo has no ${geometry.type}.`);
}

function openRing(feature: DemoFeature): Point[] {
	return positionsOf(feature)
		.slice(0, -1)
		.map(([lng, lat]) => plane.project(lng, lat));
}

/** Grades by name of a layer, without any findings. */
function gradesOf(layer: LayerId): Map<string, number> {
	const known = LAYERS.find((candidate) => candidate.id === layer);
	const counts = new Map<string, number>();
	for (const { attributes } of of(layer)) {
		const grade = known?.grade?.(attributes, {
			rules: SHIPPED,
			today: '2026-11-23',
			findings: [],
			hca: null,
			exposure: null,
			override: null
		});
		const name = grade?.level === null ? 'not assessed' : String(grade?.grade ?? grade?.level);
		counts.set(name, (counts.get(name) ?? 0) + 1);
	}
	return counts;
}

const lacks = (key: string) => (feature: DemoFeature) => (feature.attributes[key] ?? null) === null;

test('it is a fictional district whose code begins with 4201, so that the rules of its city apply', () => {
	expect(DEMO_DISTRICT.fictional).toBe(true);
	expect(DEMO_DISTRICT.name).toContain('虚构');
	expect(DEMO_DISTRICT.code).toMatch(/^4201\d\d$/);
});

test(
	'the same seed gives the same district to the last digit, another seed another one',
	() => {
		const hash = (list: Iterable<DemoFeature>) => {
			const sum = createHash('sha256');
			for (const feature of list) sum.update(JSON.stringify(feature));
			return sum.digest('hex');
		};
		const first = hash(features);
		expect(hash(generateDemo({ scale: 1, seed: 1 }))).toBe(first);
		const start = (list: Iterable<DemoFeature>) => JSON.stringify(Iterator.from(list).take(20).toArray());
		expect(start(generateDemo({ seed: 2 }))).not.toBe(start(features));
	},
	SLOW_MS
);

test('it holds what it is said to hold', () => {
	expect(district).toHaveLength(1);
	expect(subdistricts).toHaveLength(12);
	expect(of('building')).toHaveLength(60_000);
	expect(of('enterprise')).toHaveLength(4_000);
	expect(of('hazard_source')).toHaveLength(120);
	expect(of('building').filter((building) => building.attributes.dangerGrade !== undefined)).toHaveLength(300);
	expect(of('park')).toHaveLength(12);
	expect(of('protection_target')).toHaveLength(900);
	const lengthM = of('pipeline').reduce(
		(sum, pipe) => sum + lengthOf(positionsOf(pipe).map(([lng, lat]) => plane.project(lng, lat))),
		0
	);
	expect(Math.abs(lengthM / DEMO_COUNTS.pipelineM - 1)).toBeLessThan(0.001);
	const areaKm2 = signedArea(outline) / 1e6;
	expect(areaKm2).toBeGreaterThan(470);
	expect(areaKm2).toBeLessThan(530);
});

test('every key is its own, and every layer is there', () => {
	expect(new Set(features.map((feature) => feature.key)).size).toBe(features.length);
	for (const layer of LAYER_IDS) expect(of(layer).length, layer).toBeGreaterThan(0);
});

test('the subdistricts tile the district: every edge is shared vertex for vertex, or is the outline', () => {
	const edges = new Set<string>();
	const edgesOf = (feature: DemoFeature) => {
		const ring = positionsOf(feature);
		return ring.slice(1).map((to, k) => [`${ring[k]}`, `${to}`] as const);
	};
	for (const [from, to] of subdistricts.flatMap(edgesOf)) {
		if (edges.has(`${from} ${to}`)) throw new Error(`Two subdistricts have the edge ${from} ${to}.`);
		edges.add(`${from} ${to}`);
	}
	const outer = new Set(edgesOf(district[0]).map(([from, to]) => `${from} ${to}`));
	for (const edge of edges) {
		const [from, to] = edge.split(' ');
		expect(edges.has(`${to} ${from}`) !== outer.has(edge), edge).toBe(true);
	}
	for (const edge of outer) expect(edges.has(edge)).toBe(true);
	const areas = subdistricts.map((area) => signedArea(openRing(area)));
	expect(Math.min(...areas)).toBeGreaterThan(10e6);
	expect(areas.reduce((sum, area) => sum + area, 0)).toBeCloseTo(signedArea(outline), 0);
});

test('one subdistrict has not been assessed', () => {
	expect(subdistricts.filter(lacks('lastAssessed'))).toHaveLength(1);
});

test(
	'every area is a simple ring that runs anticlockwise, every line has a length',
	() => {
		for (const feature of features) {
			const positions = positionsOf(feature);
			if (!positions.flat().every(Number.isFinite))
				throw new Error(`${feature.key} has a coordinate that is no number.`);
			if (feature.geometry.type === 'LineString') {
				const line = positions.map(([lng, lat]): Point => plane.project(lng, lat));
				for (let k = 1; k < line.length; k++) {
					if (lengthOf([line[k - 1], line[k]]) < 0.01) throw new Error(`${feature.key} repeats vertex ${k}.`);
				}
			}
			if (feature.geometry.type === 'Polygon') {
				if (`${positions[0]}` !== `${positions[positions.length - 1]}`)
					throw new Error(`${feature.key} is not closed.`);
				const ring = openRing(feature);
				if (!(signedArea(ring) > 5)) throw new Error(`${feature.key} has an area of ${signedArea(ring)} m².`);
				const where = crossingIn(ring);
				if (where !== null) throw new Error(`${feature.key} crosses itself at ${where}.`);
			}
		}
	},
	SLOW_MS
);

/** A place where two sides of the ring that are not neighbours cross. */
function crossingIn(ring: readonly Point[]): string | null {
	const next = (k: number) => ring[(k + 1) % ring.length];
	const touch = (i: number, j: number, axis: 0 | 1) =>
		Math.max(ring[i][axis], next(i)[axis]) >= Math.min(ring[j][axis], next(j)[axis]) &&
		Math.max(ring[j][axis], next(j)[axis]) >= Math.min(ring[i][axis], next(i)[axis]);
	for (let i = 0; i < ring.length; i++) {
		for (let j = i + 2; j < ring.length; j++) {
			if ((i === 0 && j === ring.length - 1) || !touch(i, j, 0) || !touch(i, j, 1)) continue;
			if (crossingOf(ring[i], next(i), ring[j], next(j)) !== null) return ring[i].join(', ');
		}
	}
	return null;
}

test(
	'everything lies in the district',
	() => {
		const builder = new ShapesBuilder();
		builder.addGeometry(metric({ type: 'LineString', coordinates: positionsOf(district[0]) }));
		const border = builder.finish();
		const inner = shapesOf(
			features.filter((feature) => feature.layer !== 'area' && feature.attributes.kind !== 'river')
		);
		expect(pairsWithin(inner, indexShapes(border), 0).count).toBe(0);
		expect(pairsWithin(inner, indexShapes(shapesOf(district)), 0).count).toBe(inner.count);
		// the river ends at the border: its corners there are on it to a millimetre
		const river = of('water').filter((water) => water.attributes.kind === 'river');
		expect(river).toHaveLength(1);
		for (const point of openRing(river[0])) {
			if (isInside(point, outline)) continue;
			const at = new ShapesBuilder();
			at.addGeometry({ type: 'Point', coordinates: [...point] });
			expect(pairsWithin(at.finish(), indexShapes(border), 0.001).count).toBe(1);
		}
	},
	SLOW_MS
);

test(
	'no building stands on another, in the water, or on the land of a road or railway',
	() => {
		const buildings = shapesOf(of('building'));
		const index = indexShapes(buildings);
		const touching = pairsWithin(buildings, index, 0.5);
		expect(touching.count).toBe(buildings.count);

		expect(pairsWithin(shapesOf(of('water')), index, 1).count).toBe(0);
		expect(pairsWithin(shapesOf(of('hazard_source')), index, 1).count).toBe(0);

		const ways = of('road').filter((road) => typeof road.attributes.edgeHalfWidthM === 'number');
		const halfWidths = Float64Array.from(ways, (road) => Number(road.attributes.edgeHalfWidthM));
		expect(pairsWithin(shapesOf(ways), index, halfWidths).count).toBe(0);
		const unmeasured = of('road').filter((road) => !ways.includes(road) && road.geometry.type === 'LineString');
		expect(pairsWithin(shapesOf(unmeasured), index, 6).count).toBe(0);
	},
	SLOW_MS
);

test('buildings stand along the streets: nine in ten within 120 m of one', () => {
	const roads = indexShapes(shapesOf(of('road').filter((road) => road.geometry.type === 'LineString')));
	const sample = of('building').filter((_, k) => k % 20 === 0);
	const near = new Set(pairsWithin(shapesOf(sample), roads, 120).a);
	expect(near.size / sample.length).toBeGreaterThan(0.9);
});

test(
	'some houses stand at exactly 5.000 m from a trunk line, some at 5.001 m',
	() => {
		const trunks = of('pipeline').filter((pipe) => String(pipe.attributes.pipeClass).endsWith('_trunk'));
		const houses = of('building');
		const near = pairsWithin(shapesOf(trunks), indexShapes(shapesOf(houses)), 5.5);
		const at = (distanceM: number) => {
			const found: number[] = [];
			for (let k = 0; k < near.count; k++) if (roundMm(near.distanceM[k]) === distanceM) found.push(k);
			return found;
		};
		expect(at(5).length).toBeGreaterThanOrEqual(3);
		expect(at(5.001).length).toBeGreaterThanOrEqual(3);
		for (const k of [...at(5), ...at(5.001)]) {
			// a tenth of a millimetre is what degrees and bent lines may cost, five times less than would change the answer
			const target = roundMm(near.distanceM[k]);
			expect(Math.abs(near.distanceM[k] - target)).toBeLessThan(1e-4);
			expect(trunks[near.a[k]].accuracyM).toBeNull();
			expect(houses[near.b[k]].accuracyM).toBeNull();
		}
	},
	SLOW_MS
);

test(
	'under Article 30 houses are broken, uncertain, undecided and met',
	() => {
		const columns = Object.fromEntries(
			LAYER_IDS.map((layer) => {
				const list = layer === 'pipeline' || layer === 'building' ? of(layer) : [];
				return [
					layer,
					{
						layer,
						ids: list.map((feature) => feature.key),
						names: list.map((feature) => feature.name),
						attributes: list.map((feature) => feature.attributes),
						accuracyM: list.map((feature) => feature.accuracyM),
						shapes: shapesOf(list)
					}
				];
			})
		) as unknown as DistrictColumns;
		const { findings } = clear(columns, [ruleOf('PIPE-30-5', SHIPPED)], '2026-11-23');
		const states = (state: State) => findings.filter((finding) => finding.state === state);
		expect(states('broken').length).toBeGreaterThanOrEqual(8);
		expect(states('broken').filter((finding) => finding.measuredM === 5).length).toBeGreaterThanOrEqual(3);
		expect(states('broken').filter((finding) => finding.measuredM === 0).length).toBeGreaterThanOrEqual(1);
		expect(states('met').filter((finding) => finding.measuredM === 5.001).length).toBeGreaterThanOrEqual(3);
		expect(states('uncertain').length).toBeGreaterThanOrEqual(3);
		expect(states('undecided').length).toBeGreaterThanOrEqual(2);
		for (const { cause } of states('undecided')) expect(cause?.attribute).toBe('pipeClass');
	},
	SLOW_MS
);

test('there are pipelines of every class and pressure, and some whose class nobody knows', () => {
	const values = (key: string) => new Set(of('pipeline').map((pipe) => pipe.attributes[key]));
	for (const pipeClass of ['oil_trunk', 'gas_trunk', 'city_gas', 'plant_internal', 'hazchem_public', undefined]) {
		expect(values('pipeClass').has(pipeClass as string), String(pipeClass)).toBe(true);
	}
	for (const pressure of ['low', 'mid', 'sub_high', 'high']) expect(values('pressureClass').has(pressure)).toBe(true);
	const city = of('pipeline').filter((pipe) => pipe.attributes.pipeClass === 'city_gas');
	expect(city.filter(lacks('pressureClass')).length).toBeGreaterThan(0);
});

test('hazard sources come to all four levels of GB 18218, some to none, and some cannot be told', () => {
	const grades = gradesOf('hazard_source');
	for (const grade of ['一级', '二级', '三级', '四级', '不构成', 'not assessed']) {
		expect(grades.get(grade) ?? 0, grade).toBeGreaterThan(2);
	}
});

test(
	'parks and dangerous buildings come to grades A to D, geohazard zones to all four colours',
	() => {
		for (const grade of ['A', 'B', 'C', 'D']) {
			expect(gradesOf('park').get(grade) ?? 0).toBeGreaterThan(0);
			expect(gradesOf('building').get(grade) ?? 0).toBeGreaterThan(10);
		}
		expect(gradesOf('geohazard_zone').get('not assessed')).toBeGreaterThan(0);
	},
	SLOW_MS
);

test('four nested lines of risk surround a plant of each chemical park; a planned school lies in one of the widest', () => {
	const contours = of('risk_contour').filter((contour) => contour.attributes.kind === 'individual_risk');
	const widest = contours.filter((contour) => contour.attributes.frequency === '3e-7');
	expect(widest).toHaveLength(3);
	for (const outer of widest) {
		const own = contours.filter((contour) => contour.attributes.enterprise === outer.attributes.enterprise);
		const lines = ['3e-5', '1e-5', '3e-6', '3e-7'].map((frequency) =>
			openRing(own.find((contour) => contour.attributes.frequency === frequency)!)
		);
		lines.slice(1).forEach((line, k) => expect(lines[k].every((point) => isInside(point, line))).toBe(true));
		const plant = of('enterprise').find((enterprise) => enterprise.name === outer.attributes.enterprise)!;
		expect(openRing(plant).some((point) => isInside(point, lines[3]))).toBe(true);
	}
	const planned = of('protection_target').filter(
		({ attributes }) => attributes.kind === 'school' && attributes.phase === 'new'
	);
	const reached = planned.filter((school) =>
		widest.some((line) => openRing(school).every((point) => isInside(point, openRing(line))))
	);
	expect(reached.length).toBeGreaterThan(0);
});

test('a control line runs around each chemical park', () => {
	const lines = of('risk_contour').filter((contour) => contour.attributes.kind === 'park_control_line');
	const parks = of('park').filter((park) => park.attributes.kind === 'chemical');
	expect(lines.map((line) => line.attributes.enterprise)).toEqual(parks.map((park) => park.name));
	parks.forEach((park, k) => {
		expect(openRing(park).every((point) => isInside(point, openRing(lines[k])))).toBe(true);
	});
});

test('every hazard source names its plant, and most plants are drawn with the fence around their sources', () => {
	const plants = of('enterprise').filter((enterprise) => enterprise.geometry.type === 'Polygon');
	expect(plants.length).toBeGreaterThan(20);
	let inside = 0;
	for (const source of of('hazard_source')) {
		const name = source.attributes.enterprise;
		expect(of('enterprise').some((enterprise) => enterprise.name === name)).toBe(true);
		const own = plants.filter((plant) => plant.name === name);
		if (own.some((plant) => openRing(source).every((point) => isInside(point, openRing(plant))))) inside++;
	}
	expect(inside).toBeGreaterThan(90);
});

test('most units name who answers for them, what is done and when they were last inspected; a few do not', () => {
	for (const layer of ['enterprise', 'hazard_source', 'pipeline'] as const) {
		for (const key of ['administrativePerson', 'industryPerson', 'measures', 'lastInspected']) {
			const share = of(layer).filter(lacks(key)).length / of(layer).length;
			expect(share, `${layer} ${key}`).toBeGreaterThan(0);
			expect(share, `${layer} ${key}`).toBeLessThan(0.2);
		}
	}
	const dangers = new Set(features.map((feature) => feature.attributes.majorDanger));
	for (const state of ['open', 'listed', 'overdue']) expect(dangers.has(state), state).toBe(true);
	expect(features.filter((feature) => !lacks('fatalAccidentOn')(feature)).length).toBeGreaterThan(1);
	expect(features.filter((feature) => !lacks('severeAccidentOn')(feature))).toHaveLength(1);
});

test('most dwellings have their households on record, and one subdistrict is overdue for its assessment', () => {
	const homes = of('building').filter(({ attributes }) => ['residential', 'dwelling'].includes(String(attributes.use)));
	const share = homes.filter(lacks('households')).length / homes.length;
	expect(share).toBeGreaterThan(0.02);
	expect(share).toBeLessThan(0.04);
	const overdue = subdistricts.filter(({ attributes }) => String(attributes.nextDue ?? '9') < '2026-11-23');
	expect(overdue).toHaveLength(1);
});

test('enterprises cover the 26 subject fields; about one in twelve has not been assessed', () => {
	const fields = new Set(of('enterprise').map((enterprise) => enterprise.attributes.subjectField));
	for (let no = 1; no <= 26; no++) expect(fields.has(String(no)), `field ${no}`).toBe(true);
	const share = (gradesOf('enterprise').get('not assessed') ?? 0) / 4_000;
	expect(share).toBeGreaterThan(0.06);
	expect(share).toBeLessThan(0.1);
});

test(
	'every attribute is one of its layer, within its bounds and choices',
	() => {
		for (const layer of LAYERS) {
			const known = new Map(layer.attributes.map((attribute) => [attribute.key, attribute]));
			for (const { key, attributes, geometry } of of(layer.id)) {
				const kind = { Point: 'point', LineString: 'line', Polygon: 'area' }[geometry.type as string];
				if (!(layer.geometry as readonly (string | undefined)[]).includes(kind))
					throw new Error(`${key} is no ${kind}.`);
				for (const [name, value] of Object.entries(attributes)) {
					const attribute = known.get(name);
					if (attribute === undefined) throw new Error(`${key}: ${layer.id} has no attribute ${name}.`);
					if (attribute.type === 'choice' && !attribute.choices?.some((choice) => choice.value === value)) {
						throw new Error(`${key}: ${name} cannot be ${String(value)}.`);
					}
					if (typeof value === 'number') {
						const { min = -Infinity, max = Infinity } = attribute;
						if (!(value >= min && value <= max)) throw new Error(`${key}: ${name} ${value} is out of ${min}…${max}.`);
					}
				}
			}
		}
	},
	SLOW_MS
);

test('nobody in it exists: telephone numbers are of the block that is never assigned', () => {
	const phones = features.flatMap(({ attributes }) => phonesIn(attributes));
	expect(phones.length).toBeGreaterThan(1_000);
	expect(phones.filter((phone) => !/^027-0000-\d{4}$/.test(phone))).toEqual([]);
});

function phonesIn(attributes: Attributes): string[] {
	const { phone, administrativePhone, industryPhone } = attributes;
	return [phone, administrativePhone, industryPhone].filter((one) => typeof one === 'string');
}

test(
	'a larger scale grows the district in proportion, feature by feature as it is asked for',
	() => {
		const city = generateDemo({ scale: 3 });
		const areas = Iterator.from(city)
			.take(37)
			.toArray()
			.filter((feature) => feature.layer === 'area');
		expect(areas).toHaveLength(37);
		const areaKm2 = signedArea(openRing(areas[0])) / 1e6;
		expect(areaKm2 / 3).toBeGreaterThan(450);
		expect(areaKm2 / 3).toBeLessThan(550);
		expect(() => generateDemo({ scale: 0.5 }).next()).toThrow(
			'A scale of 0.5 makes no district; it must be 1 or more.'
		);
	},
	SLOW_MS
);
