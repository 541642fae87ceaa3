import { randomUUID } from 'node:crypto';
import { afterEach, expect, test } from 'vitest';
import type { Danger } from '../../src/lib/risk/dangers/danger.ts';
import { SHIPPED } from '../../src/lib/risk/rule-set.ts';
import { EVERYTHING, sightOf } from '../../src/lib/server/access/sight.ts';
import { SYSTEM } from '../../src/lib/server/access/who.ts';
import { changeFeature } from '../../src/lib/server/amend/change.ts';
import { dropStanding } from '../../src/lib/server/amend/standings.ts';
import { foundDanger } from '../../src/lib/server/dangers/record.ts';
import { insertDanger, updateDanger } from '../../src/lib/server/dangers/row.ts';
import type { Database } from '../../src/lib/server/db/database.ts';
import { readUpdatedAt } from '../../src/lib/server/features/updated-at.ts';
import { undoBatch } from '../../src/lib/server/imports/undo.ts';
import { runDistrict } from '../../src/lib/server/runs/run.ts';
import { wallOf } from '../../src/lib/server/wall/wall-of.ts';
import { describeBoth } from './both.ts';
import { draw, square, type Drawn } from './small-district.ts';
import { DISTRICT, EVERY_FEATURE, INSPECTOR } from './two-subdistricts.ts';
import { expectEveryNumber, expectLists, figuresOf } from './wall-numbers.ts';

const TODAY = '2026-11-23';
const NOW = new Date('2026-11-30T02:00:00Z');

const works = (key: string, x: number, y: number, attributes: Record<string, unknown>): Drawn => ({
	layer: 'enterprise',
	key,
	name: key,
	attributes: { kind: 'general', industry: '3130', ...attributes },
	geometry: { type: 'Point', coordinates: [x, y] }
});

/** Enough for a worst ten with a rest, and units that say what the dangers on record say; of e3 none is on record. */
const WORKS: Drawn[] = [
	works('w1', -700, -300, { L: 1, E: 6, C: 15, majorDanger: 'open' }),
	works('w2', -650, -300, { L: 1, E: 6, C: 15, majorDanger: 'overdue', responsiblePerson: '赵示安' }),
	works('w3', -600, -300, { L: 1, E: 6, C: 15, majorDanger: 'none' }),
	works('e1', 600, -300, { L: 1, E: 6, C: 15, majorDanger: 'listed' }),
	works('e2', 650, -300, { L: 1, E: 6, C: 15, majorDanger: 'none' }),
	works('e3', 700, -300, { L: 6, E: 6, C: 15, majorDanger: 'listed' }),
	works('e4', 750, -300, {}),
	...Array.from({ length: 6 }, (_, i) => works(`more-${i}`, -800 + 40 * i, -500, { L: 3, E: 6, C: 7 }))
];

const major = (key: string, changes: Partial<Danger>): Danger => ({
	...foundDanger(
		{
			district: DISTRICT,
			id: randomUUID(),
			feature: `enterprise/${key}`,
			level: 'major',
			text: '罐区未装紧急切断阀',
			discoveredAt: '2026-08-01'
		},
		SYSTEM,
		NOW,
		SHIPPED
	).danger,
	recognisedAt: '2026-08-02',
	...changes
});
const LISTED = { state: 'rectifying', listedAt: '2026-09-01', deadline: '2026-12-05' } as const;

/** One of each standing, one that was closed before this quarter, and a general one that no number of the wall counts. */
const DANGERS: Danger[] = [
	major('w1', { state: 'recognised' }),
	major('w2', { ...LISTED, state: 'summoned', deadline: '2026-11-28', overdueSince: '2026-11-29' }),
	major('w3', { state: 'closed', closedAt: '2026-10-01' }),
	major('e1', LISTED),
	major('e2', { state: 'closed', closedAt: '2026-09-30' }),
	major('w1', {
		level: 'general',
		state: 'summoned',
		deadline: '2026-11-01',
		overdueSince: '2026-11-02',
		recognisedAt: null
	})
];

let opened: Database | null = null;
afterEach(async () => {
	if (opened !== null) await dropStanding(opened);
	opened = null;
});

