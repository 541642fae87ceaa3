import type { Geometry } from 'geojson';
import { afterEach, expect, test } from 'vitest';
import type { FeatureChange } from '../../src/lib/api.ts';
import { EVERYTHING } from '../../src/lib/server/access/sight.ts';
import { SYSTEM } from '../../src/lib/server/access/who.ts';
import { amendFeatures } from '../../src/lib/server/amend/amend.ts';
import { readFeature } from '../../src/lib/server/features/detail.ts';
import { changeFeature } from '../../src/lib/server/amend/change.ts';
import { dropStanding } from '../../src/lib/server/amend/standings.ts';
import type { Database } from '../../src/lib/server/db/database.ts';
import { listFindings } from '../../src/lib/server/findings/list.ts';
import { undoBatch } from '../../src/lib/server/imports/undo.ts';
import { runDistrict } from '../../src/lib/server/runs/run.ts';
import { planeOf } from '../../src/lib/geo/plane.ts';
import { unprojectGeometry } from '../../src/lib/geo/densify.ts';
import { expectLikeWholeRun } from './amended-run.ts';
import { describeBoth } from './both.ts';
import { AREAS, draw, MIDDLE, square, TRUNK, type Drawn } from './small-district.ts';

const DISTRICT = '420198';
const TODAY = '2026-11-23';
const point = (x: number, y: number): Geometry => ({ type: 'Point', coordinates: [x, y] });

/** A plant with a hazard source, a town beside a trunk pipeline, a park: something for each part of a run. */
const TOWN: Drawn[] = [
	...AREAS,
	TRUNK,
	{
		layer: 'pipeline',
		key: 'gas',
		attributes: { pipeClass: 'city_gas', pressureClass: 'mid', diameterMm: 200 },
		geometry: {
			type: 'LineString',
			coordinates: [
				[-800, -300],
				[-100, -300],
				[-100, 400]
			]
		}
	},
	...Array.from({ length: 40 }, (_, i): Drawn => {
		const [x, y] = [(i % 8) * 110 - 60, Math.floor(i / 8) * 30 + 4];
		const attributes = {
			use: 'residential',
			storeys: 1 + (i % 12),
			households: 2 * i,
			...(i % 7 === 0 && { dangerGrade: 'C' })
		};
		return { layer: 'building', key: `house-${i}`, name: `民房${i}`, attributes, geometry: square(x, y, 12) };
	}),
	{
		layer: 'protection_target',
		key: 'school',
		name: '一小',
		attributes: { kind: 'school', people: 300 },
		geometry: square(-200, 60, 40)
	},
	{
		layer: 'protection_target',
		key: 'hospital',
		attributes: { kind: 'hospital', beds: 40 },
		geometry: point(300, 250)
	},
	{
		layer: 'enterprise',
		key: 'plant',
		name: '化工厂',
		attributes: { kind: 'hazchem_production', phase: 'existing' },
		geometry: square(-500, -100, 200)
	},
	{
		layer: 'enterprise',
		key: 'shop',
		name: '商店',
		attributes: { kind: 'general', L: 3, E: 6, C: 15 },
		geometry: point(500, -400)
	},
	{
		layer: 'hazard_source',
		key: 'tanks',
		name: '罐区',
		attributes: {
			enterprise: '化工厂',
			inventory: [{ name: '液氯', cas: '7782-50-5', tonnes: 40 }],
			externalSafetyDistanceM: 300
		},
		geometry: square(-450, -50, 40)
	},
	{
		layer: 'hazard_source',
		key: 'store',
		attributes: { inventory: [{ name: '汽油', tonnes: 500 }] },
		geometry: square(600, 300, 30)
	},
	{ layer: 'park', key: 'park', name: '园区', attributes: { kind: 'chemical' }, geometry: square(-600, -200, 400) },
	{
		layer: 'geohazard_zone',
		key: 'slope',
		attributes: { kind: 'danger', risk: '高' },
		geometry: square(700, -800, 100)
	}
];

