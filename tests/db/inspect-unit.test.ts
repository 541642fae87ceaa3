import { readSheet } from 'read-excel-file/node';
import { expect, test } from 'vitest';
import { readAsked } from '../../src/lib/inspect/address.ts';
import { roleOf } from '../../src/lib/access/roles.ts';
import { EVERYTHING, sightOf } from '../../src/lib/server/access/sight.ts';
import { SYSTEM, type Who } from '../../src/lib/server/access/who.ts';
import type { Database } from '../../src/lib/server/db/database.ts';
import { exportUnits } from '../../src/lib/server/inspect/export.ts';
import { dropHeld } from '../../src/lib/server/inspect/held.ts';
import { listUnits } from '../../src/lib/server/inspect/list.ts';
import { readUnit } from '../../src/lib/server/inspect/unit.ts';
import { sheetXlsx } from '../../src/lib/server/sheets/sheet.ts';
import { describeBoth } from './both.ts';
import { assessed, EASTERN, NOW, order, other, PLANT, point, refusal, stranger, UNIT } from './dangers.ts';
import { recordDanger } from '../../src/lib/server/dangers/record.ts';
import { drawMany, MANY, MANY_NOW } from './many-units.ts';
import type { Drawn } from './small-district.ts';
import { DISTRICT } from './two-subdistricts.ts';

const STATION: Drawn = {
	layer: 'emergency_resource',
	key: 'station',
	name: '东消防站',
	attributes: { kind: 'fire_station', people: 20, phone: '027-0000-0119', holds: '水罐车 2 辆' },
	geometry: point(500, 300)
};
const DEPOT: Drawn = {
	...STATION,
	key: 'depot',
	name: '西物资库',
	attributes: { kind: 'supply_depot' },
	geometry: point(-500, 700)
};

/** A small district with two emergency resources. */
async function withResources(db: Database): Promise<Database> {
	dropHeld(db);
	return assessed(db, [UNIT, EASTERN, STATION, DEPOT]);
}

describeBoth('The page of a unit', (open) => {
	test('has why it stands where it does, its people, its levels, and the nearest help to the metre, wherever that lies', async () => {
		const db = await withResources(await open());
		await recordDanger(db, other, order(), NOW);
		const unit = await readUnit(db, other.sight, DISTRICT, PLANT, NOW);
		expect(unit.item).toMatchObject({ id: PLANT, level: 'yellow', dangersOpen: 1, lastVisit: null });
		expect(unit.item!.reasons.map(({ zh }) => zh).join()).toContain('隐患');
		expect(unit.persons.map(({ name }) => name)).toEqual([null, null, '赵示安']);
		expect(unit.levels).toMatchObject([{ level: 'yellow' }]);
		// The station lies in the other subdistrict: help does not stop at a border.
		expect(unit.resources.map(({ name, distanceM, phone }) => [name, Math.round(distanceM), phone])).toEqual([
			['西物资库', 400, null],
			['东消防站', 1000, '027-0000-0119']
		]);
		expect(unit.resources[1].kind?.zh).toBe('消防救援站');
	});

	test('is not found by whoever does not see the unit, and withholds names and telephones by tier', async () => {
		const db = await withResources(await open());
		expect((await refusal(readUnit(db, stranger.sight, DISTRICT, PLANT, NOW))).code).toBe('no-unit');
		const general = sightOf('planner', {});
		const unit = await readUnit(db, general, DISTRICT, PLANT, NOW);
		expect(unit.persons.every(({ name, phone }) => name === null && phone === null)).toBe(true);
		expect(unit.resources.every(({ phone }) => phone === null)).toBe(true);
		expect(unit.withheld).toEqual(['persons', 'phones', 'inventory']);
	});
});

describeBoth('The list of units as a file', (open) => {
	test('has the rows of the list, the filter in words and the day, stays text where it looks like a formula, and is in the audit', async () => {
		const db = await open();
		dropHeld(db);
		await drawMany(db, 400);
		const who: Who = {
			...SYSTEM,
			kind: 'person',
			id: 'inspector',
			name: '检查员',
			role: 'inspector',
			rights: new Set(roleOf('inspector').rights),
			sight: sightOf('inspector', { [MANY]: ['area/2'] })
		};
		const asked = readAsked(new URLSearchParams('q=食品&danger=open&danger=none'));
		const list = await listUnits(db, who.sight, MANY, asked, { offset: 0, limit: 500, counts: false }, MANY_NOW);
		expect(list.total).toBeGreaterThan(3);
		const { sheet, day } = await exportUnits(db, who, MANY, asked, { format: 'xlsx', language: 'zh' }, MANY_NOW);
		expect(day).toBe('2026-11-23');
		const rows = await readSheet(Buffer.from(await sheetXlsx(sheet)));
		const head = rows.findIndex(([first]) => first === '序号');
		expect(rows.slice(1, head - 1).map((row) => row.slice(0, 2))).toContainEqual([
			'筛选',
			'隐患：有未销号隐患、无未销号隐患；名称或编号含“食品”'
		]);
		const at = (title: string) => rows[head].indexOf(title);
		const table = rows.slice(head + 1);
		expect(table.map((row) => row[at('编号')])).toEqual(list.items.map(({ id }) => id));
		expect(table.map((row) => row[at('名称')])).toEqual(list.items.map(({ name }) => name));
		expect(String(table[0][at('名称')])).toMatch(/^=食品/);
		expect(table.map((row) => row[at('得分(系统设定)')])).toEqual(
			list.items.map(({ score }) => Math.round(score * 10) / 10)
		);
		expect(table[0][at('排序原因')]).toBe(list.items[0].reasons.map(({ zh }) => zh).join('；'));
		const deeds = await db.query<{ action: string; after: unknown }>(
			`select action, after::jsonb as after from audit where action = 'list.export' and object = 'inspect'`
		);
		expect(deeds.rows).toMatchObject([{ after: { format: 'xlsx', filter: expect.stringContaining('danger=open') } }]);
	});

	test('is English for whoever reads English', async () => {
		const db = await open();
		dropHeld(db);
		await drawMany(db, 20);
		const who: Who = { ...SYSTEM, sight: EVERYTHING };
		const asked = readAsked(new URLSearchParams('level=red'));
		const { sheet } = await exportUnits(db, who, MANY, asked, { format: 'csv', language: 'en' }, MANY_NOW);
		expect(sheet.about).toContainEqual(['Filter', 'Level: Major risk (red)']);
		expect(sheet.columns.map(({ title }) => title)).toContain('Subject field');
	});
});
