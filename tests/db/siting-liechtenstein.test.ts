import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { randomOf } from '../../data/demo/random.ts';
import { densifyLngLat, projectGeometry, unprojectGeometry } from '../../src/lib/geo/densify.ts';
import { ShapesBuilder } from '../../src/lib/geo/geojson-shapes.ts';
import { isInside } from '../../src/lib/geo/inside.ts';
import { indexShapes, nearestOf } from '../../src/lib/geo/nearby.ts';
import { planeOf } from '../../src/lib/geo/plane.ts';
import { selectShapes } from '../../src/lib/geo/select-shapes.ts';
import { writeWkb } from '../../src/lib/geo/wkb.ts';
import type { Attributes, LayerId } from '../../src/lib/risk/layer.ts';
import type { Verdict } from '../../src/lib/risk/siting/answer.ts';
import { operator, SYSTEM } from '../../src/lib/server/access/who.ts';
import type { Database } from '../../src/lib/server/db/database.ts';
import { importFile } from '../../src/lib/server/imports/batch.ts';
import { readFeatures } from '../../src/lib/server/runs/read.ts';
import { confirmAbsence } from '../../src/lib/server/siting/absences.ts';
import { askSiting } from '../../src/lib/server/siting/ask.ts';
import { Ground } from '../../src/lib/server/siting/ground.ts';
import { shared } from '../unit/imports/file.ts';
import { describeBoth } from './both.ts';

const DISTRICT = 'liechtenstein';
const TODAY = '2026-11-29';
const WHO = operator('tester');
const PARCELS = 200;
const SIZE_M = 30;
/** The planes of shapes in SQL are those of the district. */
const SRID = 32632;
const PLANE = planeOf(SRID);

/** What the distance to the nearest of is asked, as the engine and as PostGIS pick it. */
const NEAREST: [string, LayerId, keyof Attributes, string][] = [
	['gas main', 'pipeline', 'pipeClass', 'gas_trunk'],
	['school', 'protection_target', 'kind', 'school'],
	['industrial area', 'park', 'kind', 'industrial']
];

interface Row {
	id: string;
	limits: { m: number }[];
	edge?: { unknownUpTo: number };
}
const { rows: CLEARANCES } = JSON.parse(
	readFileSync(new URL('../../data/rules/clearances.json', import.meta.url), 'utf8')
) as { rows: Row[] };

/** A rule by hand: which features it speaks of, in SQL, and those of which nobody can say, for want of an attribute. */
interface ByHand {
	rule: string;
	of: string;
	open: string;
	/** At the limit itself it is broken (`forbid_within`) or kept (`min_dist`). */
	brokenAtLimit: boolean;
	/** A registered distance instead of the rule's own limit. */
	registeredM?: number;
}
const USE = `attributes->>'use'`;
const KV = `(attributes->>'voltageKV')::float`;
const isOverhead = `layer = 'power_line' and attributes->>'cable' = 'false'`;

/** Asked of whatever is built. Half widths of power lines are not on record in OpenStreetMap. */
const OF_BUILDINGS: ByHand[] = [
	{
		rule: 'PIPE-30-5',
		of: `layer = 'pipeline' and attributes->>'pipeClass' in ('gas_trunk', 'oil_trunk')`,
		open: `layer = 'pipeline' and attributes->>'pipeClass' is null`,
		brokenAtLimit: true
	},
	...(
		[
			['PWR-1-10kV', `${KV} between 1 and 10`],
			['PWR-35-110kV', `${KV} > 10 and ${KV} <= 110`],
			['PWR-154-330kV', `${KV} > 110 and ${KV} <= 330`],
			['PWR-500kV', `${KV} > 330`]
		] as const
	).map(([rule, volts]) => ({
		rule,
		of: `${isOverhead} and ${volts}`,
		open: `${isOverhead} and ${KV} is null`,
		brokenAtLimit: true
	}))
];
const PROJECTS: { type: string; facts: Attributes; asked: ByHand[]; atBest: Verdict }[] = [
	{ type: 'housing', facts: { people: 100, households: 30 }, asked: OF_BUILDINGS, atBest: 'clear' },
	{
		type: 'firework_retail',
		facts: {},
		asked: [
			...OF_BUILDINGS,
			{
				rule: 'FW-100',
				of: `(layer = 'building' and ${USE} in ('school', 'hospital')
					or layer = 'protection_target' and attributes->>'kind' in ('school', 'kindergarten', 'hospital', 'market')
					or layer = 'enterprise' and attributes->>'kind' = 'petrol_station')`,
				open: `layer = 'building' and ${USE} is null`,
				brokenAtLimit: false
			}
		],
		atBest: 'clear'
	},
	{
		type: 'hazchem_production',
		facts: { externalSafetyDistanceM: 300 },
		asked: [
			...OF_BUILDINGS,
			{
				rule: 'LAW-22',
				of: `(layer = 'building' and ${USE} in
						('residential', 'dwelling', 'crowd', 'commercial', 'school', 'hospital', 'public', 'important_public')
					or layer = 'protection_target')`,
				open: `layer = 'building' and ${USE} is null`,
				brokenAtLimit: false,
				registeredM: 300
			}
		],
		// Art. 18: it must lie in a chemical park, and OpenStreetMap tells of none.
		atBest: 'undecided'
	}
];

