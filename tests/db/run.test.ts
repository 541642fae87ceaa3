import { expect, test } from 'vitest';
import { EVERYTHING } from '../../src/lib/server/access/sight.ts';
import { SYSTEM } from '../../src/lib/server/access/who.ts';
import { readFeature } from '../../src/lib/server/features/detail.ts';
import { listFeatures } from '../../src/lib/server/features/list.ts';
import { drawFinding } from '../../src/lib/server/findings/drawing.ts';
import { listFindings } from '../../src/lib/server/findings/list.ts';
import { undoBatch } from '../../src/lib/server/imports/undo.ts';
import { readRun } from '../../src/lib/server/runs/latest.ts';
import { runDistrict } from '../../src/lib/server/runs/run.ts';
import { explainPlace } from '../../src/lib/server/zones/why.ts';
import { readZones } from '../../src/lib/server/zones/zones.ts';
import { planeOf } from '../../src/lib/geo/plane.ts';
import type { Database } from '../../src/lib/server/db/database.ts';
import { describeBoth } from './both.ts';
import { AREAS, draw, MIDDLE, square, TRUNK, type Drawn } from './small-district.ts';

const DISTRICT = '420198';
const TODAY = '2026-11-23';
const run = (db: Database) => runDistrict(db, SYSTEM, DISTRICT, { today: TODAY }, () => {});
const at = (x: number, y: number) => planeOf(4547).unproject(MIDDLE[0] + x, MIDDLE[1] + y);

/** Houses beside the trunk line of §5.5, by the distance of their wall. */
const HOUSES: Drawn[] = [
	{ layer: 'building', key: 'at-5.000', geometry: square(100, 5, 10) },
	{ layer: 'building', key: 'at-5.001', geometry: square(200, 5.001, 10) },
	{ layer: 'building', key: 'at-5.5-inexact', accuracyM: 1, geometry: square(300, 5.5, 10) }
];