describeBoth('A change to one feature', (openFresh) => {
	const opened = new Set<Database>();
	const open = async () => {
		const db = await openFresh();
		opened.add(db);
		return db;
	};
	afterEach(async () => {
		for (const db of opened) await dropStanding(db);
		opened.clear();
	});

	test('amends the newest run to what a whole run would store, change after change', async () => {
		const db = await open();
		await drawTown(db);
		await runDistrict(db, SYSTEM, DISTRICT, { today: TODAY }, () => {});
		await expectLikeWholeRun(db, DISTRICT);
		const random = seeded(20261123);
		let amended = 0;
		for (let n = 0; n < 30; n++) {
			const { id, ...change } = await someChange(db, random);
			const answer = await changeFeature(db, SYSTEM, DISTRICT, id, change, { today: TODAY });
			if (!answer.whole) amended++;
			if (n % 3 === 2) await expectLikeWholeRun(db, DISTRICT);
		}
		expect(amended).toBeGreaterThan(20);
		await expectLikeWholeRun(db, DISTRICT);
		const whole = await runDistrict(db, SYSTEM, DISTRICT, { today: TODAY }, () => {});
		expect(whole.status).toBe('done');
		await expectLikeWholeRun(db, DISTRICT);
	});

	test('an override amends the feature it is of, and ends with its withdrawal', async () => {
		const db = await open();
		await drawTown(db);
		await runDistrict(db, SYSTEM, DISTRICT, { today: TODAY }, () => {});
		await db.query(
			`insert into level_override (district, feature, level, reason, approver, valid_from, valid_until)
			values ($1, 'enterprise/shop', 'red', '事故', '张三', '2026-01-01', '2027-01-01')`,
			[DISTRICT],
			1
		);
		const set = await amendFeatures(db, SYSTEM, DISTRICT, ['enterprise/shop'], { today: TODAY });
		expect(set).toMatchObject({ whole: false, levels: [{ id: 'enterprise/shop', name: '商店', after: 'red' }] });
		expect(set.cells).toBeGreaterThan(0);
		await expectLikeWholeRun(db, DISTRICT);
		await db.query('update level_override set withdrawn_at = now() where district = $1', [DISTRICT], 1);
		await amendFeatures(db, SYSTEM, DISTRICT, ['enterprise/shop'], { today: TODAY });
		await expectLikeWholeRun(db, DISTRICT);
	});

	test('a house moved onto a pipeline breaks its clearance, is heard of, and is undone as an import is', async () => {
		const db = await open();
		await drawTown(db);
		const { run } = await runDistrict(db, SYSTEM, DISTRICT, { today: TODAY }, () => {});
		const heard: unknown[] = [];
		const stop = await db.listen('sise', (payload) => heard.push(JSON.parse(payload)));
		const id = 'building/house-10';
		const geometry = placed(square(400, 2, 12));
		const answer = await changeFeature(
			db,
			SYSTEM,
			DISTRICT,
			id,
			{ updatedAt: await updatedAt(db, id), geometry },
			{ today: TODAY }
		);
		expect(answer).toMatchObject({ run, version: 2, whole: false });
		expect(answer.findings.appeared).toBeGreaterThan(0);
		const { items } = await listFindings(db, EVERYTHING, {
			district: DISTRICT,
			feature: id,
			rule: 'PIPE-30-5',
			limit: 10
		});
		expect(items).toMatchObject([{ state: 'broken', measuredM: 2 }]);
		await expect
			.poll(() => heard)
			.toContainEqual({ type: 'amended', district: DISTRICT, run, version: 2, features: expect.arrayContaining([id]) });
		await stop();
		const { rows } = await db.query<{ id: number }>(`select id from batch where file = 'edit'`, [], 1);
		expect(await undoBatch(db, SYSTEM, rows[0].id)).toMatchObject({ deleted: 1, restored: 1 });
		// The run is of what was undone: the next change finds that out and computes the whole.
		const next = await changeFeature(
			db,
			SYSTEM,
			DISTRICT,
			id,
			{ updatedAt: await updatedAt(db, id), name: '甲' },
			{ today: TODAY }
		);
		expect(next.whole).toBe(true);
		await expectLikeWholeRun(db, DISTRICT);
	});

	test('findings stay in order and lose nothing from page to page', async () => {
		const db = await open();
		await drawTown(db);
		await runDistrict(db, SYSTEM, DISTRICT, { today: TODAY }, () => {});
		const id = 'building/house-20';
		const geometry = placed(square(300, 1, 12));
		await changeFeature(db, SYSTEM, DISTRICT, id, { updatedAt: await updatedAt(db, id), geometry }, { today: TODAY });
		const whole = await listFindings(db, EVERYTHING, { district: DISTRICT, limit: 10_000 });
		const states = ['broken', 'uncertain', 'undecided', 'met'];
		const keys = whole.items.map((one) => [states.indexOf(one.state), one.marginM ?? Infinity] as const);
		expect(keys).toEqual(keys.toSorted((a, b) => a[0] - b[0] || (a[1] === b[1] ? 0 : a[1] - b[1])));
		const seen: number[] = [];
		let after: number | undefined;
		do {
			const page = await listFindings(db, EVERYTHING, { district: DISTRICT, limit: 7, after });
			seen.push(...page.items.map((item) => item.id));
			after = page.next ?? undefined;
		} while (after !== undefined);
		expect(seen).toEqual(whole.items.map((item) => item.id));
	});

	test('what reaches further computes the whole district, and says so', async () => {
		const db = await open();
		await drawTown(db);
		const first = await runDistrict(db, SYSTEM, DISTRICT, { today: TODAY }, () => {});
		const id = 'area/subdistrict';
		const change = { updatedAt: await updatedAt(db, id), geometry: placed(square(-1000, -1000, 1500)) };
		const answer = await changeFeature(db, SYSTEM, DISTRICT, id, change, { today: TODAY });
		expect(answer.whole).toBe(true);
		expect(answer.run).toBeGreaterThan(first.run);
		await expectLikeWholeRun(db, DISTRICT);
	});

	test('refused in words: a feature that is not there, one that changed since, an attribute that cannot be read', async () => {
		const db = await open();
		await drawTown(db);
		await runDistrict(db, SYSTEM, DISTRICT, { today: TODAY }, () => {});
		const id = 'hazard_source/tanks';
		const now = await updatedAt(db, id);
		const refused = (feature: string, change: FeatureChange) =>
			expect(changeFeature(db, SYSTEM, DISTRICT, feature, change, { today: TODAY })).rejects;
		await refused('building/none', { updatedAt: now }).toMatchObject({ status: 404 });
		await refused(id, { updatedAt: '2026-01-01T00:00:00.000Z' }).toMatchObject({ status: 409 });
		await refused(id, { updatedAt: now, attributes: { exposedPeople: -3 } }).toMatchObject({
			status: 422,
			text: { en: expect.stringContaining('exposedPeople') }
		});
		await refused(id, { updatedAt: now, attributes: { colour: 'red' } }).toMatchObject({
			status: 422,
			text: { en: expect.stringContaining('no attribute colour') }
		});
		const line: Geometry = {
			type: 'LineString',
			coordinates: [
				[114, 30],
				[114.1, 30]
			]
		};
		await refused(id, { updatedAt: now, geometry: line }).toMatchObject({ status: 422 });
		expect(await updatedAt(db, id)).toBe(now);
		await expectLikeWholeRun(db, DISTRICT);
	});
});

