import { expect, test } from 'vitest';
import { EVERYTHING } from '../../src/lib/server/access/sight.ts';
import { SYSTEM } from '../../src/lib/server/access/who.ts';
import type { Database } from '../../src/lib/server/db/database.ts';
import { undoBatch } from '../../src/lib/server/imports/undo.ts';
import { compareRuns, runsToCompare } from '../../src/lib/server/runs/compare.ts';
import { runDistrict } from '../../src/lib/server/runs/run.ts';
import { describeBoth } from './both.ts';
import { AREAS, draw, square, TRUNK, type Drawn } from './small-district.ts';

const DISTRICT = '420198';
const TODAY = '2026-11-23';

async function run(db: Database): Promise<number> {
	return (await runDistrict(db, SYSTEM, DISTRICT, { today: TODAY }, () => {})).run;
}

const slope = (key: string, risk: string | null, x: number): Drawn => ({
	layer: 'geohazard_zone',
	key,
	name: `滑坡 ${key}`,
	attributes: risk === null ? {} : { risk },
	geometry: square(x, -600, 100)
});
const house = (key: string, grade: string | null, x: number): Drawn => ({
	layer: 'building',
	key,
	attributes: grade === null ? {} : { dangerGrade: grade },
	geometry: square(x, 300, 10)
});

describeBoth('Two runs', (open) => {
	test('differ in what became worse, better, was newly assessed, lost its level, appeared and is gone', async () => {
		const db = await open();
		await draw(db, [
			...AREAS,
			slope('worse', '中', -900),
			slope('better', '高', -700),
			slope('lost', '低', -500),
			slope('found', null, -300),
			slope('same', '低', -100),
			house('appraised', null, 100),
			house('no-more', 'C', 200)
		]);
		const gone = await draw(db, [slope('gone', '低', 100)]);
		const a = await run(db);
		await undoBatch(db, SYSTEM, gone.batch!);
		await draw(db, [
			slope('worse', '极高', -900),
			slope('better', '低', -700),
			slope('lost', null, -500),
			slope('found', '中', -300),
			slope('new', '高', 300),
			house('appraised', 'D', 100),
			house('no-more', null, 200),
			house('new-house', 'C', 300)
		]);
		const b = await run(db);
		const { features, areaM2, subdistricts, cells } = await compareRuns(db, EVERYTHING, DISTRICT, a, b);
		const of = (set: typeof features.worse) =>
			set.items.map(({ id, before, after }) => [id.split('/')[1], before, after]);
		expect(of(features.worse)).toEqual([['worse', 'yellow', 'red']]);
		expect(of(features.better)).toEqual([['better', 'orange', 'blue']]);
		expect(of(features.newlyUnassessed).sort()).toEqual([
			['lost', 'blue', null],
			['no-more', 'orange', null]
		]);
		expect(of(features.newlyAssessed)).toEqual([
			['appraised', null, 'red'],
			['found', null, 'yellow']
		]);
		expect(of(features.appeared)).toEqual([
			['new-house', null, 'orange'],
			['new', null, 'orange']
		]);
		expect(of(features.gone)).toEqual([['gone', 'blue', null]]);
		expect(features.worse.items[0]).toMatchObject({ name: '滑坡 worse', because: { zh: expect.any(String) } });
		expect(features.worse.items[0].because).not.toEqual(features.worse.items[0].was);
		expect(areaM2.b.red).toBeGreaterThan(areaM2.a.red);
		expect(cells!.changed).toBeGreaterThan(0);
		expect(cells!.areaM2).toBe(cells!.changed * 10_000);
		expect(subdistricts).toMatchObject([{ name: '测试街道', a: 'orange', b: 'red' }]);
	});

	test('differ in findings: broken, kept, appeared and gone', async () => {
		const db = await open();
		const near = (key: string, x: number, y: number): Drawn => ({
			layer: 'building',
			key,
			geometry: square(x, y, 10)
		});
		await draw(db, [...AREAS, TRUNK, near('moved', 100, 8), near('away', 200, 3), near('same', 300, 4)]);
		const a = await run(db);
		await draw(db, [near('moved', 100, 4), near('away', 200, 100), near('new', 400, 5)]);
		const b = await run(db);
		const { findings } = await compareRuns(db, EVERYTHING, DISTRICT, a, b);
		const pipe = findings.items.filter((item) => item.rule === 'PIPE-30-5');
		expect(pipe.map(({ target, before, after, measuredM }) => [target, before, after, measuredM])).toEqual([
			['building/moved', 'met', 'broken', 4],
			['building/new', null, 'broken', 5],
			['building/away', 'broken', null, 3]
		]);
		expect(pipe[0].clause).toBe('石油天然气管道保护法 第30条');
		expect(findings.total).toBe(findings.items.length);
	});

	test('of the same data do not differ at all; by default they are the newest and the one before', async () => {
		const db = await open();
		await draw(db, [...AREAS, TRUNK, house('h', 'D', 100)]);
		await expect(runsToCompare(db, DISTRICT, undefined, undefined)).rejects.toThrow('has no two runs to compare');
		const a = await run(db);
		await expect(runsToCompare(db, DISTRICT, undefined, undefined)).rejects.toThrow('has no two runs to compare');
		const b = await run(db);
		const c = await run(db);
		expect(await runsToCompare(db, DISTRICT, undefined, undefined)).toEqual([b, c]);
		expect(await runsToCompare(db, DISTRICT, a, undefined)).toEqual([a, c]);
		expect(await runsToCompare(db, DISTRICT, undefined, b)).toEqual([a, b]);
		const comparison = await compareRuns(db, EVERYTHING, DISTRICT, a, c);
		for (const kind of ['worse', 'better', 'newlyUnassessed', 'newlyAssessed', 'appeared', 'gone'] as const)
			expect(comparison.features[kind].total, kind).toBe(0);
		expect(comparison.features.otherReasons).toBe(0);
		expect(comparison.findings.total).toBe(0);
		expect(comparison.cells).toEqual({ changed: 0, areaM2: 0 });
		await expect(compareRuns(db, EVERYTHING, DISTRICT, a, 4711)).rejects.toThrow('has no run 4711');
	});

	test('with other cells are compared all the same, but not cell by cell', async () => {
		const db = await open();
		await draw(db, [...AREAS, slope('s', '高', -900)]);
		const a = await run(db);
		const b = (await runDistrict(db, SYSTEM, DISTRICT, { today: TODAY, cellM: 50 }, () => {})).run;
		const comparison = await compareRuns(db, EVERYTHING, DISTRICT, a, b);
		expect(comparison.cells).toBeNull();
		expect(comparison.areaM2.a.orange).toBeGreaterThan(0);
	});
});
