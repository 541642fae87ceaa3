import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import type { DrawDetail, DrawOrder, DrawProblems } from '../../src/lib/draws/api.ts';
import { repeatDraw } from '../../src/lib/risk/draw/repeat.ts';
import { SHIPPED, type RuleSet } from '../../src/lib/risk/rule-set.ts';
import { sightOf } from '../../src/lib/server/access/sight.ts';
import type { Who } from '../../src/lib/server/access/who.ts';
import { DatabaseError, type Database } from '../../src/lib/server/db/database.ts';
import { makeDraw } from '../../src/lib/server/draws/make.ts';
import { readPlan } from '../../src/lib/server/draws/plan.ts';
import { describePool } from '../../src/lib/server/draws/pool.ts';
import { publishDraw } from '../../src/lib/server/draws/publish.ts';
import { listDraws, readDraw } from '../../src/lib/server/draws/read.ts';
import { declareRecusal, withdrawRecusal } from '../../src/lib/server/draws/recusals.ts';
import { deeds, person } from './access.ts';
import { describeBoth } from './both.ts';
import { assessed, finder, keeper, leader, noon, NOW, point, refusal, stranger, wall, YELLOW } from './dangers.ts';
import type { Drawn } from './small-district.ts';
import { DISTRICT, EAST, WEST } from './two-subdistricts.ts';

const SEED = '0123456789abcdef';
/** Ten plants in the west and two in the east; one of the east was inspected in October. */
const PLANTS: Drawn[] = Array.from({ length: 12 }, (_, i) => ({
	layer: 'enterprise',
	key: `plant-${String(i).padStart(2, '0')}`,
	name: `化工${i}`,
	attributes: {
		...(i % 4 === 0 ? { L: 10, E: 6, C: 15 } : YELLOW),
		...(i === 11 ? { lastInspected: '2026-12-01' } : {}),
		...(i === 10 ? { lastInspected: '2026-03-01' } : {}),
		administrativePerson: '钱示宁',
		industryPerson: '孙示平',
		responsiblePerson: '赵示安'
	},
	geometry: point(i < 10 ? -900 + 60 * i : 100 + 60 * i, 300)
}));

const order = (changes: Partial<DrawOrder> = {}): DrawOrder => ({
	district: DISTRICT,
	id: randomUUID(),
	name: '第四季度双随机',
	filter: {},
	size: { count: 4 },
	seed: SEED,
	...changes
});
const everyone = async (db: Database) => {
	const people = [];
	for (const name of ['anna', 'bo', 'chen']) {
		const one = await person(db, name, 'inspector');
		await db.query('update person set subdistricts = $2::text::jsonb where id = $1', [
			one.id,
			JSON.stringify({ [DISTRICT]: [WEST, EAST] })
		]);
		people.push(one);
	}
	return people.sort((a, b) => (a.id < b.id ? -1 : 1));
};
const ready = async (db: Database) => {
	await assessed(db, PLANTS);
	return everyone(db);
};
const as = (id: string): Who => ({ ...finder, id, sight: sightOf('inspector', { [DISTRICT]: [WEST, EAST] }) });
const repeat = (draw: DrawDetail) =>
	repeatDraw(
		{
			...draw,
			drawn: draw.sites.map(({ feature }) => feature),
			pairs: draw.sites.map(({ feature, inspectors }) => ({
				site: feature,
				inspectors: inspectors?.map(({ id }) => id) ?? []
			}))
		},
		{ ...SHIPPED, tables: { draw: draw.table } as RuleSet['tables'] }
	);