/** A geometry of metres from MIDDLE in degrees, moved by so many metres. */
function placed(geometry: Geometry, dx = 0, dy = 0): Geometry {
	const moved = JSON.parse(JSON.stringify(geometry), (_, value: unknown) =>
		Array.isArray(value) && value.length === 2 && value.every((one) => typeof one === 'number')
			? [MIDDLE[0] + (value[0] as number) + dx, MIDDLE[1] + (value[1] as number) + dy]
			: value
	) as Geometry;
	return unprojectGeometry(moved, planeOf(4547));
}

async function drawTown(db: Database): Promise<void> {
	const report = await draw(db, TOWN);
	expect(report.refused).toEqual([]);
}

/** As a page has it: what it read of the feature must be what a change may name. */
async function updatedAt(db: Database, id: string): Promise<string> {
	return (await readFeature(db, EVERYTHING, DISTRICT, id))!.updatedAt;
}

const CHANGES: Record<string, (random: () => number) => Record<string, unknown>> = {
	building: (random) => ({
		dangerGrade: pick(random, ['A', 'B', 'C', 'D', null]),
		households: Math.floor(random() * 200),
		use: pick(random, ['residential', 'office', null])
	}),
	protection_target: (random) => ({ people: Math.floor(random() * 3000) }),
	hazard_source: (random) => ({
		externalSafetyDistanceM: pick(random, [100, 250, 600, null]),
		inventory: [{ name: '液氯', cas: '7782-50-5', tonnes: 1 + Math.floor(random() * 200) }],
		exposedPeople: pick(random, [0, 40, 300, null])
	}),
	pipeline: (random) => ({
		pressureMPa: pick(random, [1.6, 4, 6.3, 10, null]),
		status: pick(random, ['live', 'abandoned'])
	}),
	enterprise: (random) => ({
		score19: Math.floor(random() * 100),
		L: pick(random, [0.5, 3, 10]),
		E: 6,
		C: pick(random, [7, 40])
	}),
	geohazard_zone: (random) => ({ risk: pick(random, ['极高', '高', '中', '低']) })
};

async function someChange(db: Database, random: () => number): Promise<FeatureChange & { id: string }> {
	const { layer, key, geometry } = pick(
		random,
		TOWN.filter((one) => one.layer in CHANGES)
	);
	const id = `${layer}/${key}`;
	const change: FeatureChange = { updatedAt: await updatedAt(db, id) };
	if (random() < 0.5) {
		const far = pick(random, [3, 300]);
		const [dx, dy] = [random(), random()].map((share) => (share - 0.5) * 2 * far);
		return { id, ...change, geometry: placed(geometry, dx, dy) };
	}
	const keys = CHANGES[layer](random);
	return { id, ...change, attributes: keys };
}

function pick<T>(random: () => number, from: readonly T[]): T {
	return from[Math.floor(random() * from.length)];
}

/** mulberry32 */
function seeded(seed: number): () => number {
	return () => {
		seed = (seed + 0x6d2b79f5) | 0;
		let t = Math.imul(seed ^ (seed >>> 15), 1 | seed);
		t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
		return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
	};
}
