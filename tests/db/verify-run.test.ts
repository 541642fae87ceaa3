import { expect, test } from 'vitest';
import { ruleSetOf, SHIPPED } from '../../src/lib/risk/rule-set.ts';
import { SYSTEM } from '../../src/lib/server/access/who.ts';
import { AnswerError } from '../../src/lib/server/http.ts';
import type { Database } from '../../src/lib/server/db/database.ts';
import { readFeatures, type RawFeature } from '../../src/lib/server/runs/read.ts';
import { runDistrict } from '../../src/lib/server/runs/run.ts';
import { readSnapshot, replaceInSnapshot } from '../../src/lib/server/runs/snapshot.ts';
import { verifyRun } from '../../src/lib/server/runs/verify-run.ts';
import { describeBoth } from './both.ts';
import { AREAS, draw, square, TRUNK, type Drawn } from './small-district.ts';

const DISTRICT = '420198';
const TODAY = '2026-11-23';
const HOUSES: Drawn[] = [
	{ layer: 'building', key: 'at-4', geometry: square(100, 4, 10) },
	{ layer: 'building', key: 'at-5.001', geometry: square(200, 5.001, 10) },
	{ layer: 'building', key: '危房', attributes: { dangerGrade: 'D' }, geometry: square(300, 200, 10) },
	// Beyond the basic plane its UTF-16 order is not that of its bytes.
	{ layer: 'building', key: '𠮷', geometry: square(400, 200, 10) },
	{ layer: 'building', key: '\uff21', geometry: square(500, 200, 10) }
];

async function runOnce(db: Database): Promise<number> {
	return (await runDistrict(db, SYSTEM, DISTRICT, { today: TODAY }, () => {})).run;
}

const verify = (db: Database, run: number) => verifyRun(db, SYSTEM, DISTRICT, run, () => {});

async function all(pages: AsyncIterable<RawFeature[]>): Promise<RawFeature[]> {
	const features: RawFeature[] = [];
	for await (const page of pages) features.push(...page);
	return features;
}