async function drawn(open: () => Promise<Database>): Promise<Database> {
	opened = await open();
	await draw(opened, [...EVERY_FEATURE, ...WORKS]);
	for (const danger of DANGERS) await insertDanger(opened, DISTRICT, danger);
	return opened;
}

async function run(db: Database): Promise<number> {
	return (await runDistrict(db, SYSTEM, DISTRICT, { today: TODAY }, () => {})).run;
}

describeBoth('The numbers of the wall', (open) => {
	test('before the first run are 0, with nothing to compare them with', async () => {
		const db = await drawn(open);
		const wall = await wallOf(db, EVERYTHING, DISTRICT, NOW);
		expect(wall).toMatchObject({ run: null, stale: false, before: { run: null, quarter: null }, subdistricts: [] });
		expect(wall.worst).toEqual([]);
		const others = figuresOf({ ...wall, dangers: null });
		expect(new Set(others.map(({ value }) => value))).toEqual(new Set([0]));
		expect(wall.dangers.overdue.value).toBe(1);
	});

	test('are those of the lists, of the other endpoints and of the tables', async () => {
		const db = await drawn(open);
		const first = await run(db);
		const wall = await wallOf(db, EVERYTHING, DISTRICT, NOW);
		await expectEveryNumber(db, wall, [first, null, null]);
		expect(wall).toMatchObject({ stale: false, readAt: NOW.toISOString(), district: { code: DISTRICT, version: 1 } });
		expect(wall.levels.red.value).toBeGreaterThan(0);
		expect(wall.levels.none.value).toBeGreaterThan(0);
		expect(wall.violations.length).toBeGreaterThan(1);
		expect(wall.undecided.value).toBeGreaterThan(0);
		expect(wall.hca.some(({ segments }) => segments.value > 0)).toBe(true);
		const { dangers } = wall;
		expect([dangers.open, dangers.listed, dangers.overdue, dangers.closed].map(({ value }) => value)).toEqual([
			3, 2, 1, 1
		]);
		expect([dangers.unrecorded.value, dangers.progress]).toEqual([1, 0.25]);
		expect(dangers.marks.map(({ feature, state }) => `${feature} ${state}`)).toEqual([
			'enterprise/w2 overdue',
			'enterprise/e1 listed',
			'enterprise/e3 listed',
			'enterprise/w1 open',
			'enterprise/w3 closed'
		]);
		expect(dangers.marks[0]).toMatchObject({
			feature: 'enterprise/w2',
			state: 'overdue',
			subdistrict: '西街道',
			responsible: '赵示安'
		});
		// Two subdistricts are too few for the first two and the last two.
		expect(wall.subdistricts.map(({ rank, named }) => [rank, named])).toEqual([
			[1, null],
			[2, null]
		]);
	});

	test('tell what changed since the last run, also after an amendment, and since the last quarter', async () => {
		const db = await drawn(open);
		const first = await run(db);
		await db.query(`update run set finished_at = '2026-09-30T15:59:59Z' where id = $1::bigint`, [first], 1);
		await draw(db, [
			works('w1', -700, -300, { L: 6, E: 6, C: 15 }),
			works('e3', 700, -300, { L: 1, E: 1, C: 1 }),
			works('new', 720, -700, { L: 3, E: 6, C: 15 }),
			{ layer: 'building', key: 'west-house', attributes: { use: 'dwelling' }, geometry: square(-200, 60, 10) },
			{
				layer: 'hazard_source',
				key: 'east-tanks',
				attributes: { inventory: [{ name: '氯', cas: '7782-50-5', tonnes: 6 }], exposedPeople: 10 },
				geometry: square(700, 500, 20)
			}
		]);
		const second = await run(db);
		await db.query(`update run set finished_at = '2026-09-30T16:00:00Z' where id = $1::bigint`, [second], 1);
		const wall = await wallOf(db, EVERYTHING, DISTRICT, NOW);
		expect(wall.before.quarter).toMatchObject({ id: first, quarter: '2026 Q3' });
		await expectEveryNumber(db, wall, [second, first, first]);
		expect(figuresOf(wall).filter(({ sinceRun }) => sinceRun !== null && sinceRun !== 0).length).toBeGreaterThan(4);

		const third = await run(db);
		const same = await wallOf(db, EVERYTHING, DISTRICT, NOW);
		await expectEveryNumber(db, same, [third, second, first]);
		expect(figuresOf(same).filter(({ sinceRun }) => sinceRun !== null && sinceRun !== 0)).toEqual([]);

		// A danger on record falls due, its unit says so, and the newest run is amended.
		const id = 'enterprise/e1';
		const late = { ...DANGERS[3], state: 'summoned', deadline: '2026-11-28', overdueSince: '2026-11-29' } as const;
		await updateDanger(db, DISTRICT, late);
		const updatedAt = (await readUpdatedAt(db, DISTRICT, id))!;
		const change = { updatedAt, attributes: { majorDanger: 'overdue' } };
		const changed = await changeFeature(db, SYSTEM, DISTRICT, id, change, { today: TODAY });
		expect(changed).toMatchObject({ run: third, whole: false });
		const amended = await wallOf(db, EVERYTHING, DISTRICT, NOW);
		expect(amended).toMatchObject({ stale: false, run: { id: third, amendments: 1 } });
		expect(amended.dangers.overdue.value).toBe(2);
		expect(amended.levels.red.sinceRun).toBe(1);
		await expectEveryNumber(db, amended, [third, second, first]);

		// A step that changes no level changes what the wall shows all the same.
		await updateDanger(db, DISTRICT, { ...DANGERS[0], version: 2, state: 'closed', closedAt: '2026-11-30' });
		const closed = await wallOf(db, EVERYTHING, DISTRICT, NOW);
		expect([closed.dangers.open.value, closed.dangers.closed.value]).toEqual([2, 2]);
	});

	test('stay those of the run when data was taken away since, and the wall says so', async () => {
		const db = await drawn(open);
		const extra = await draw(db, [works('gone', 300, 700, { L: 6, E: 6, C: 15 })]);
		const first = await run(db);
		const before = await wallOf(db, EVERYTHING, DISTRICT, NOW);
		await undoBatch(db, SYSTEM, extra.batch!);
		const wall = await wallOf(db, EVERYTHING, DISTRICT, NOW);
		expect(wall).toMatchObject({ stale: true, run: { id: first } });
		expect(wall.levels.red.value).toBe(before.levels.red.value);
		expect(wall.dataAt! > before.dataAt!).toBe(true);
		await expectLists(db, wall);
		expect(wall.worst.map(({ id }) => id)).not.toContain('enterprise/gone');
	});

	test('are read once for each state of the district, however many walls ask', async () => {
		const db = await drawn(open);
		await run(db);
		const walls = await Promise.all(Array.from({ length: 500 }, () => wallOf(db, EVERYTHING, DISTRICT, NOW)));
		expect(new Set(walls.map(({ levels }) => levels)).size).toBe(1);
		const wall = sightOf('wall', {});
		const shown = await wallOf(db, wall, DISTRICT, NOW);
		expect(shown.levels).not.toBe(walls[0].levels);
		// A wall is told no numbers of an inventory.
		const source = shown.worst.find(({ layer }) => layer === 'hazard_source')!;
		expect(source.reasons.map(({ text }) => text.zh)).toContain('依据中的数值不向本角色披露。');
		await run(db);
		const next = await wallOf(db, EVERYTHING, DISTRICT, NOW);
		expect(next.levels).not.toBe(walls[0].levels);
		const nextQuarter = await wallOf(db, EVERYTHING, DISTRICT, new Date('2027-01-01T00:00:00Z'));
		expect(nextQuarter.before.quarter).toMatchObject({ quarter: '2026 Q4' });
	});

	test('are of the whole district, so only for who sees all of it; one that there is not is said', async () => {
		const db = await drawn(open);
		await expect(wallOf(db, INSPECTOR, DISTRICT, NOW)).rejects.toMatchObject({ status: 403, code: 'whole-district' });
		await expect(wallOf(db, EVERYTHING, '999999', NOW)).rejects.toMatchObject({ status: 404, code: 'no-district' });
		expect((await wallOf(db, EVERYTHING, null, NOW)).district.code).toBe(DISTRICT);
	});
});