/** Distances from parcels to what a condition picks, metres, where they are at most `withinM`. */
async function measured(db: Database, wkbs: readonly Uint8Array[], where: string, withinM: number) {
	const { rows } = await db.query<{ parcel: number; id: string; m: number }>(
		`select p.parcel::int as parcel, f.id, ST_Distance(f.geom_m, p.geom) as m
		from (select parcel - 1 as parcel, ST_GeomFromWKB(decode(wkb, 'hex'), ${SRID}) as geom
			from unnest($2::text[]) with ordinality as one(wkb, parcel)) p
		join feature f on f.district = $1 and ${where} and f.geom_m && ST_Expand(p.geom, $3::float)
		where ST_Distance(f.geom_m, p.geom) <= $3::float`,
		[DISTRICT, wkbs.map((wkb) => Buffer.from(wkb).toString('hex')), withinM]
	);
	return rows;
}

/** The verdict that follows from PostGIS' distances and the limits as they stand in the data. */
async function verdictsByHand(db: Database, wkbs: readonly Uint8Array[], asked: ByHand[], atBest: Verdict) {
	const verdicts = wkbs.map(() => atBest);
	const broken: string[] = [];
	for (const { rule, of, open, brokenAtLimit, registeredM } of asked) {
		const { limits, edge } = CLEARANCES.find(({ id }) => id === rule)!;
		const leastM = registeredM ?? Math.min(...limits.map(({ m }) => m));
		const mostM = (registeredM ?? Math.max(...limits.map(({ m }) => m))) + (edge?.unknownUpTo ?? 0);
		const isWithin = (m: number, limitM: number) => {
			const mm = Math.round(m * 1000);
			return mm < limitM * 1000 || (brokenAtLimit && mm === limitM * 1000);
		};
		for (const { parcel, id, m } of await measured(db, wkbs, of, mostM + 1)) {
			if (isWithin(m, leastM)) {
				verdicts[parcel] = 'veto';
				broken.push(`${parcel} ${rule} ${id}`);
			} else if (isWithin(m, mostM) && verdicts[parcel] === 'clear') verdicts[parcel] = 'undecided';
		}
		for (const { parcel, m } of await measured(db, wkbs, open, mostM + 1)) {
			if (isWithin(m, mostM) && verdicts[parcel] === 'clear') verdicts[parcel] = 'undecided';
		}
	}
	return { verdicts, broken: broken.sort() };
}

