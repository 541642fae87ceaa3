import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Feature, FeatureCollection, Position } from 'geojson';
import { densifyLngLat, projectGeometry } from '../../../src/lib/geo/densify.ts';
import { ShapesBuilder } from '../../../src/lib/geo/geojson-shapes.ts';
import { pairsWithin, roundMm } from '../../../src/lib/geo/nearby.ts';
import { planeFor } from '../../../src/lib/geo/plane.ts';
import type { Shapes } from '../../../src/lib/geo/shapes.ts';
import { writeWkb } from '../../../src/lib/geo/wkb.ts';
import { rulesInForce } from '../../../src/lib/risk/clearance/catalogue.ts';
import { clear } from '../../../src/lib/risk/clearance/clear.ts';
import { decide } from '../../../src/lib/risk/clearance/decide.ts';
import { anyRoleOf } from '../../../src/lib/risk/clearance/role.ts';
import type { Rule, Side } from '../../../src/lib/risk/clearance/rule.ts';
import { yieldToStricter } from '../../../src/lib/risk/clearance/strictest.ts';
import { DistrictBuilder } from '../../../src/lib/risk/district.ts';
import type { Finding } from '../../../src/lib/risk/finding.ts';
import type { Attributes, LayerId } from '../../../src/lib/risk/layer.ts';
import { SHIPPED } from '../../../src/lib/risk/rule-set.ts';

/** What a fixture holds beside its features: fixtures/README.md says what each is for. */
export interface Fixture extends FeatureCollection {
	case: { zh: string; en: string };
	source: string;
	target: string | null;
	district?: string;
	today?: string;
	yieldsTo?: string;
	instead?: { rule: string; state: string };
	features: Feature<
		FeatureCollection['features'][number]['geometry'],
		{
			id: string;
			layer: LayerId | null;
			roles?: string[];
			name: string;
			attributes: Attributes;
			accuracyM: number | null;
		}
	>[];
}

export interface FixtureFile {
	/** `PIPE-30-5/broken/at-the-limit`. */
	path: string;
	rule: string;
	state: string;
	read(): Fixture;
}

const FOLDER = fileURLToPath(new URL('../../../fixtures', import.meta.url));
/** The day and the place where a fixture names none: 东西湖区 of Wuhan. */
const TODAY = '2026-11-23';
const DISTRICT = '420112';
/** Further than anything in a fixture. */
const EVERYTHING_M = 100_000;

/** Every file of fixtures/, by rule, state and case. Throws an Error for one that stands elsewhere. */
export function fixtureFiles(): FixtureFile[] {
	if (!existsSync(FOLDER)) throw new Error('The folder fixtures/ of the project is not there.');
	const paths = readdirSync(FOLDER, { recursive: true, withFileTypes: true })
		.filter((entry) => entry.isFile() && entry.name !== 'README.md')
		.map((entry) => `${entry.parentPath.slice(FOLDER.length + 1)}/${entry.name}`.replaceAll('\\', '/'));
	return paths.sort().map((path) => {
		const [, rule, state] = /^([^/]+)\/([^/]+)\/[^/]+\.geojson$/.exec(path) ?? [];
		if (rule === undefined) throw new Error(`fixtures/${path} is not <rule>/<state>/<case>.geojson.`);
		const read = () => JSON.parse(readFileSync(`${FOLDER}/${path}`, 'utf8')) as Fixture;
		return { path: path.slice(0, -'.geojson'.length), rule, state, read };
	});
}

export function rulesFor({ today = TODAY, district = DISTRICT }: Fixture): Rule[] {
	return rulesInForce(today, district, SHIPPED);
}

export function placeOf({ today = TODAY, district = DISTRICT }: Fixture): { today: string; district: string } {
	return { today, district };
}

/**
 * Every finding that the rules in force make of a fixture's features: what lives on layers goes through the clearances
 * of a run; a thing that a proposal says it is has no layer, so each rule is decided for the pair that plays its roles.
 */
export function findingsOf(fixture: Fixture): Finding[] {
	const { today } = placeOf(fixture);
	const rules = rulesFor(fixture);
	const placed = fixture.features.map((feature) => ({ ...feature.properties, geometry: planar(fixture, feature) }));
	if (placed.every(({ layer }) => layer !== null)) {
		const builder = new DistrictBuilder();
		for (const { id, layer, name, attributes, accuracyM, geometry } of placed)
			builder.add({ id, layer: layer!, name, attributes, accuracyM, wkb: writeWkb(geometry) });
		return clear(builder.finish(), rules, today).findings;
	}
	const findings: Finding[] = [];
	for (const rule of rules) {
		for (const source of placed.filter((side) => mayPlay(side, rule.sources, rule))) {
			for (const target of placed.filter((side) => side !== source && mayPlay(side, rule.targets, rule))) {
				const [shapes, others] = [source, target].map(({ geometry }) => shapesOf(geometry));
				const { distanceM, points } = pairsWithin(shapes, others, EVERYTHING_M);
				const decision = decide(rule, source, target, distanceM[0], today);
				const [ax, ay, bx, by] = points;
				findings.push({
					rule: rule.id,
					source: source.id,
					target: target.id,
					...decision,
					measuredM: roundMm(distanceM[0]),
					yieldsTo: null,
					from: [ax, ay],
					to: [bx, by]
				});
			}
		}
	}
	yieldToStricter(findings, rules);
	return findings;
}

/** As a file is imported: long segments densified, then projected to the plane of the place. */
function planar({ features }: Fixture, { geometry }: Fixture['features'][number]) {
	const first = features[0].geometry as { coordinates: unknown };
	let at = first.coordinates as Position;
	while (Array.isArray(at[0])) at = at[0] as unknown as Position;
	return projectGeometry(densifyLngLat(geometry), planeFor(at[0], at[1]));
}

function shapesOf(geometry: ReturnType<typeof planar>): Shapes {
	const builder = new ShapesBuilder();
	builder.addGeometry(geometry);
	return builder.finish();
}

function mayPlay({ layer, roles = [], attributes }: Side, asked: readonly string[], { set }: Rule): boolean {
	if (roles.some((role) => asked.includes(role))) return true;
	return layer !== null && anyRoleOf(asked, layer, attributes, set) !== 'no';
}
