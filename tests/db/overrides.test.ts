import { afterEach, expect, test, vi } from 'vitest';
import type { OverrideOrder } from '../../src/lib/api.ts';
import { EVERYTHING } from '../../src/lib/server/access/sight.ts';
import { SYSTEM } from '../../src/lib/server/access/who.ts';
import type { Database } from '../../src/lib/server/db/database.ts';
import { readFeature } from '../../src/lib/server/features/detail.ts';
import { parse } from '../../src/lib/server/http.ts';
import { endOverrides } from '../../src/lib/server/overrides/end.ts';
import { currentOverride, listOverrides } from '../../src/lib/server/overrides/list.ts';
import { overrideOrder } from '../../src/lib/server/overrides/order.ts';
import { setOverride } from '../../src/lib/server/overrides/set.ts';
import { withdrawOverride } from '../../src/lib/server/overrides/withdraw.ts';
import { latestRun } from '../../src/lib/server/runs/latest.ts';
import { runDistrict } from '../../src/lib/server/runs/run.ts';
import { describeBoth } from './both.ts';
import { AREAS, draw, square, type Drawn } from './small-district.ts';

const DISTRICT = '420198';
const FACTORY = 'enterprise/factory';

/** A plant with a unit, a settlement beside it, and an enterprise that LEC makes orange. */
const DRAWN: Drawn[] = [
	...AREAS,
	{ layer: 'enterprise', key: 'factory', attributes: { L: 10, E: 6, C: 3 }, geometry: square(-600, 400, 50) },
	{ layer: 'enterprise', key: 'plant', name: '甲化工', geometry: square(0, 0, 200) },
	{
		layer: 'hazard_source',
		key: 'tank',
		attributes: { enterprise: '甲化工', inventory: [{ name: '氨', cas: '7664-41-7', tonnes: 50 }] },
		geometry: square(90, 90, 20)
	},
	{
		layer: 'protection_target',
		key: 'village',
		name: '李村',
		attributes: { kind: 'residential', people: 60 },
		geometry: square(300, 0, 100)
	},
	{ layer: 'building', key: 'home', attributes: { use: 'dwelling', people: 4 }, geometry: square(320, 20, 10) }
];

const order = (changes: Partial<OverrideOrder> = {}): OverrideOrder => ({
	district: DISTRICT,
	feature: FACTORY,
	level: 'red',
	reason: '周边新增人员密集场所',
	approver: '王五',
	until: '2026-11-30',
	...changes
});
const onDay = (day: string) => vi.setSystemTime(new Date(`${day}T12:00:00`));
const levelOf = async (db: Database) => {
	const { level, computedLevel, reasons } = (await readFeature(db, EVERYTHING, DISTRICT, FACTORY))!;
	return { level, computedLevel, first: reasons[0].rule };
};

async function assessed(open: () => Promise<Database>): Promise<Database> {
	vi.useFakeTimers({ toFake: ['Date'] });
	onDay('2026-11-23');
	const db = await open();
	await draw(db, DRAWN);
	await runDistrict(db, SYSTEM, DISTRICT, {}, () => {});
	return db;
}

afterEach(() => {
	vi.useRealTimers();
});