describeBoth('Double-random draws', (open) => {
	test('a draw is made once, is kept whole, and repeats from what is kept', async () => {
		const db = await open();
		const people = await ready(db);
		const asked = order();
		const draw = await makeDraw(db, leader, asked, NOW);
		expect(draw).toMatchObject({ seed: SEED, seedGiven: true, day: '2026-11-23', rulesVersion: SHIPPED.version });
		expect(draw.pool).toHaveLength(12);
		expect(draw.sites).toHaveLength(4);
		for (const { inspectors } of draw.sites) expect(inspectors).toHaveLength(2);
		expect(draw.inspectors!.map(({ id }) => id)).toEqual(people.map(({ id }) => id));
		expect(repeat(draw)).toEqual({ keys: 12, sites: 4, people: 8, differences: [] });
		const [again, besides] = await Promise.all([
			makeDraw(db, leader, asked, noon('2026-11-25')),
			makeDraw(db, leader, { ...asked, filter: {} }, NOW)
		]);
		expect([again, besides]).toEqual([draw, draw]);
		expect((await deeds(db)).filter(({ action }) => action === 'draw.make')).toHaveLength(1);
		// The same pool and seed under another id is the same lot.
		const other = await makeDraw(db, leader, order({ name: '再抽一次' }), NOW);
		expect(other.sites.map(({ feature }) => feature)).toEqual(draw.sites.map(({ feature }) => feature));
		const conflict = await refusal(makeDraw(db, leader, { ...asked, size: { count: 5 } }, NOW));
		expect([conflict.status, conflict.code]).toEqual([409, 'other-content']);
	});

	test('the server makes a seed that nobody gave, and two seeds differ', async () => {
		const db = await open();
		await ready(db);
		const [a, b] = [
			await makeDraw(db, leader, order({ seed: undefined }), NOW),
			await makeDraw(db, leader, order({ seed: undefined }), NOW)
		];
		expect(a.seed).toMatch(/^[0-9a-f]{16}$/);
		expect(a.seed).not.toBe(b.seed);
		expect([a.seedGiven, b.seedGiven]).toEqual([false, false]);
		expect(repeat(a).differences).toEqual([]);
	});

	test('a pool is narrowed by level, subdistrict and layer; by shares each level gives its part', async () => {
		const db = await open();
		await ready(db);
		const all = await describePool(db, { district: DISTRICT });
		expect(all.total).toBe(12);
		expect(all.units).toMatchObject({ orange: 0, notAssessed: 0 });
		expect(all.units.red + all.units.yellow).toBe(12);
		expect(all.inspectors).toHaveLength(3);
		expect((await describePool(db, { district: DISTRICT, subdistrict: EAST })).total).toBe(2);
		expect((await describePool(db, { district: DISTRICT, levels: ['red'] })).total).toBe(all.units.red);
		expect((await describePool(db, { district: DISTRICT, layers: ['hazard_source'] })).total).toBe(0);
		const draw = await makeDraw(db, leader, order({ size: { share: { red: 100, yellow: 10 } } }), NOW);
		expect(draw.sites.filter(({ level }) => level === 'red')).toHaveLength(all.units.red);
		expect(draw.sites.filter(({ level }) => level === 'yellow')).toHaveLength(Math.ceil(all.units.yellow / 10));
		expect(repeat(draw).differences).toEqual([]);
		const refused = async (changes: Partial<DrawOrder>) => {
			const { status, code } = await refusal(makeDraw(db, leader, order(changes), NOW));
			return [status, code];
		};
		expect(await refused({ filter: { layers: ['park'] } })).toEqual([422, 'empty-pool']);
		expect(await refused({ size: { count: 13 } })).toEqual([422, 'too-many']);
		expect(await refused({ size: { share: { blue: 50 } } })).toEqual([422, 'none-drawn']);
		expect(await refused({ inspectors: ['nobody'] })).toEqual([422, 'no-inspector']);
	});

	test('an inspector who declared a relation is not sent; where too few are left nobody is, and the try stays in the audit', async () => {
		const db = await open();
		const [anna, bo] = await ready(db);
		const feature = (await makeDraw(db, leader, order(), NOW)).sites[0].feature;
		const declared = { district: DISTRICT, id: randomUUID(), feature, relation: 'relative' as const };
		await declareRecusal(db, as(anna.id), declared);
		expect(await declareRecusal(db, as(anna.id), declared)).toHaveLength(1);
		const draw = await makeDraw(db, leader, order(), NOW);
		expect(draw.sites[0].inspectors!.map(({ id }) => id)).not.toContain(anna.id);
		expect(draw.recused).toMatchObject([{ site: feature, inspector: anna.id, reasons: [{ rule: 'relative' }] }]);
		expect(repeat(draw).differences).toEqual([]);
		await declareRecusal(db, as(bo.id), { ...declared, id: randomUUID(), relation: 'employer' });
		const { status, code, detail, text } = await refusal(makeDraw(db, leader, order(), NOW));
		expect([status, code]).toEqual([422, 'recused']);
		expect((detail as DrawProblems).problems).toHaveLength(1);
		expect(text.zh).toContain('申报有近亲属在该单位');
		expect((await listDraws(db, leader, DISTRICT)).items).toHaveLength(2);
		expect((await deeds(db)).at(-1)).toMatchObject({ action: 'draw.make', result: 'refused' });
		// Only one's own can be taken back; then they may go again.
		const { id } = declared;
		expect((await refusal(withdrawRecusal(db, as(bo.id), DISTRICT, id))).status).toBe(404);
		expect(await withdrawRecusal(db, as(anna.id), DISTRICT, id)).toEqual([]);
		await makeDraw(db, leader, order(), NOW);
	});

	test('nobody is sent where they see nothing', async () => {
		const db = await open();
		const [anna] = await ready(db);
		await db.query('update person set subdistricts = $2::text::jsonb where id = $1', [
			anna.id,
			JSON.stringify({ [DISTRICT]: [WEST] })
		]);
		const draw = await makeDraw(db, leader, order({ size: { count: 12 } }), NOW);
		const eastern = draw.sites.filter(({ feature }) => /plant-1[01]/.test(feature));
		expect(eastern).toHaveLength(2);
		for (const { inspectors } of eastern) expect(inspectors!.map(({ id }) => id)).not.toContain(anna.id);
	});

	test('before it is published a draw is for whoever makes draws; after it for everybody who sees a map, by their tiers', async () => {
		const db = await open();
		await ready(db);
		const { id } = await makeDraw(db, leader, order(), NOW);
		for (const who of [keeper, stranger, wall]) {
			expect((await listDraws(db, who, DISTRICT)).items).toEqual([]);
			expect((await refusal(readDraw(db, who, DISTRICT, id))).status).toBe(404);
		}
		const published = await publishDraw(db, leader, DISTRICT, id, NOW);
		expect(await publishDraw(db, leader, DISTRICT, id, noon('2026-11-25'))).toEqual(published);
		expect((await deeds(db)).filter(({ action }) => action === 'draw.publish')).toHaveLength(1);
		const seen = await readDraw(db, stranger, DISTRICT, id);
		expect(seen.sites.map(({ name }) => name)).toEqual(published.sites.map(({ name }) => name));
		// Of what was not drawn an inspector of another subdistrict learns the number, not the name.
		expect(seen.pool.filter(({ name }) => name !== null)).toHaveLength(4);
		expect(seen.sites.filter(({ isSeen }) => isSeen).every(({ feature }) => /plant-1[01]/.test(feature))).toBe(true);
		expect(repeat(seen).differences).toEqual([]);
		const planner: Who = { ...keeper, rights: new Set(['map.read']), sight: sightOf('planner', {}) };
		const told = await readDraw(db, planner, DISTRICT, id);
		expect([told.by, told.inspectors, told.sites[0].inspectors]).toEqual([null, null, null]);
		expect(repeat(told)).toMatchObject({ people: 0, differences: [] });
		expect(JSON.stringify(told)).not.toContain('先生');
		const nothing: Who = { ...keeper, sight: sightOf('system_admin', {}) };
		expect((await refusal(readDraw(db, nothing, DISTRICT, id))).status).toBe(404);
	});

	test('a draw that was made cannot be changed behind its back', async () => {
		const db = await open();
		await ready(db);
		const { id } = await makeDraw(db, leader, order(), NOW);
		for (const sql of [
			`update draw set seed = 'ffffffffffffffff'`,
			'delete from draw_site',
			`update draw_site set feature = 'enterprise/x'`,
			'delete from draw'
		]) {
			await expect(db.query(sql), sql).rejects.toThrow(DatabaseError);
		}
		await publishDraw(db, leader, DISTRICT, id, NOW);
		await expect(db.query('update draw set published_at = null')).rejects.toThrow(DatabaseError);
	});

	test('the plan counts what was drawn and visited in its period, of the rows that are seen', async () => {
		const db = await open();
		await ready(db);
		await makeDraw(db, leader, order({ size: { count: 12 } }), NOW);
		const plan = await readPlan(db, leader.sight, DISTRICT, noon('2026-12-02'));
		const of = (id: string) => plan.targets.find((target) => target.id === id)!.total;
		expect(plan.units).toBe(12);
		// One was visited in March, before the draw, and one in December after it.
		expect(of('year')).toMatchObject({ units: 12, drawn: 12, visited: 2, done: 2, needed: 12, isMet: false });
		expect(of('draw_year')).toMatchObject({ drawn: 12, done: 1 });
		expect(of('half_year')).toMatchObject({ visited: 1 });
		// What the register says of a day to come is no visit yet.
		const before = await readPlan(db, leader.sight, DISTRICT, NOW);
		expect(before.targets.find(({ id }) => id === 'year')!.total.visited).toBe(1);
		expect((await readPlan(db, finder.sight, DISTRICT, NOW)).units).toBe(10);
	});
});
