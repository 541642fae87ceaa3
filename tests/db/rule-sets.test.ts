import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ruleSetOf, SHIPPED } from '../../src/lib/risk/rule-set.ts';
import { EVERYTHING } from '../../src/lib/server/access/sight.ts';
import { SYSTEM } from '../../src/lib/server/access/who.ts';
import { rules as rulesCommand } from '../../src/lib/server/commands/rules.ts';
import type { Database } from '../../src/lib/server/db/database.ts';
import { listDistricts } from '../../src/lib/server/districts.ts';
import { openEvents, type Heard } from '../../src/lib/server/events.ts';
import { readFeature } from '../../src/lib/server/features/detail.ts';
import { diffRuleSets } from '../../src/lib/server/rules/diff.ts';
import { listRuleSets, makeRuleSet } from '../../src/lib/server/rules/make.ts';
import { readOrder, readRuleFile } from '../../src/lib/server/rules/order.ts';
import { readRulesPage } from '../../src/lib/server/rules/page.ts';
import { currentRuleSet } from '../../src/lib/server/rules/rule-sets.ts';
import { switchOn } from '../../src/lib/server/rules/use.ts';
import { readRun } from '../../src/lib/server/runs/latest.ts';
import { runDistrict } from '../../src/lib/server/runs/run.ts';
import { openRuns } from '../../src/lib/server/runs/runs.ts';
import { verifyRun } from '../../src/lib/server/runs/verify-run.ts';
import type { Sise } from '../../src/lib/server/sise.ts';
import { describeBoth } from './both.ts';
import { AREAS, draw, square, TRUNK, type Drawn } from './small-district.ts';

const DISTRICT = '420198';
const TODAY = '2026-11-23';
const ZONE: Drawn = {
	layer: 'geohazard_zone',
	key: 'slope',
	name: '滑坡',
	attributes: { risk: '中' },
	geometry: square(-600, -600, 100)
};
const HOUSE: Drawn = { layer: 'building', key: 'at-4', geometry: square(100, 4, 10) };
const LEVEL = 'geohazard.risk.rows.中.level';

const stricter = (db: Database) =>
	makeRuleSet(db, SYSTEM, {
		from: SHIPPED.version,
		changes: [
			{ path: LEVEL, value: 'orange' },
			{ path: 'zoning.radii.geohazard_zone.value', value: 150 }
		],
		note: '汛期从严',
		author: '张三'
	});
const run = (db: Database) => runDistrict(db, SYSTEM, DISTRICT, { today: TODAY }, () => {});

async function siseOf(db: Database): Promise<Sise> {
	const events = await openEvents(db);
	return { db, events, runs: openRuns(db, events), lock: null, folder: '', close: async () => {} };
}