describeBoth('Two hundred random parcels of Liechtenstein', (open) => {
	test('have the distances that PostGIS measures, to the millimetre, and the verdicts that follow from them', async () => {
		const db = await open();
		await importFile(db, SYSTEM, { file: shared('liechtenstein/liechtenstein.gpkg'), preset: 'osm' });
		const features = [];
		for await (const page of readFeatures(db, DISTRICT)) features.push(...page);
		const { around } = new Ground(
			{ district: DISTRICT, srid: SRID, today: TODAY, rules: null, absent: [], levels: {}, days: new Map() },
			features
		);

		const { between } = randomOf('siting liechtenstein');
		const [west, south, east, north] = around.outline.box;
		const geometries = [];
		while (geometries.length < PARCELS) {
			const [x, y] = [between(west, east), between(south, north)];
			const ring = [
				[x, y],
				[x + SIZE_M, y],
				[x + SIZE_M, y + SIZE_M],
				[x, y + SIZE_M],
				[x, y]
			];
			if (!ring.every(([px, py]) => isInside(around.outline, 0, px, py))) continue;
			geometries.push(unprojectGeometry({ type: 'Polygon', coordinates: [ring] }, PLANE));
		}
		const builder = new ShapesBuilder();
		const wkbs = geometries.map((geometry) => {
			const metric = projectGeometry(densifyLngLat(geometry), PLANE);
			builder.addGeometry(metric);
			return writeWkb(metric);
		});
		const sites = builder.finish();

		const nearest = new Map<string, Float64Array>();
		for (const [what, layer, key, value] of NEAREST) {
			const { shapes, attributes } = around.district[layer];
			const at = attributes.flatMap((one, i) => (one[key] === value ? [i] : []));
			expect(at.length, `there is a ${what}`).toBeGreaterThan(20);
			const index = indexShapes(selectShapes(shapes, Uint32Array.from(at)));
			const theirs = new Float64Array(PARCELS).fill(Infinity);
			for (const { parcel, m } of await measured(
				db,
				wkbs,
				`layer = '${layer}' and attributes->>'${key}' = '${value}'`,
				1e5
			)) {
				theirs[parcel] = Math.min(theirs[parcel], m);
			}
			nearest.set(what, theirs);
			for (let i = 0; i < PARCELS; i++) {
				const ours = nearestOf(sites, i, index, Infinity)!.distanceM;
				expect(Math.abs(ours - theirs[i]), `parcel ${i} to the nearest ${what}, ${theirs[i]} m`).toBeLessThan(0.001);
			}
		}

		// What there is no data of is confirmed as absent, as an official would: else nothing is ever clear.
		const subjects = ['layer:risk_contour', 'layer:geohazard_zone', 'layer:hazard_source'];
		await confirmAbsence(db, WHO, { district: DISTRICT, subjects, basis: '测试' });
		const told = new Set<Verdict>();
		for (const { type, facts, asked, atBest } of PROJECTS) {
			const answer = await askSiting(
				db,
				WHO,
				{
					district: DISTRICT,
					parcels: geometries.map((geometry, i) => ({ name: `${i}`, geometry, accuracyM: null })),
					proposal: { uses: [{ type, facts }], extends: null, existingAreaM2: null, months: null }
				},
				TODAY
			);
			const byHand = await verdictsByHand(db, wkbs, asked, atBest);
			expect(
				answer.parcels.map(({ verdict }) => verdict),
				type
			).toEqual(byHand.verdicts);
			const rules = asked.map(({ rule }) => rule);
			const broken = answer.parcels.flatMap(({ findings }, i) =>
				findings.flatMap(({ rule, state, other }) =>
					state === 'broken' && rules.includes(rule) ? [`${i} ${rule} ${other!.id}`] : []
				)
			);
			expect(broken.sort(), type).toEqual(byHand.broken);
			for (const verdict of byHand.verdicts) told.add(verdict);

			// Every distance that an answer tells, of whatever rule, is the one that PostGIS measures.
			const ids = new Set(answer.parcels.flatMap(({ findings }) => findings.flatMap(({ other }) => other?.id ?? [])));
			const list = [...ids].map((id) => `'${id}'`).join(', ');
			const pairs = await measured(db, wkbs, `f.id in (${list})`, 500);
			const theirs = new Map(pairs.map(({ parcel, id, m }) => [`${parcel} ${id}`, m]));
			answer.parcels.forEach(({ findings, notApplied }, i) => {
				for (const { other, measuredM } of findings) {
					if (other === null) continue;
					const m = theirs.get(`${i} ${other.id}`);
					expect(Math.abs(measuredM! - m!), `parcel ${i} to ${other.id}`).toBeLessThan(0.001);
				}
				// The gas main is told of whether it is near or not.
				const near = findings.filter(({ rule }) => rule === 'PIPE-30-5').map(({ measuredM }) => measuredM!);
				const toldM =
					near.length > 0 ? Math.min(...near) : notApplied.find(({ rule }) => rule === 'PIPE-30-5')!.nearestM!;
				expect(Math.abs(toldM - nearest.get('gas main')![i]), `parcel ${i} to the gas main`).toBeLessThan(0.001);
			});
		}
		expect([...told].sort(), 'places are told apart').toEqual(['clear', 'undecided', 'veto']);
	}, 240_000);
});