describeBoth('A stored run', (open) => {
	test('computed again from its snapshot is equal, also after the data has changed', async () => {
		const db = await open();
		await draw(db, [...AREAS, TRUNK, ...HOUSES]);
		const run = await runOnce(db);
		await draw(db, [{ layer: 'building', key: 'new', geometry: square(150, 2, 10) }]);
		const verification = await verify(db, run);
		expect(verification.differences).toEqual({ total: 0, items: [] });
		expect(verification).toMatchObject({ run, equal: true, notes: [] });
		expect(verification.counted.assessments).toBeGreaterThan(0);
		expect(verification.counted.findings).toBeGreaterThan(0);
		expect(verification.counted.zones).toBeGreaterThan(0);
		expect(verification.counted.cells).toBeGreaterThan(0);
	});

	test('its snapshot is what was read, to the byte and in its order', async () => {
		const db = await open();
		await draw(db, [...AREAS, TRUNK, ...HOUSES]);
		const run = await runOnce(db);
		const read = await all(readFeatures(db, DISTRICT));
		const kept = await all(readSnapshot(db, DISTRICT, run));
		expect(kept.map((feature) => feature.id)).toEqual(read.map((feature) => feature.id));
		expect(kept.map(({ wkb, ...feature }) => ({ ...feature, wkb: Buffer.from(wkb).toString('hex') }))).toEqual(
			read.map(({ wkb, ...feature }) => ({ ...feature, wkb: Buffer.from(wkb).toString('hex') }))
		);
	});

	test('two runs of the same data share their pages; one changed feature is one new page', async () => {
		const db = await open();
		await draw(db, [...AREAS, TRUNK, ...HOUSES]);
		await runOnce(db);
		const pages = async () => (await db.query<{ n: number }>('select count(*) as n from snapshot_page')).rows[0].n;
		const before = await pages();
		await runOnce(db);
		expect(await pages()).toBe(before);
		await draw(db, [{ ...HOUSES[0], name: '改了名' }]);
		await runOnce(db);
		expect(await pages()).toBe(before + 1);
	});

	test('a level that was changed behind our back is found and named', async () => {
		const db = await open();
		await draw(db, [...AREAS, TRUNK, ...HOUSES]);
		const run = await runOnce(db);
		await db.query(
			`update assessment set level = 'blue' where district = $1 and run = $2::bigint and feature = 'pipeline/trunk'`,
			[DISTRICT, run],
			1
		);
		const verification = await verify(db, run);
		expect(verification.equal).toBe(false);
		expect(verification.differences.total).toBe(1);
		expect(verification.differences.items[0]).toMatchObject({ what: 'assessment', id: 'pipeline/trunk' });
		expect(verification.differences.items[0].text.en).toContain('level: blue → red');
	});

	test('a finding taken away, a cell recoloured and a page changed are found too', async () => {
		const db = await open();
		await draw(db, [...AREAS, TRUNK, ...HOUSES]);
		const run = await runOnce(db);
		await db.query(`delete from finding where district = $1 and run = $2::bigint and target = 'building/at-4'`, [
			DISTRICT,
			run
		]);
		await db.query(`update run set grid = set_byte(grid, 0, 4) where district = $1 and id = $2::bigint`, [
			DISTRICT,
			run
		]);
		const { differences } = await verify(db, run);
		expect(differences.items.map(({ what, id }) => [what, id])).toEqual([
			['finding', 'PIPE-30-5 pipeline/trunk building/at-4'],
			['grid', '0,0']
		]);
		await db.query(`update snapshot_page set bytes = set_byte(bytes, 0, 9)`);
		await expect(verify(db, run)).rejects.toThrow('format 9');
	});

	test('an amended snapshot holds what replaced and loses what was removed; others keep theirs', async () => {
		const db = await open();
		await draw(db, [...AREAS, TRUNK, ...HOUSES]);
		const first = await runOnce(db);
		const second = await runOnce(db);
		const before = await all(readSnapshot(db, DISTRICT, second));
		const house = before.find((feature) => feature.id === 'building/at-4')!;
		const added = { ...house, id: 'building/zz', name: null };
		await db.transaction((tx) =>
			replaceInSnapshot(tx, DISTRICT, second, [{ ...house, name: '新名' }, added], ['building/at-5.001'])
		);
		const after = await all(readSnapshot(db, DISTRICT, second));
		expect(after.find((feature) => feature.id === 'building/at-4')!.name).toBe('新名');
		expect(after.map((feature) => feature.id)).toEqual(
			[...before.map((feature) => feature.id).filter((id) => id !== 'building/at-5.001'), 'building/zz'].sort((a, b) =>
				Buffer.compare(Buffer.from(a), Buffer.from(b))
			)
		);
		expect(await all(readSnapshot(db, DISTRICT, first))).toEqual(before);
	});

	test('a run from before snapshots is refused with words that say so, and so is one that is not there', async () => {
		const db = await open();
		await draw(db, [...AREAS, TRUNK]);
		const run = await runOnce(db);
		await db.query(`update run set snapshot = '{}', today = null`);
		await expect(verify(db, run)).rejects.toThrow('keeps no snapshot');
		await expect(verify(db, 4711)).rejects.toThrow(AnswerError);
	});

	test('a rule set that lacks what this version asks is refused, naming the part', async () => {
		const db = await open();
		await draw(db, [...AREAS, TRUNK]);
		const run = await runOnce(db);
		const tables = structuredClone(SHIPPED.tables) as unknown as { zoning: { rings?: unknown } };
		delete tables.zoning.rings;
		const old = ruleSetOf('2025.01', tables as unknown as typeof SHIPPED.tables);
		await db.query(`insert into rule_set (version, edition, tables, changes) values ($1, $2, $3, '[]')`, [
			old.version,
			old.edition,
			JSON.stringify(old.tables)
		]);
		await db.query('update run set rules_version = $1', [old.version]);
		await expect(verify(db, run)).rejects.toThrow('lacks zoning.rings');
	});
});
