import type { Attributes } from '../../src/lib/risk/layer.ts';
import { planeOf } from '../../src/lib/geo/plane.ts';
import { DEMO_COUNTS, METRIC_SRID } from './demo-numbers.ts';
import { areaOf, feature, lineOf, pointOf, type DemoFeature } from './feature.ts';
import { dutyOf } from './duty.ts';
import { emergencyResourcesOf } from './emergency-resources.ts';
import { geohazardsOf } from './geohazards.ts';
import { housesOf, namedPlants } from './houses.ts';
import { PLACE, subdistrictName } from './names.ts';
import { parksOf } from './parks.ts';
import { networkOf } from './pipelines.ts';
import { planOf, type Plan } from './plan.ts';
import type { Point } from './plane-shapes.ts';
import { plantsOf } from './plants.ts';
import { pondsOf } from './ponds.ts';
import { powerLinesOf } from './power-lines.ts';
import { randomOf } from './random.ts';
import { riskContoursOf } from './risk-contours.ts';
import { roadsOf } from './roads.ts';

export type { DemoFeature } from './feature.ts';

/** The district as it is registered. It does not exist, and neither does its code: only the 4201 of its city does. */
export const DEMO_DISTRICT = {
	code: '420199',
	name: '云泽示范区（虚构）',
	fictional: true,
	metricSrid: METRIC_SRID
} as const;

/**
 * The features of the demo district, layer after layer, buildings with what they house last. The same seed gives the
 * same district to the last digit. At scale 1 it holds the numbers of DEMO_COUNTS on some 500 km²; a larger scale
 * grows the land and everything on it in proportion. Features are made as they are asked for.
 * Throws a RangeError for a scale below 1, an Error when the land has not room for what is planned.
 */
export function* generateDemo({ scale = 1, seed = 1 }: { scale?: number; seed?: number } = {}): Generator<DemoFeature> {
	if (!(scale >= 1)) throw new RangeError(`A scale of ${scale} makes no district; it must be 1 or more.`);
	const plan = planOf(seed, scale);
	const plants = plantsOf(plan);
	const network = networkOf(
		plan,
		plants.filter((plant) => plant.chemical).map((plant) => plant.rack)
	);
	const power = powerLinesOf(plan);
	yield* areas(plan);
	yield* ground(plan);
	for (const [k, road] of roadsOf(plan).entries()) yield feature('road', k, road.name, road.attributes, road.geometry);
	for (const [k, row] of power.lines.entries()) {
		const attributes: Attributes = { voltageKV: row.voltageKV, cable: row.cable, operator: `${PLACE}供电公司` };
		if (row.halfWidthM !== null) attributes.halfWidthM = row.halfWidthM;
		yield feature('power_line', k, row.name, attributes, lineOf(row.line), row.accuracyM);
	}
	const parks = parksOf(plan);
	for (const [k, park] of parks.entries()) {
		yield feature('park', k, park.name, { ...park.attributes, ...dutyOf('park', k, seed) }, areaOf(park.ring));
	}
	for (const [k, zone] of geohazardsOf(plan).entries()) {
		const attributes = { ...zone.attributes, ...dutyOf('geohazard_zone', k, seed) };
		yield feature('geohazard_zone', k, zone.name, attributes, areaOf(zone.ring));
	}
	for (const [k, pipe] of network.pipes.entries()) {
		const attributes = { ...pipe.attributes, ...dutyOf('pipeline', k, seed) };
		yield feature('pipeline', k, pipe.name, attributes, lineOf(pipe.line), pipe.accuracyM);
	}
	// an assessment draws its lines when the schools stand
	const schools: Point[] = [];
	for (const one of housesOf(plan, plants, [...network.encroachments, ...power.encroachments])) {
		if (one.layer === 'protection_target' && one.attributes.kind === 'school') schools.push(cornerOf(one));
		yield one;
	}
	const names = parks.map((park) => park.name);
	for (const [k, contour] of riskContoursOf(plan, namedPlants(plants, seed), names, schools).entries()) {
		yield feature('risk_contour', k, contour.name, contour.attributes, areaOf(contour.ring));
	}
	for (const [k, one] of emergencyResourcesOf(plan).entries()) {
		yield feature('emergency_resource', k, one.name, one.attributes, pointOf(one.place));
	}
}

const plane = planeOf(METRIC_SRID);

/** A corner of what stands as an area, in the metric plane. */
function cornerOf({ geometry }: DemoFeature): Point {
	if (geometry.type !== 'Polygon') throw new Error(`A protection target of the demo is a ${geometry.type}.`);
	const [lng, lat] = geometry.coordinates[0][0];
	return plane.project(lng, lat);
}

function* areas(plan: Plan): Generator<DemoFeature> {
	const { rings, outline, towns } = plan.tiling;
	const random = randomOf(plan.seed, 'areas');
	const { code, name } = DEMO_DISTRICT;
	const people = rings.map(() => random.integer(18, 96) * 1_000);
	const attributes: Attributes = { kind: 'district', code, population: people.reduce((a, b) => a + b, 0) };
	yield feature('area', 0, name, { ...attributes, lastAssessed: '2026-09-15' }, areaOf(outline));
	// the farthest west, one in twelve, wait for their first assessment: grey on the map
	const order = towns.map((_, k) => k).sort((a, b) => towns[a][0] - towns[b][0]);
	const waiting = new Set(order.slice(0, Math.max(1, Math.round(rings.length / DEMO_COUNTS.subdistricts))));
	for (const [k, ring] of rings.entries()) {
		const known: Attributes = {
			kind: 'subdistrict',
			code: `${code}${String(k + 1).padStart(3, '0')}`,
			population: people[k]
		};
		if (!waiting.has(k)) known.lastAssessed = `2026-0${random.integer(4, 9)}-1${random.integer(0, 9)}`;
		// one of the assessed ones was due weeks ago, one is to be assessed before its day
		if (k === order[order.length - 1]) Object.assign(known, { lastAssessed: '2025-10-12', nextDue: '2026-10-12' });
		if (k === order[order.length - 2]) Object.assign(known, { nextDue: '2026-12-31', trigger: '汛期后地面塌陷复评' });
		yield feature('area', k + 1, subdistrictName(k), known, areaOf(ring));
	}
}

function* ground(plan: Plan): Generator<DemoFeature> {
	let count = 0;
	for (const { kind, name, ring } of plan.waters) yield feature('water', count++, name, { kind }, areaOf(ring));
	for (const ring of pondsOf(plan)) yield feature('water', count++, null, { kind: 'pond' }, areaOf(ring));
}
