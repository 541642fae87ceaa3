import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { roleOf } from '../../src/lib/access/roles.ts';
import type { AuditItem } from '../../src/lib/access/api.ts';
import { EVERYTHING, sightOf } from '../../src/lib/server/access/sight.ts';
import { operator, SYSTEM, type Who } from '../../src/lib/server/access/who.ts';
import { changeFeature } from '../../src/lib/server/amend/change.ts';
import { listAudit } from '../../src/lib/server/audit/list.ts';
import { noteFeature, noteList, noteListExport } from '../../src/lib/server/audit/watched.ts';
import { performCommand, readInput } from '../../src/lib/server/commands/perform.ts';
import type { CommandName } from '../../src/lib/server/commands/registry.ts';
import type { Database } from '../../src/lib/server/db/database.ts';
import { openEvents } from '../../src/lib/server/events.ts';
import { readFeature } from '../../src/lib/server/features/detail.ts';
import { readUpdatedAt } from '../../src/lib/server/features/updated-at.ts';
import { importFile } from '../../src/lib/server/imports/batch.ts';
import { undoBatch } from '../../src/lib/server/imports/undo.ts';
import { listOverrides } from '../../src/lib/server/overrides/list.ts';
import { endOverrides } from '../../src/lib/server/overrides/end.ts';
import { setOverride } from '../../src/lib/server/overrides/set.ts';
import { withdrawOverride } from '../../src/lib/server/overrides/withdraw.ts';
import { makeRuleSet } from '../../src/lib/server/rules/make.ts';
import { switchOn } from '../../src/lib/server/rules/use.ts';
import { openRuns } from '../../src/lib/server/runs/runs.ts';
import { runDistrict } from '../../src/lib/server/runs/run.ts';
import { verifyRun } from '../../src/lib/server/runs/verify-run.ts';
import type { Sise } from '../../src/lib/server/sise.ts';
import { SHIPPED } from '../../src/lib/risk/rule-set.ts';
import { dayFromNow } from '../day-from-now.ts';
import { describeBoth } from './both.ts';
import { AREAS, draw, square, type Drawn } from './small-district.ts';

const DISTRICT = '420198';
const SHOP = 'enterprise/shop';
const TANK = 'hazard_source/tank';
const DRAWN: Drawn[] = [
	...AREAS,
	{
		layer: 'enterprise',
		key: 'shop',
		name: '小店',
		attributes: { L: 10, E: 6, C: 3, phone: '13812345678' },
		geometry: square(-600, 400, 50)
	},
	{
		layer: 'hazard_source',
		key: 'tank',
		attributes: { inventory: [{ name: '氨', cas: '7664-41-7', tonnes: 50 }], mainPerson: '李示康' },
		geometry: square(90, 90, 20)
	}
];

const someone = (role: 'leader' | 'planner' | 'data_keeper', id = role): Who => ({
	...SYSTEM,
	kind: 'person',
	id,
	name: `${role} 张三`,
	role,
	rights: new Set(roleOf(role).rights),
	sight: sightOf(role, {}),
	address: '10.0.0.7',
	session: 's1'
});
const KEEPER = someone('data_keeper');
const ROOT = operator('root');

