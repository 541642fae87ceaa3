import { gunzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import type { ServerEvent } from '../../src/lib/api.ts';
import { planeOf } from '../../src/lib/geo/plane.ts';
import { seenEvent } from '../../src/lib/server/access/seen-event.ts';
import { EVERYTHING, NOTHING, sightOf, type Sight } from '../../src/lib/server/access/sight.ts';
import { SYSTEM, type Who } from '../../src/lib/server/access/who.ts';
import { listAlerts } from '../../src/lib/server/alerts/list.ts';
import { changeFeature } from '../../src/lib/server/amend/change.ts';
import { dropStanding } from '../../src/lib/server/amend/standings.ts';
import type { Database } from '../../src/lib/server/db/database.ts';
import { openEvents } from '../../src/lib/server/events.ts';
import { readFeature } from '../../src/lib/server/features/detail.ts';
import { listFeatures } from '../../src/lib/server/features/list.ts';
import { drawFinding } from '../../src/lib/server/findings/drawing.ts';
import { listFindings } from '../../src/lib/server/findings/list.ts';
import { parse } from '../../src/lib/server/http.ts';
import { listCsv } from '../../src/lib/server/lists/csv.ts';
import { readListNames } from '../../src/lib/server/lists/names.ts';
import { readRiskList } from '../../src/lib/server/lists/read.ts';
import { listTags } from '../../src/lib/server/monitoring/list.ts';
import { Messages } from '../../src/lib/server/monitoring/message.ts';
import { postMessages } from '../../src/lib/server/monitoring/post.ts';
import { listOverrides } from '../../src/lib/server/overrides/list.ts';
import { setOverride } from '../../src/lib/server/overrides/set.ts';
import { latestRun } from '../../src/lib/server/runs/latest.ts';
import { runDistrict } from '../../src/lib/server/runs/run.ts';
import { openRuns } from '../../src/lib/server/runs/runs.ts';
import { listSegments, segmentsOf } from '../../src/lib/server/segments/list.ts';
import { readStatus } from '../../src/lib/server/status.ts';
import { readTile, tileVersion } from '../../src/lib/server/tiles/cache.ts';
import { readUnits } from '../../src/lib/server/zones/units.ts';
import { explainPlace } from '../../src/lib/server/zones/why.ts';
import { readZones } from '../../src/lib/server/zones/zones.ts';
import { dayFromNow } from '../day-from-now.ts';
import { describeBoth } from './both.ts';
import { draw, MIDDLE } from './small-district.ts';
import { DISTRICT, EAST, EVERY_FEATURE, INSPECTOR, WEST } from './two-subdistricts.ts';

const inspector: Who = {
	...SYSTEM,
	kind: 'person',
	id: 'inspector',
	name: '检查员',
	role: 'inspector',
	sight: INSPECTOR
};
const LEADER = sightOf('leader', {});
const ALL = { district: DISTRICT, limit: 500 };
const today = () => dayFromNow();
const lngLat = (x: number, y: number) => planeOf(4547).unproject(MIDDLE[0] + x, MIDDLE[1] + y);

describeBoth('Rows of another subdistrict', (open) => {
	async function assessed(): Promise<Database> {
		const db = await open();
		await draw(db, EVERY_FEATURE);
		await runDistrict(db, SYSTEM, DISTRICT, {}, () => {});
		return db;
	}

	async function readEverything(db: Database, sight: Sight): Promise<Record<string, unknown>> {
		const run = (await latestRun(db, DISTRICT))!;
		const events = await openEvents(db);
		const { items: features } = await listFeatures(db, sight, ALL);
		const list = (await readRiskList(db, sight, DISTRICT, today()))!;
		const names = await readListNames(db, DISTRICT, run);
		const version = (await tileVersion(db, DISTRICT))!;
		return {
			features,
			searched: await listFeatures(db, sight, { ...ALL, q: 'east' }),
			named: await listFeatures(db, sight, { ...ALL, q: '东' }),
			inSubdistrict: await listFeatures(db, sight, { ...ALL, subdistrict: EAST }),
			near: await listFeatures(db, sight, { ...ALL, at: lngLat(105, 7) }),
			details: await Promise.all(features.map(({ id }) => readFeature(db, sight, DISTRICT, id))),
			units: await readUnits(db, sight, DISTRICT),
			findings: await listFindings(db, sight, ALL),
			segments: await listSegments(db, sight, ALL),
			zones: await readZones(db, sight, DISTRICT, run),
			whyEast: await explainPlace(db, sight, DISTRICT, lngLat(710, 510)),
			whyWest: await explainPlace(db, sight, DISTRICT, lngLat(-40, 300)),
			whyHouse: await explainPlace(db, sight, DISTRICT, lngLat(105, 7)),
			list,
			csv: [listCsv(list, 'risk', names), listCsv(list, 'responsibility', names)],
			overrides: await listOverrides(db, sight, { district: DISTRICT }),
			alerts: await listAlerts(db, sight, { district: DISTRICT, state: 'all', limit: 100 }),
			tags: await listTags(db, sight, DISTRICT, 100),
			status: await readStatus({ db, runs: openRuns(db, events) }, sight),
			tiles: await Promise.all(
				tilesAround().map(async (address) =>
					gunzipSync(await readTile(db, sight, DISTRICT, version, address)).toString()
				)
			),
			event: await seenEvent(db, sight, {
				type: 'amended',
				district: DISTRICT,
				run,
				version: 1,
				features: ['enterprise/east-works', 'enterprise/west-works']
			})
		};
	}

	test('are named by nothing that is read: neither by id nor by name', async () => {
		const db = await assessed();
		await setOverride(db, SYSTEM, overrideOf('enterprise/east-works'));
		await setOverride(db, SYSTEM, overrideOf('enterprise/west-works'));
		const alarm = { tag: 'LT', kind: 'alarm', state: 'high_high', at: '2026-11-20T08:00:00Z' };
		const messages = ['east', 'west'].map((side) => ({ ...alarm, id: side, feature: `hazard_source/${side}-tanks` }));
		await postMessages(db, SYSTEM, parse(Messages, { district: DISTRICT, messages }), new Date());
		const seen = await readEverything(db, INSPECTOR);
		for (const [what, answer] of Object.entries(seen)) {
			// The areas themselves are the ground of the map, and are on everybody's.
			const told = JSON.stringify(answer).replaceAll(EAST, '').replaceAll('东街道', '');
			expect(told.match(/.{0,80}(?:east-|东).{0,40}/)?.[0] ?? null, what).toBeNull();
		}
		const all = await readEverything(db, LEADER);
		for (const [what, answer] of Object.entries(all)) {
			if (what === 'whyWest') continue;
			expect(JSON.stringify(answer), `${what} of a leader`).toMatch(/east-|东厂/);
		}
		await dropStanding(db);
	});

	test('are not found by id, on any way', async () => {
		const db = await assessed();
		const works = 'enterprise/east-works';
		const run = (await latestRun(db, DISTRICT))!;
		const { updatedAt } = (await readFeature(db, EVERYTHING, DISTRICT, works))!;
		expect(await readFeature(db, INSPECTOR, DISTRICT, works)).toBeNull();
		expect((await listFeatures(db, INSPECTOR, { ...ALL, id: works })).total).toBe(0);
		expect(await listFindings(db, INSPECTOR, { ...ALL, feature: 'building/east-house' })).toMatchObject({ total: 0 });
		expect(await listFindings(db, INSPECTOR, { ...ALL, feature: 'pipeline/east-line' })).toMatchObject({ total: 0 });
		expect((await listSegments(db, INSPECTOR, { ...ALL, pipeline: 'pipeline/east-line' })).total).toBe(0);
		expect((await listSegments(db, EVERYTHING, { ...ALL, pipeline: 'pipeline/east-line' })).total).toBe(1);
		expect(await segmentsOf(db, INSPECTOR, DISTRICT, run, 'pipeline/east-line')).toEqual([]);
		const { items } = await listFindings(db, EVERYTHING, { ...ALL, feature: 'pipeline/east-line' });
		expect(await drawFinding(db, INSPECTOR, DISTRICT, items[0].id)).toBeNull();
		expect(await drawFinding(db, EVERYTHING, DISTRICT, items[0].id)).not.toBeNull();
		// Somebody who guesses an id learns no more from what is refused than from an id that there is not.
		const change = { updatedAt, name: '改名' };
		for (const id of [works, 'enterprise/none']) {
			await expect(changeFeature(db, inspector, DISTRICT, id, change)).rejects.toMatchObject({
				status: 404,
				code: 'no-feature'
			});
		}
		await dropStanding(db);
	});

	test('a house across the border that breaks one’s own pipeline shows, and only as a house', async () => {
		const db = await assessed();
		const of = { ...ALL, rule: 'PIPE-30-5', feature: 'pipeline/trunk' };
		const { items, total } = await listFindings(db, INSPECTOR, of);
		expect(total).toBe((await listFindings(db, EVERYTHING, of)).total);
		const across = items.find(({ target }) => target?.id === null)!;
		expect(across).toMatchObject({
			state: 'broken',
			source: { id: 'pipeline/trunk', layer: 'pipeline', name: '输气干线' },
			target: { id: null, layer: 'building', name: null },
			measuredM: 2,
			to: null
		});
		expect(across.from).not.toBeNull();
		expect(await drawFinding(db, INSPECTOR, DISTRICT, across.id)).toEqual({ strip: null, overlap: null });
		const own = items.find(({ target }) => target?.id === 'building/west-house')!;
		expect((await drawFinding(db, INSPECTOR, DISTRICT, own.id))!.overlap).not.toBeNull();
		// The other end cannot be found by a window around it.
		const [[west, south], [east, north]] = [lngLat(95, 1), lngLat(115, 15)];
		const box: [number, number, number, number] = [west, south, east, north];
		expect((await listFindings(db, EVERYTHING, { ...of, bbox: box })).total).toBe(1);
		const [[w, s], [e, n]] = [lngLat(95, 1.5), lngLat(115, 15)];
		expect((await listFindings(db, INSPECTOR, { ...of, bbox: [w, s, e, n] })).total).toBe(0);
	});

	test('a road that everybody sees shows nobody who stands beside it', async () => {
		const db = await assessed();
		const { items } = await listFindings(db, EVERYTHING, { ...ALL, feature: 'road/highway' });
		expect(items.map(({ target }) => target?.id)).toContain('building/east-roadside');
		const road = (await readFeature(db, INSPECTOR, DISTRICT, 'road/highway'))!;
		expect(road).toMatchObject({ name: '省道', broken: 0, findingsTotal: 0 });
		expect((await readFeature(db, EVERYTHING, DISTRICT, 'road/highway'))!.broken).toBeGreaterThan(0);
	});

	test('the numbers of the run are those of the lists beside it', async () => {
		const db = await assessed();
		const events = await openEvents(db);
		for (const sight of [INSPECTOR, EVERYTHING]) {
			const status = await readStatus({ db, runs: openRuns(db, events) }, sight);
			const run = status.run!;
			for (const [state, counted] of Object.entries(run.states)) {
				const { total } = await listFindings(db, sight, { ...ALL, state: state as 'broken' });
				expect({ state, counted }).toEqual({ state, counted: total });
			}
			for (const level of ['red', 'orange', 'yellow', 'blue'] as const) {
				expect(run.levels[level]).toBe((await listFeatures(db, sight, { ...ALL, level })).total);
			}
			const { items } = await listSegments(db, sight, ALL);
			expect(Object.values(run.hca).reduce((sum, { segments }) => sum + segments, 0)).toBe(items.length);
			expect(Object.values(run.hca).reduce((sum, { metres }) => sum + metres, 0)).toBeCloseTo(
				items.reduce((sum, { fromM, toM }) => sum + toM - fromM, 0)
			);
			const [district] = status.districts;
			const counts = Object.values(district.counts).reduce((sum, count) => sum + count, 0);
			expect(counts).toBe((await listFeatures(db, sight, ALL)).total);
		}
		const { run, districts } = await readStatus({ db, runs: openRuns(db, events) }, INSPECTOR);
		expect(run!.subdistricts.map(({ id }) => id)).toEqual([WEST]);
		// The name of the next one stands on everybody's map: one's own pipeline may count there.
		expect(Object.keys(run!.subdistrictNames).sort()).toEqual([EAST, WEST].sort());
		expect(run!.parks).toEqual([]);
		expect(run!.areaM2).toEqual(run!.subdistricts[0].areaM2);
		// The box of what is one's own: from the western works to the end of the pipeline beyond the border.
		const [[west], [east]] = [lngLat(-500, 300), lngLat(400, 0)];
		expect(districts[0].bbox![0]).toBeCloseTo(west, 4);
		expect(districts[0].bbox![2]).toBeCloseTo(east, 4);
	});

	test('the colours of the whole district stay, and are explained by what is not named', async () => {
		const db = await assessed();
		const run = (await latestRun(db, DISTRICT))!;
		const [own, all] = [await readZones(db, INSPECTOR, DISTRICT, run), await readZones(db, EVERYTHING, DISTRICT, run)];
		expect(own.features.map(({ geometry }) => geometry)).toEqual(all.features.map(({ geometry }) => geometry));
		const [seen, whole] = [INSPECTOR, EVERYTHING].map((sight) => explainPlace(db, sight, DISTRICT, lngLat(710, 510)));
		const [{ cell, subdistrict }, { cell: wholeCell }] = [await seen, await whole];
		expect(subdistrict).toBeNull();
		expect(
			cell!.because.map(({ feature, ...numbers }) => ({ ...numbers, layer: feature.layer, level: feature.level }))
		).toEqual(
			wholeCell!.because.map(({ feature, ...numbers }) => ({ ...numbers, layer: feature.layer, level: feature.level }))
		);
		expect(cell!.because[0].feature).toEqual({ id: null, layer: 'hazard_source', name: null, level: 'orange' });
	});

	test('who is exposed across the border is counted and not named', async () => {
		const db = await assessed();
		const tanks = (await readFeature(db, INSPECTOR, DISTRICT, 'hazard_source/west-tanks'))!;
		const whole = (await readFeature(db, EVERYTHING, DISTRICT, 'hazard_source/west-tanks'))!;
		expect(whole.exposure!.who.map(({ feature }) => feature)).toContain('protection_target/east-village');
		expect(tanks.exposure).toMatchObject({ counted: whole.exposure!.counted, features: whole.exposure!.features });
		expect(tanks.exposure!.who.map(({ feature }) => feature)).not.toContain('protection_target/east-village');
		const upgrade = tanks.reasons.find(({ rule }) => rule === 'UP-EXTERNAL-DISTANCE')!;
		expect(upgrade).toMatchObject({ level: 'orange', limit: 400 });
		expect(upgrade.text.zh).toContain('不列名');
		const [trunk] = (await listSegments(db, INSPECTOR, ALL)).items;
		expect(trunk.items.flatMap(({ features }) => features)).not.toContain('building/east-house');
	});

	test('an inspector writes what is their own, and keeps it there', async () => {
		const db = await assessed();
		const works = 'enterprise/west-works';
		const { updatedAt } = (await readFeature(db, INSPECTOR, DISTRICT, works))!;
		const [lng, lat] = lngLat(300, 300);
		const away = { updatedAt, geometry: { type: 'Point' as const, coordinates: [lng, lat] } };
		await expect(changeFeature(db, inspector, DISTRICT, works, away)).rejects.toMatchObject({ status: 403 });
		const road = (await readFeature(db, INSPECTOR, DISTRICT, 'road/highway'))!;
		await expect(
			changeFeature(db, inspector, DISTRICT, road.id, { updatedAt: road.updatedAt, name: '改名' })
		).rejects.toMatchObject({ status: 403, code: 'ground' });
		const changed = await changeFeature(db, inspector, DISTRICT, works, {
			updatedAt,
			attributes: { L: 1, E: 1, C: 1 }
		});
		expect(changed.levels).toEqual([{ id: works, name: '西厂', before: 'red', after: 'blue' }]);
		expect((await readFeature(db, EVERYTHING, DISTRICT, works))!.geometry).toMatchObject({ type: 'Point' });
		await dropStanding(db);
	});

	test('who has no subdistrict sees the ground alone, and an administrator nothing', async () => {
		const db = await assessed();
		const { items } = await listFeatures(db, sightOf('inspector', {}), ALL);
		expect(items.map(({ id }) => id).sort()).toEqual(['area/district', EAST, WEST, 'road/highway']);
		for (const sight of [NOTHING, sightOf('system_admin', {}), sightOf('audit_admin', { [DISTRICT]: [WEST] })]) {
			expect((await listFeatures(db, sight, ALL)).total).toBe(0);
			expect((await listFindings(db, sight, ALL)).total).toBe(0);
			expect((await readUnits(db, sight, DISTRICT)).id).toEqual([]);
		}
	});

	test('why a run failed is told to those who see the whole district', async () => {
		const db = await open();
		const failed: ServerEvent = { type: 'run-failed', district: DISTRICT, text: { zh: '东厂', en: 'east-works' } };
		expect(await seenEvent(db, LEADER, failed)).toEqual(failed);
		expect(JSON.stringify(await seenEvent(db, INSPECTOR, failed))).not.toMatch(/东厂|east-works/);
	});

	function overrideOf(feature: string) {
		return {
			district: DISTRICT,
			feature,
			level: 'red' as const,
			reason: '周边新增人员密集场所',
			approver: '王示五',
			until: today()
		};
	}
});

/** Every tile of zoom 15 that the district touches. */
function tilesAround(): { z: number; x: number; y: number }[] {
	const z = 15;
	const corners = [lngLat(-1000, -1000), lngLat(1000, 1000)].map(([lng, lat]) => {
		const sin = Math.sin((lat * Math.PI) / 180);
		const x = ((lng + 180) / 360) * 2 ** z;
		const y = (0.5 - Math.log((1 + sin) / (1 - sin)) / (4 * Math.PI)) * 2 ** z;
		return [Math.floor(x), Math.floor(y)];
	});
	const [[x0, y1], [x1, y0]] = corners;
	const addresses = [];
	for (let x = x0; x <= x1; x++) for (let y = y0; y <= y1; y++) addresses.push({ z, x, y });
	return addresses;
}