describeBoth('Overrides and what a feature says of itself', (open) => {
	test('the newest run follows it at once, and the computed level stays beside it in the history', async () => {
		const db = await assessed(open);
		expect(await levelOf(db)).toMatchObject({ level: 'orange', computedLevel: 'orange' });
		const set = await setOverride(db, SYSTEM, order());
		expect(set).toMatchObject({
			feature: FACTORY,
			level: 'red',
			status: 'holds',
			from: '2026-11-23',
			until: '2026-11-30',
			computedLevel: 'orange',
			evidence: null
		});
		expect(await levelOf(db)).toEqual({ level: 'red', computedLevel: 'orange', first: 'OVERRIDE' });
		expect((await readFeature(db, EVERYTHING, DISTRICT, FACTORY))!.override).toEqual(set);
		const run = await latestRun(db, DISTRICT);
		const { rows } = await db.query(
			'select level, computed_level, override_id from assessment where district = $1 and run = $2 and feature = $3',
			[DISTRICT, run, FACTORY]
		);
		expect(rows).toEqual([{ level: 'red', computed_level: 'orange', override_id: set.id }]);
	});

	test('it holds on its last day, ends by itself the day after, and stays on record as ended', async () => {
		const db = await assessed(open);
		const { id } = await setOverride(db, SYSTEM, order());
		onDay('2026-11-30');
		expect(await endOverrides(db, SYSTEM)).toEqual([]);
		expect((await levelOf(db)).level).toBe('red');
		onDay('2026-12-01');
		expect(await endOverrides(db, SYSTEM)).toEqual([{ district: DISTRICT, features: [FACTORY] }]);
		expect((await levelOf(db)).level).toBe('orange');
		expect(await endOverrides(db, SYSTEM)).toEqual([]);
		expect(await listOverrides(db, EVERYTHING, { district: DISTRICT })).toMatchObject([{ id, status: 'ended' }]);
		await expect(withdrawOverride(db, SYSTEM, DISTRICT, id)).rejects.toMatchObject({ status: 409 });
	});

	test('one that is to come begins by itself on its first day, and is shown before', async () => {
		const db = await assessed(open);
		await setOverride(db, SYSTEM, order({ from: '2026-11-25' }));
		expect((await levelOf(db)).level).toBe('orange');
		expect(await currentOverride(db, EVERYTHING, DISTRICT, FACTORY)).toMatchObject({ status: 'coming' });
		onDay('2026-11-25');
		expect(await endOverrides(db, SYSTEM)).toEqual([{ district: DISTRICT, features: [FACTORY] }]);
		expect((await levelOf(db)).level).toBe('red');
	});

	test('withdrawn, the level is the computed one again; twice is refused', async () => {
		const db = await assessed(open);
		const { id } = await setOverride(db, SYSTEM, order({ level: 'blue', evidence: '整改验收单 12' }));
		expect((await levelOf(db)).level).toBe('blue');
		expect(await withdrawOverride(db, SYSTEM, DISTRICT, id)).toMatchObject({ id, status: 'withdrawn' });
		expect(await levelOf(db)).toMatchObject({ level: 'orange', computedLevel: 'orange' });
		expect((await readFeature(db, EVERYTHING, DISTRICT, FACTORY))!.override).toBeNull();
		await expect(withdrawOverride(db, SYSTEM, DISTRICT, id)).rejects.toMatchObject({ status: 409 });
		await expect(withdrawOverride(db, SYSTEM, DISTRICT, 99)).rejects.toMatchObject({ status: 404 });
	});

	test('a run computed later keeps it while it holds', async () => {
		const db = await assessed(open);
		await setOverride(db, SYSTEM, order());
		await runDistrict(db, SYSTEM, DISTRICT, {}, () => {});
		expect((await levelOf(db)).level).toBe('red');
	});

	test('refused, and nothing stored: each message names its field', async () => {
		const db = await assessed(open);
		const refused = async (changes: Partial<OverrideOrder>, status: number, field: string) =>
			expect(setOverride(db, SYSTEM, order(changes))).rejects.toMatchObject({
				status,
				text: { zh: expect.stringContaining(field), en: expect.stringContaining(field) }
			});
		await refused({ level: 'yellow' }, 400, 'evidence');
		await refused({ reason: '不对' }, 400, 'reason');
		await refused({ until: '2026-11-22' }, 400, 'until');
		await refused({ until: '2027-11-24' }, 400, 'until');
		await refused({ feature: 'enterprise/none' }, 404, 'feature');
		await refused({ feature: 'protection_target/village' }, 400, 'feature');
		expect(await listOverrides(db, EVERYTHING, { district: DISTRICT })).toEqual([]);
	});

	test('without a run there is no level to set: run first', async () => {
		const db = await open();
		await draw(db, DRAWN);
		await expect(setOverride(db, SYSTEM, order())).rejects.toMatchObject({ status: 409, code: 'no-run' });
	});

	test('the page of a hazard source says who is exposed, and α follows', async () => {
		const db = await assessed(open);
		const tank = (await readFeature(db, EVERYTHING, DISTRICT, 'hazard_source/tank'))!;
		expect(tank.exposure).toMatchObject({
			boundary: { feature: 'enterprise/plant', kind: 'plant' },
			counted: 60,
			registered: null,
			people: 60,
			who: [{ feature: 'protection_target/village', name: '李村', people: 60, from: 'people' }]
		});
		expect(tank.exposure!.who[0].distanceM).toBeCloseTo(100, 2);
		expect(tank.reasons[0]).toMatchObject({ rule: 'GB18218-R', inputs: { alpha: 1.5, exposedPeople: 60 } });
		const asked = tank.findings.filter(({ rule }) => rule === 'MHS-POP-500');
		expect(asked).toMatchObject([{ state: 'met' }]);
	});

	test('the page of a feature says to the microsecond when it was changed, as the database has it', async () => {
		const db = await assessed(open);
		const { updatedAt } = (await readFeature(db, EVERYTHING, DISTRICT, FACTORY))!;
		expect(updatedAt).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/);
		const { rows } = await db.query('select id from feature where updated_at = $1::timestamptz and id = $2', [
			updatedAt,
			FACTORY
		]);
		expect(rows).toHaveLength(1);
	});
});

test.each([
	['level', { level: 'purple' }],
	['approver', { approver: '  ' }],
	['until', { until: 'soon' }],
	['reason', { reason: undefined }]
])('an order with a wrong %s is refused before anything is asked', (field, changes) => {
	expect(() => parse(overrideOrder, { ...order(), ...changes })).toThrow(new RegExp(field));
});