describeBoth('A run', (open) => {
	test('decides by the millimetre: 5.000 m is broken, 5.001 m is kept, what is inexact is to be measured', async () => {
		const db = await open();
		await draw(db, [...AREAS, TRUNK, ...HOUSES]);
		const outcome = await run(db);
		expect(outcome.status).toBe('done');
		const { items } = await listFindings(db, EVERYTHING, { district: DISTRICT, rule: 'PIPE-30-5', limit: 100 });
		expect(items.map((item) => [item.target?.id, item.state, item.measuredM])).toEqual([
			['building/at-5.000', 'broken', 5],
			['building/at-5.5-inexact', 'uncertain', 5.5],
			['building/at-5.001', 'met', 5.001]
		]);
		const trunk = (await readFeature(db, EVERYTHING, DISTRICT, 'pipeline/trunk'))!;
		expect(trunk.level).toBe('red');
		expect(trunk.reasons[0]).toMatchObject({ rule: 'PIPE-30-5', measured: 5, limit: 5, level: 'red' });
		expect(trunk.findings).toHaveLength(3);
	});

	test('a pipeline without its class leaves its clearances undecided and itself grey, naming the attribute', async () => {
		const db = await open();
		await draw(db, [...AREAS, { ...TRUNK, attributes: { status: 'live' } }, HOUSES[0]]);
		await run(db);
		const { items } = await listFindings(db, EVERYTHING, { district: DISTRICT, rule: 'PIPE-30-5', limit: 100 });
		expect(items).toMatchObject([{ state: 'undecided', cause: { attribute: 'pipeClass' } }]);
		const trunk = (await readFeature(db, EVERYTHING, DISTRICT, 'pipeline/trunk'))!;
		expect(trunk).toMatchObject({ level: null, missing: ['pipeClass'] });
	});

	test('city gas is not under the 5 m of the Pipeline Protection Law: the law of its class is asked', async () => {
		const db = await open();
		const main = { ...TRUNK, attributes: { pipeClass: 'city_gas', pressureClass: 'mid', diameterMm: 200 } };
		await draw(db, [...AREAS, main, ...HOUSES]);
		await run(db);
		const { items } = await listFindings(db, EVERYTHING, { district: DISTRICT, limit: 100 });
		expect(items.filter((item) => item.rule.startsWith('PIPE-'))).toEqual([]);
		expect(items.map((item) => item.rule)).toContain('CGAS-WH-MID');
		expect(items.every((item) => item.state === 'met')).toBe(true);
	});

	test('a rule that nothing on the map can answer is named with why; asked and not asked are all rules', async () => {
		const db = await open();
		await draw(db, [...AREAS, TRUNK, ...HOUSES]);
		const outcome = await run(db);
		const summary = (await readRun(db, EVERYTHING, DISTRICT, outcome.run))!;
		const power = summary.rulesNotAsked.find((one) => one.rule === 'PWR-500kV')!;
		expect(power.why.en).toContain('Power line');
		expect(summary.rulesAsked + summary.rulesNotAsked.length).toBeGreaterThan(50);
	});

	test('every place says why it has its colour, and zones cover the district exactly', async () => {
		const db = await open();
		await draw(db, [...AREAS, TRUNK, ...HOUSES]);
		const outcome = await run(db);
		const onTop = await explainPlace(db, EVERYTHING, DISTRICT, at(150, 10));
		expect(onTop.cell).toMatchObject({ level: 'red' });
		expect(onTop.cell!.because[0]).toMatchObject({
			feature: { id: 'pipeline/trunk', level: 'red' },
			gives: 'red',
			ring: 1
		});
		expect(onTop.features.map((item) => item.id)).toEqual(
			expect.arrayContaining(['area/district', 'area/subdistrict'])
		);
		const farAway = await explainPlace(db, EVERYTHING, DISTRICT, at(-950, -950));
		expect(farAway.cell).toMatchObject({ level: 'blue', because: [] });
		const { features } = await readZones(db, EVERYTHING, DISTRICT, outcome.run);
		const areaM2 = features.reduce((sum, zone) => sum + zone.properties.areaM2, 0);
		expect(areaM2).toBeCloseTo(4_000_000, 0);
		expect(new Set(features.map((zone) => zone.properties.level))).toEqual(
			new Set(['red', 'orange', 'yellow', 'blue'])
		);
	});

	test('a subdistrict that was not assessed is grey where nothing touches it, never blue', async () => {
		const db = await open();
		const [district, subdistrict] = AREAS;
		await draw(db, [district, { ...subdistrict, attributes: { kind: 'subdistrict' } }, TRUNK, ...HOUSES]);
		await run(db);
		expect((await explainPlace(db, EVERYTHING, DISTRICT, at(-950, -950))).cell).toMatchObject({ level: null });
	});

	test('engines that differ make a disputed run that says where', async () => {
		const db = await open();
		await draw(db, [...AREAS, TRUNK, ...HOUSES]);
		// What is stored changes under the run's feet, without its version: only the second engine sees it.
		let moved = false;
		const outcome = await runDistrict(db, SYSTEM, DISTRICT, { today: TODAY }, ({ phase }) => {
			if (phase === 'clear' && !moved) {
				moved = true;
				void db.query(
					`update feature set geom_m = ST_Translate(geom_m, 0, 0.002) where district = $1 and id = 'building/at-5.000'`,
					[DISTRICT],
					1
				);
			}
		});
		expect(outcome.status).toBe('disputed');
		const summary = (await readRun(db, EVERYTHING, DISTRICT, outcome.run))!;
		expect(summary.disputes.map((one) => one.target)).toContain('building/at-5.000');
		expect(summary.disputes[0].text.en).toContain('PostGIS');
	});

	test('data that changes while a run computes is computed again: a run is always of one state', async () => {
		const db = await open();
		await draw(db, [...AREAS, TRUNK]);
		let drawn = false;
		const outcome = await runDistrict(db, SYSTEM, DISTRICT, { today: TODAY }, ({ phase }) => {
			if (phase === 'clear' && !drawn) {
				drawn = true;
				void draw(db, HOUSES);
			}
		});
		const summary = (await readRun(db, EVERYTHING, DISTRICT, outcome.run))!;
		expect(summary.districtVersion).toBe(2);
		expect(summary.brokenByRule).toEqual({ 'PIPE-30-5': 1 });
	});

	test('undoing the houses takes their findings out of the next run', async () => {
		const db = await open();
		await draw(db, [...AREAS, TRUNK]);
		const houses = await draw(db, HOUSES);
		await run(db);
		await undoBatch(db, SYSTEM, houses.batch!);
		const outcome = await run(db);
		expect((await readRun(db, EVERYTHING, DISTRICT, outcome.run))!.states).toEqual({
			met: 0,
			broken: 0,
			uncertain: 0,
			undecided: 0
		});
	});

	test('lists are worst first, page by page without loss, and search by name', async () => {
		const db = await open();
		await draw(db, [...AREAS, TRUNK, ...HOUSES]);
		await run(db);
		const seen: string[] = [];
		let after: string | undefined;
		do {
			const page = await listFeatures(db, EVERYTHING, { district: DISTRICT, limit: 2, after });
			expect(page.total).toBe(6);
			seen.push(...page.items.map((item) => item.id));
			after = page.next ?? undefined;
		} while (after);
		expect(seen[0]).toBe('pipeline/trunk');
		expect(new Set(seen).size).toBe(6);
		const found = await listFeatures(db, EVERYTHING, { district: DISTRICT, q: '干线', limit: 10 });
		expect(found.items.map((item) => item.id)).toEqual(['pipeline/trunk']);
	});

	test('the list of findings follows the map: only what lies in its box, and what has no place', async () => {
		const db = await open();
		await draw(db, [...AREAS, TRUNK, ...HOUSES]);
		await run(db);
		const [west, south] = at(90, -20);
		const [east, north] = at(150, 20);
		const here = await listFindings(db, EVERYTHING, {
			district: DISTRICT,
			bbox: [west, south, east, north],
			limit: 100
		});
		expect(here.items.map((item) => item.target?.id)).toEqual(['building/at-5.000']);
		expect(here.total).toBe(1);
	});

	test('a broken clearance is drawn as the strip that is to be kept clear and what stands in it', async () => {
		const db = await open();
		await draw(db, [...AREAS, TRUNK, { ...HOUSES[0], key: 'at-3', geometry: square(100, 3, 10) }]);
		await run(db);
		const [finding] = (await listFindings(db, EVERYTHING, { district: DISTRICT, state: 'broken', limit: 1 })).items;
		const drawing = (await drawFinding(db, EVERYTHING, DISTRICT, finding.id))!;
		expect(drawing.strip?.type).toBe('Polygon');
		expect(drawing.overlap!.areaM2).toBeGreaterThan(19);
		expect(drawing.overlap!.areaM2).toBeLessThan(21);
		expect(await drawFinding(db, EVERYTHING, DISTRICT, 10_000)).toBeNull();
	});

	test('a finding of a source alone has nothing to draw, which is no error', async () => {
		const db = await open();
		const park = {
			layer: 'park' as const,
			key: 'park',
			attributes: { kind: 'chemical' },
			geometry: square(200, 200, 50)
		};
		await draw(db, [...AREAS, park]);
		await run(db);
		const [finding] = (await listFindings(db, EVERYTHING, { district: DISTRICT, rule: 'LAW-19-36M', limit: 1 })).items;
		expect(finding.target).toBeNull();
		expect(await drawFinding(db, EVERYTHING, DISTRICT, finding.id)).toEqual({ strip: null, overlap: null });
	});
});