let folder: string;
beforeEach(() => {
	folder = mkdtempSync(join(tmpdir(), 'sise-deeds-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** A district that was assessed, and the deeds since. */
async function assessed(db: Database) {
	await draw(db, DRAWN);
	const { run } = await runDistrict(db, SYSTEM, DISTRICT, {}, () => {});
	const [{ seq }] = (await listAudit(db, { limit: 1 })).items;
	/** Oldest first. */
	const since = async (): Promise<AuditItem[]> => {
		const { items } = await listAudit(db, { limit: 100 });
		return items.filter((item) => item.seq > seq).reverse();
	};
	return { run, since };
}
const BY_KEEPER = {
	actor: { kind: 'person', id: KEEPER.id, name: KEEPER.name, role: 'data_keeper' },
	address: '10.0.0.7',
	district: DISTRICT,
	result: 'done'
};

async function siseOf(db: Database): Promise<Sise> {
	const events = await openEvents(db);
	return { db, events, runs: openRuns(db, events), lock: null, folder, close: async () => {} };
}

describeBoth('What somebody does', (open) => {
	test('an import and its undoing are one deed each; a file that lands nothing is none', async () => {
		const db = await open();
		const { since } = await assessed(db);
		const file = join(folder, '店.csv');
		writeFileSync(file, '名称,经度,纬度\n甲,114.001,30.49\n');
		const request = { file, layer: 'enterprise', crs: 'wgs84', district: DISTRICT } as const;
		const { batch, sha256 } = await importFile(db, KEEPER, request);
		await undoBatch(db, KEEPER, batch!);
		await expect(undoBatch(db, KEEPER, batch!)).rejects.toThrow();
		writeFileSync(file, '名称,经度,纬度\n甲,200,30.49\n');
		expect(await importFile(db, KEEPER, request)).toMatchObject({ landed: false });
		expect(await since()).toMatchObject([
			{
				...BY_KEEPER,
				action: 'batch.import',
				object: String(batch),
				before: null,
				after: { file: '店.csv', sha256, kept: 1, refused: 0, byLayer: { enterprise: 1 } }
			},
			{ ...BY_KEEPER, action: 'batch.undo', object: String(batch), after: { deleted: 1, restored: 0 } }
		]);
		expect(await since()).toHaveLength(2);
	});

	test('a run, and one that is verified; of a district that is not there none', async () => {
		const db = await open();
		const { since } = await assessed(db);
		const { run } = await runDistrict(db, KEEPER, DISTRICT, {}, () => {});
		await verifyRun(db, KEEPER, DISTRICT, run, () => {});
		await expect(runDistrict(db, KEEPER, '999999', {}, () => {})).rejects.toThrow();
		await expect(verifyRun(db, KEEPER, DISTRICT, 999, () => {})).rejects.toThrow();
		expect(await since()).toMatchObject([
			{
				...BY_KEEPER,
				action: 'run.compute',
				object: String(run),
				after: { status: 'done', rulesVersion: SHIPPED.version }
			},
			{ ...BY_KEEPER, action: 'run.verify', object: String(run), after: { equal: true, differences: 0 } }
		]);
		expect(await since()).toHaveLength(2);
	});

	test('a change keeps what changed and nothing else, telephones masked; a run it needs is a deed of the same person', async () => {
		const db = await open();
		const { since } = await assessed(db);
		const change = async (attributes: Record<string, unknown>) => {
			const updatedAt = (await readUpdatedAt(db, DISTRICT, SHOP))!;
			return changeFeature(db, KEEPER, DISTRICT, SHOP, { updatedAt, name: '大店', attributes });
		};
		await change({ L: 1, phone: '13987654321' });
		await expect(change({ L: 'many' })).rejects.toThrow();
		await expect(changeFeature(db, KEEPER, DISTRICT, SHOP, { updatedAt: '2026-01-01T00:00:00Z' })).rejects.toThrow();
		const deeds = await since();
		expect(deeds).toHaveLength(1);
		expect(deeds[0]).toMatchObject({ ...BY_KEEPER, action: 'feature.change', object: SHOP });
		expect(deeds[0].before).toEqual({ L: 10, phone: '138****5678', name: '小店' });
		expect(deeds[0].after).toEqual({ L: 1, phone: '139****4321', name: '大店' });

		const area = 'area/subdistrict';
		const updatedAt = (await readUpdatedAt(db, DISTRICT, area))!;
		const geometry = (await readFeature(db, EVERYTHING, DISTRICT, TANK))!.geometry;
		expect(await changeFeature(db, KEEPER, DISTRICT, area, { updatedAt, geometry })).toMatchObject({ whole: true });
		const [, moved, run] = await since();
		expect(moved).toMatchObject({ action: 'feature.change', object: area, before: { geometry: expect.anything() } });
		expect(run).toMatchObject({ ...BY_KEEPER, action: 'run.compute' });
	});

	test('an override set, followed on its day and withdrawn: with the names of who did it', async () => {
		const db = await open();
		const { since } = await assessed(db);
		const order = {
			district: DISTRICT,
			feature: SHOP,
			level: 'red',
			reason: '周边新增人员密集场所',
			approver: '王五'
		} as const;
		const until = dayFromNow(20);
		const { id, madeBy } = await setOverride(db, KEEPER, { ...order, until });
		expect(madeBy).toBe(KEEPER.name);
		await expect(setOverride(db, KEEPER, { ...order, until: '2020-01-01' })).rejects.toThrow();
		const after = dayFromNow(30);
		await endOverrides(db, SYSTEM, after);
		await withdrawOverride(db, KEEPER, DISTRICT, id);
		await expect(withdrawOverride(db, KEEPER, DISTRICT, id)).rejects.toThrow();
		expect(await listOverrides(db, EVERYTHING, { district: DISTRICT })).toMatchObject([{ id, status: 'withdrawn' }]);
		const { rows } = await db.query('select withdrawn_by from level_override');
		expect(rows).toEqual([{ withdrawn_by: KEEPER.name }]);
		const { district: _, feature: __, ...set } = order;
		expect(await since()).toMatchObject([
			{ ...BY_KEEPER, action: 'override.set', object: SHOP, before: null, after: { id, ...set, until } },
			{ action: 'feature.amend', object: SHOP, actor: { kind: 'system', name: 'Sise' }, after: { features: [SHOP] } },
			// Ages are held against another day, so the whole district is computed, by whoever made it necessary.
			{ action: 'run.compute', actor: { kind: 'system' } },
			{ ...BY_KEEPER, action: 'override.withdraw', object: SHOP, before: { id, level: 'red', until } },
			{ ...BY_KEEPER, action: 'run.compute' }
		]);
		expect(await since()).toHaveLength(5);
	});

	test('a rule set made and switched on, signed by who is signed in; made again it is none', async () => {
		const db = await open();
		const { since } = await assessed(db);
		const path = 'zoning.radii.park.value';
		const order = { from: 'shipped', changes: [{ path, value: 321 }], note: '从严', author: '别人' };
		const made = await makeRuleSet(db, KEEPER, order);
		expect(made.author).toBe(KEEPER.name);
		await makeRuleSet(db, KEEPER, order);
		await expect(makeRuleSet(db, KEEPER, { ...order, changes: [{ path, value: 'far' }] })).rejects.toThrow();
		await switchOn(db, KEEPER, DISTRICT, made.version);
		await expect(switchOn(db, KEEPER, '999999', made.version)).rejects.toThrow();
		const { district: _, ...byKeeper } = BY_KEEPER;
		expect(await since()).toMatchObject([
			{
				...byKeeper,
				action: 'rules.make',
				object: made.version,
				before: { version: SHIPPED.version, [path]: 200 },
				after: { [path]: 321, note: '从严', author: KEEPER.name }
			},
			{
				...BY_KEEPER,
				action: 'rules.use',
				object: made.version,
				before: { version: SHIPPED.version },
				after: { version: made.version }
			}
		]);
		expect(await since()).toHaveLength(2);
		const byHand = await makeRuleSet(db, ROOT, { ...order, changes: [{ path, value: 322 }] });
		expect(byHand.author).toBe('别人');
	});

	test('a deed that cannot be kept takes what was done with it', async () => {
		const db = await open();
		await assessed(db);
		const { rows } = await db.query<{ version: number; features: number }>(
			'select version, (select count(*) from feature) as features from district'
		);
		await db.query(
			`create function refuse_all() returns trigger language plpgsql as 'begin raise exception ''full''; end'`
		);
		await db.query('create trigger full_disk before insert on audit for each row execute function refuse_all()');
		try {
			await expect(draw(db, [{ layer: 'park', key: 'new', geometry: square(0, 0, 50) }])).rejects.toThrow('full');
			const updatedAt = (await readUpdatedAt(db, DISTRICT, SHOP))!;
			await expect(changeFeature(db, KEEPER, DISTRICT, SHOP, { updatedAt, attributes: { L: 3 } })).rejects.toThrow(
				'full'
			);
		} finally {
			await db.query('drop function refuse_all cascade');
		}
		expect((await db.query('select version, (select count(*) from feature) as features from district')).rows).toEqual(
			rows
		);
	});
});

describeBoth('What somebody looks at', (open) => {
	test('a hazard source is a deed of whoever sees more than the general, once an hour and person; others are none', async () => {
		const db = await open();
		const { since } = await assessed(db);
		const look = async (who: Who, id: string) =>
			noteFeature(db, who, DISTRICT, (await readFeature(db, EVERYTHING, DISTRICT, id))!);
		await look(KEEPER, TANK);
		await look(KEEPER, TANK);
		await look(KEEPER, SHOP);
		await look(someone('planner'), TANK);
		await look(someone('leader'), TANK);
		const tiers = ['persons', 'inventory'];
		expect(await since()).toMatchObject([
			{ ...BY_KEEPER, action: 'feature.read', object: TANK, after: { tiers } },
			{ action: 'feature.read', actor: { role: 'leader' }, object: TANK, after: { tiers } }
		]);
		expect(await since()).toHaveLength(2);
	});

	test('a list that a wall asks each few seconds is one deed; each file that is taken away is its own', async () => {
		const db = await open();
		const { since } = await assessed(db);
		const wall: Who = { ...someone('leader'), kind: 'wall', id: 'w1', role: 'wall', sight: sightOf('wall', {}) };
		for (let n = 0; n < 20; n++) await noteList(db, wall, DISTRICT, 'responsibility');
		await noteList(db, someone('planner'), DISTRICT, 'responsibility');
		await noteListExport(db, KEEPER, DISTRICT, 'risk', 1);
		await noteListExport(db, KEEPER, DISTRICT, 'risk', 1);
		expect(await since()).toMatchObject([
			{ action: 'list.read', object: 'responsibility', actor: { kind: 'wall' }, after: { tiers: ['persons'] } },
			{ ...BY_KEEPER, action: 'list.export', object: 'risk', after: { format: 'csv' } },
			{ action: 'list.export' }
		]);
		expect(await since()).toHaveLength(3);
	});
});

describeBoth('The command line', (open) => {
	test('leaves a deed for each command: done, refused and failed, reads too, with its input and no secret', async () => {
		const db = await open();
		const { since } = await assessed(db);
		const sise = await siseOf(db);
		const perform = (name: CommandName, input: Record<string, unknown>) =>
			performCommand(sise, ROOT, name, readInput(name, input), () => {});
		await perform('findings', { state: 'broken' });
		await perform('change', { id: SHOP, changes: ['phone=13987654321'] });
		await expect(perform('undo', { batch: 999 })).rejects.toThrow();
		await expect(perform('import', { file: join(folder, 'none.csv'), layer: 'park' })).rejects.toThrow();
		const broken = { ...sise, db: { ...db, query: () => Promise.reject(new Error('gone')) } };
		await expect(performCommand(broken, ROOT, 'doctor', {}, () => {})).rejects.toThrow('gone');
		expect(() => readInput('undo', { batch: 'x' })).toThrow('batch');
		const byRoot = { actor: { kind: 'operator', id: 'root', name: 'root', role: null }, address: null };
		expect(await since()).toMatchObject([
			{ ...byRoot, action: 'command findings', after: { state: 'broken' }, result: 'done' },
			{ ...byRoot, action: 'feature.change', object: SHOP },
			{ ...byRoot, action: 'command change', after: { changes: ['phone=139****4321'] }, result: 'done' },
			{ ...byRoot, action: 'command undo', after: { batch: 999 }, result: 'refused' },
			{ ...byRoot, action: 'command import', after: { file: join(folder, 'none.csv') }, result: 'refused' },
			{ ...byRoot, action: 'command doctor', result: 'failed' }
		]);
	});

	test('verifies, lists and exports the audit', async () => {
		const db = await open();
		await assessed(db);
		const sise = await siseOf(db);
		const perform = (input: Record<string, unknown>) =>
			performCommand(sise, ROOT, 'audit', readInput('audit', input), () => {});
		expect(await perform({ what: 'verify' })).toMatchObject({ verification: { whole: true, rows: 2 } });
		expect(await perform({ what: 'list', action: 'run.compute' })).toMatchObject({
			page: { total: 1, items: [{ seq: 2 }] }
		});
		const file = join(folder, 'audit.ndjson');
		expect(await perform({ what: 'export', file })).toMatchObject({ file });
		await expect(perform({ what: 'export', file })).rejects.toThrow('is there already');
		expect(await perform({ what: 'verify' })).toMatchObject({ verification: { whole: true } });
	});
});