describeBoth('A rule set', (open) => {
	test('is made of another, kept with who changed what, and asked only once it is switched on', async () => {
		const db = await open();
		await draw(db, [...AREAS, TRUNK, ZONE]);
		const heard: Heard[] = [];
		(await openEvents(db)).hear((event) => heard.push(event));
		const made = await stricter(db);
		expect(made).toMatchObject({
			madeFrom: SHIPPED.version,
			author: '张三',
			note: '汛期从严',
			changes: [
				{ path: LEVEL, from: 'yellow', to: 'orange' },
				{ path: 'zoning.radii.geohazard_zone.value', from: 50, to: 150 }
			],
			runs: 0
		});
		expect((await currentRuleSet(db, DISTRICT)).version).toBe(SHIPPED.version);

		const used = await switchOn(db, SYSTEM, DISTRICT, made.version);
		expect(used.text.en).toContain('the next run asks it');
		expect((await currentRuleSet(db, DISTRICT)).version).toBe(made.version);
		expect((await listDistricts(db, EVERYTHING))[0].rulesVersion).toBe(made.version);
		await expect.poll(() => heard).toContainEqual({ type: 'rules', district: DISTRICT, version: made.version });

		const outcome = await run(db);
		expect((await readRun(db, EVERYTHING, DISTRICT, outcome.run))!.rulesVersion).toBe(made.version);
		expect(await readFeature(db, EVERYTHING, DISTRICT, 'geohazard_zone/slope')).toMatchObject({
			level: 'orange',
			influence: { radiusM: 150 }
		});
		expect((await listRuleSets(db)).map(({ version, runs }) => [version, runs])).toEqual([
			[made.version, 1],
			[SHIPPED.version, 0]
		]);
		// A run answers by its own rules, whatever is switched on later.
		await switchOn(db, SYSTEM, DISTRICT, 'shipped');
		expect(await verifyRun(db, SYSTEM, DISTRICT, outcome.run, () => {})).toMatchObject({ equal: true });
	});

	test('that was changed behind our back is found by its hash and never asked', async () => {
		const db = await open();
		await draw(db, [...AREAS]);
		const tables = structuredClone(SHIPPED.tables);
		tables.zoning.radii.park.value = 321;
		const version = ruleSetOf(SHIPPED.edition, tables).version;
		tables.zoning.radii.park.value = 1;
		await db.query(`insert into rule_set (version, edition, tables, changes) values ($1, $2, $3, '[]')`, [
			version,
			SHIPPED.edition,
			JSON.stringify(tables)
		]);
		await expect(switchOn(db, SYSTEM, DISTRICT, version)).rejects.toThrow(`What is kept as rule set ${version} is`);
	});

	test('that is not there, or a district that is not, is refused with what to do', async () => {
		const db = await open();
		await draw(db, [...AREAS]);
		await expect(switchOn(db, SYSTEM, DISTRICT, '2026.11-0')).rejects.toThrow('rules list shows those there are');
		await expect(switchOn(db, SYSTEM, '999999', SHIPPED.version)).rejects.toThrow('There is no district 999999');
		await expect(makeRuleSet(db, SYSTEM, { from: '2026.11-0', changes: [], note: 'n', author: 'a' })).rejects.toThrow(
			'There is no rule set'
		);
	});

	test('is compared with another on the data of today before it is switched on, and nothing is stored', async () => {
		const db = await open();
		await draw(db, [...AREAS, TRUNK, ZONE, HOUSE]);
		await run(db);
		const made = await stricter(db);
		const difference = await diffRuleSets(db, EVERYTHING, DISTRICT, 'shipped', made.version, { today: TODAY });
		expect(difference.a).toMatchObject({ run: null, rulesVersion: SHIPPED.version });
		expect(difference.features.worse).toEqual({
			total: 1,
			items: [
				{
					id: 'geohazard_zone/slope',
					layer: 'geohazard_zone',
					name: '滑坡',
					before: 'yellow',
					after: 'orange',
					because: expect.anything(),
					was: expect.anything()
				}
			]
		});
		expect(difference.features.better.total).toBe(0);
		expect(difference.cells!.changed).toBeGreaterThan(5);
		expect(difference.areaM2.b.orange).toBeGreaterThan(difference.areaM2.a.orange);
		const { rows } = await db.query<{ runs: number }>('select count(*) as runs from run');
		expect(rows[0].runs).toBe(1);
		const none = await diffRuleSets(db, EVERYTHING, DISTRICT, made.version, made.version, { today: TODAY });
		expect(none).toMatchObject({ features: { worse: { total: 0 }, otherReasons: 0 }, cells: { changed: 0 } });
	});

	test('shows on its page what each rule did in the newest run, and why others could not be asked', async () => {
		const db = await open();
		await draw(db, [...AREAS, TRUNK, ZONE, HOUSE]);
		expect((await readRulesPage(db, EVERYTHING, DISTRICT)).rules[0]).toMatchObject({ touched: null, states: null });
		await run(db);
		const page = await readRulesPage(db, EVERYTHING, DISTRICT);
		const rule = (id: string) => page.rules.find((one) => one.id === id)!;
		expect(page).toMatchObject({ current: SHIPPED.version, shipped: SHIPPED.version, version: SHIPPED.version });
		expect(rule('PIPE-30-5')).toMatchObject({ touched: 2, states: { broken: 1 }, notAsked: null, leftOut: null });
		expect(rule('PWR-500kV').notAsked!.en).toContain('Power line');
		expect(rule('GEOHAZARD-RISK')).toMatchObject({ kind: 'grading', touched: 1, states: null });
		expect(rule('INFLUENCE-GEOHAZARD')).toMatchObject({ kind: 'zoning', touched: 1 });
		expect(new Set(page.rules.map((one) => one.id)).size).toBe(page.rules.length);
		expect(page.numbers.some((number) => number.editable)).toBe(true);
		await expect(readRulesPage(db, EVERYTHING, DISTRICT, '2026.11-0')).rejects.toThrow(
			'There is no rule set 2026.11-0'
		);
	});

	test('is made, listed, compared and switched on from the command line', async () => {
		const db = await open();
		await draw(db, [...AREAS, TRUNK, ZONE]);
		const sise = await siseOf(db);
		const perform = (action: 'list' | 'set' | 'add' | 'use' | 'diff', words: string[], signed = {}) =>
			rulesCommand.perform({ ...sise, who: SYSTEM }, { action, words, ...signed }, () => {});
		const signed = { note: '汛期从严', author: '张三' };
		const set = await perform('set', ['shipped', `${LEVEL}=orange`, 'upgrades.occupied.on=false'], signed);
		if (set.action !== 'made') throw new Error(set.action);
		expect(set.made.changes).toEqual([
			{ path: LEVEL, from: 'yellow', to: 'orange' },
			{ path: 'upgrades.occupied.on', from: true, to: false }
		]);
		await expect(perform('set', ['shipped', 'zoning.cell.value=fine'], signed)).rejects.toThrow('must be a number');
		await expect(perform('set', ['shipped', 'zoning.cell.value=50'])).rejects.toThrow('--note TEXT --author NAME');

		const folder = mkdtempSync(join(tmpdir(), 'sise-rules-'));
		try {
			const file = join(folder, 'rules.json');
			writeFileSync(file, JSON.stringify({ ...signed, changes: { 'zoning.cell.value': 50 } }));
			const added = await perform('add', [file]);
			if (added.action !== 'made') throw new Error(added.action);
			const difference = await perform('diff', ['shipped', added.made.version]);
			expect(difference).toMatchObject({ action: 'diff', diff: { cells: null } });
			expect(await perform('use', [added.made.version])).toMatchObject({ use: { version: added.made.version } });
			const list = await perform('list', []);
			expect(list).toMatchObject({ current: added.made.version, versions: [{}, {}, { version: SHIPPED.version }] });
			writeFileSync(file, JSON.stringify({ ...signed, changes: { 'zoning.cel.value': 50 } }));
			await expect(perform('add', [file])).rejects.toThrow('Did you mean zoning.cell.value?');
			await expect(perform('add', [join(folder, 'none.json')])).rejects.toThrow('cannot be read');
		} finally {
			rmSync(folder, { recursive: true });
		}
	});
});

test.each([
	['{ "note": "n", "autor": "a", "changes": {} }', 'The field author is missing'],
	['{ "note": "n", "author": "a", "changes": {}, "notes": 1 }', 'There is no field notes. Did you mean note?'],
	['{ "note": "n", "author": "a", "changes": { "zoning.cell.value": null } }', 'zoning.cell.value'],
	['{ "note": "", "author": "a", "changes": {} }', 'The field note is wrong'],
	['{ "note": "n", ', 'is not JSON']
])('a rule file with a mistake names the field: %s', (text, words) => {
	expect(() => readRuleFile(text)).toThrow(words);
});

test('an order with a typo names the field', () => {
	const order = { from: 'shipped', note: 'n', changes: [{ path: 'zoning.cell.value', valu: 50 }] };
	expect(() => readOrder(order)).toThrow(/changes\.0\.valu/);
});
