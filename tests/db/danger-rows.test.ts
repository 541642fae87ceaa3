import { expect, test } from 'vitest';
import type { ServerEvent } from '../../src/lib/api.ts';
import { seenEvent } from '../../src/lib/server/access/seen-event.ts';
import { sightOf } from '../../src/lib/server/access/sight.ts';
import { SYSTEM, type Who } from '../../src/lib/server/access/who.ts';
import { SHIPPED } from '../../src/lib/risk/rule-set.ts';
import { majorDangerOf } from '../../src/lib/risk/dangers/major-danger.ts';
import { recordDemoDangers } from '../../src/lib/server/dangers/demo.ts';
import { followingOf } from '../../src/lib/server/dangers/recorded.ts';
import { readRecognised } from '../../src/lib/server/dangers/row.ts';
import { changeFields } from '../../src/lib/server/dangers/change.ts';
import { escalateDue } from '../../src/lib/server/dangers/escalate-due.ts';
import { listDangers } from '../../src/lib/server/dangers/list.ts';
import { makeStep } from '../../src/lib/server/dangers/move.ts';
import { readDanger } from '../../src/lib/server/dangers/read.ts';
import { recordDanger } from '../../src/lib/server/dangers/record.ts';
import { readDangerList } from '../../src/lib/server/dangers/three-lists.ts';
import { describeBoth } from './both.ts';
import type { Drawn } from './small-district.ts';
import { DISTRICT, EAST } from './two-subdistricts.ts';
import {
	assessed,
	EAST_PLANT,
	fail,
	finder,
	keeper,
	leader,
	NOW,
	noon,
	order,
	PHOTO,
	PLANT,
	point,
	refusal,
	step,
	stranger,
	UNIT,
	wall,
	YELLOW
} from './dangers.ts';

describeBoth('Lists of dangers', (open) => {
	test('of another subdistrict nothing is found, not by list, id, step, list of three or event; a wall sees no persons', async () => {
		const db = await assessed(await open());
		const western = await recordDanger(db, finder, order(), NOW);
		const eastern = await recordDanger(db, stranger, order({ feature: EAST_PLANT, responsibleUnit: '东化工' }), NOW);
		const list = async (who: Who, more = {}) =>
			(await listDangers(db, who.sight, { district: DISTRICT, limit: 100, ...more }, NOW)).items.map(({ id }) => id);
		expect(await list(finder)).toEqual([western.id]);
		expect(await list(stranger)).toEqual([eastern.id]);
		expect((await list(leader)).sort()).toEqual([western.id, eastern.id].sort());
		expect(await list(finder, { feature: EAST_PLANT })).toEqual([]);
		expect(await list(leader, { subdistrict: EAST })).toEqual([eastern.id]);
		const page = await listDangers(db, finder.sight, { district: DISTRICT, limit: 100 }, NOW);
		expect([page.total, page.counts.found, page.levels.major]).toEqual([1, 1, 1]);
		const tries = [
			readDanger(db, finder, DISTRICT, eastern.id, NOW),
			makeStep(db, finder, eastern.id, step(eastern, 'declare'), NOW),
			changeFields(db, finder, eastern.id, { district: DISTRICT, version: 1, fields: { text: 'x' } }, NOW),
			recordDanger(db, finder, order({ feature: EAST_PLANT }), NOW),
			recordDanger(db, finder, order({ id: eastern.id }), NOW)
		];
		for (const error of await Promise.all(tries.map(refusal))) {
			expect(error.status).toBe(404);
			expect(JSON.stringify([error.text, error.detail])).not.toMatch(/东化工/);
		}
		for (const kind of ['problems', 'self_checks', 'measures'] as const) {
			const lists = await readDangerList(db, finder.sight, { district: DISTRICT, kind }, NOW);
			expect(JSON.stringify(lists)).not.toMatch(/east|东/);
		}
		const { id, feature, state, version } = eastern;
		const event: ServerEvent = { type: 'danger', district: DISTRICT, danger: { id, feature, state, version } };
		expect(await seenEvent(db, finder.sight, event)).toEqual({ ...event, danger: null });
		expect(await seenEvent(db, stranger.sight, event)).toEqual(event);
		const [seen] = (await listDangers(db, wall.sight, { district: DISTRICT, limit: 1 }, NOW)).items;
		expect(seen.responsiblePerson).toBe('李四');
		const planner = sightOf('planner', {});
		const hidden = await readDanger(db, { ...leader, sight: planner }, DISTRICT, western.id, NOW);
		expect(hidden).toMatchObject({ responsiblePerson: null, withheld: ['persons'] });
		expect(JSON.stringify(hidden)).not.toMatch(/李四|先生/);
		const byPerson = listDangers(db, planner, { district: DISTRICT, limit: 1, responsiblePerson: '李' }, NOW);
		expect((await refusal(byPerson)).code).toBe('not-disclosed');
	});

	test('lists: filters, counts by state, overdue first, pages that hold every row once', async () => {
		const db = await assessed(await open());
		const due = ['2026-12-20', '2026-12-05', null, '2026-11-30', '2026-12-01'];
		const ids: string[] = [];
		for (const [i, deadline] of due.entries()) {
			const made = order({
				level: 'general',
				criteria: [],
				measure: '换',
				deadline,
				responsiblePerson: i % 2 ? '王五' : '李四'
			});
			const danger = await recordDanger(db, finder, made, NOW);
			if (deadline !== null) await makeStep(db, finder, danger.id, step(danger, 'order'), NOW);
			ids.push(danger.id);
		}
		const major = await recordDanger(db, finder, order(), NOW);
		const at = noon('2026-12-02');
		const ask = (more = {}) => listDangers(db, leader.sight, { district: DISTRICT, limit: 100, ...more }, at);
		const all = await ask();
		const [a, b, c, d, e] = ids;
		expect(all.items.map(({ id }) => id)).toEqual([d, e, major.id, b, a, c]);
		expect(all).toMatchObject({ total: 6, overdue: 2, levels: { general: 5, major: 1 }, today: '2026-12-02' });
		expect(all.counts).toMatchObject({ found: 2, rectifying: 4, closed: 0 });
		const paged: string[] = [];
		for (let after: string | undefined; ;) {
			const page = await ask({ limit: 2, after });
			paged.push(...page.items.map(({ id }) => id));
			expect(page.total).toBe(6);
			if (page.next === null) break;
			after = page.next;
		}
		expect(paged).toEqual(all.items.map(({ id }) => id));
		const idsOf = async (more: object) => (await ask(more)).items.map(({ id }) => id);
		expect(await idsOf({ overdue: true })).toEqual([d, e]);
		expect(await idsOf({ level: 'major' })).toEqual([major.id]);
		expect(await idsOf({ states: ['found'] })).toEqual([major.id, c]);
		expect(await idsOf({ dueUntil: '2026-12-05' })).toEqual([d, e, b]);
		expect(await idsOf({ responsiblePerson: '王' })).toEqual([d, b]);
		expect(await idsOf({ open: false })).toEqual([]);
		expect((await ask({ states: ['found'] })).counts.rectifying).toBe(4);
		expect((await refusal(ask({ after: 'nonsense' }))).status).toBe(400);
	});

	test('the three lists of a unit: problems, what it found itself, what is done about it', async () => {
		const db = await assessed(await open());
		const found = await recordDanger(db, finder, order({ measure: '加装切断阀' }), NOW);
		const own = await recordDanger(
			db,
			keeper,
			order({ level: 'general', criteria: [], source: 'self_check', text: '灯具损坏', measure: '更换' }),
			NOW
		);
		const done = await makeStep(db, keeper, own.id, step(own, 'mend_on_spot', { evidence: [PHOTO] }), NOW);
		expect(done.state).toBe('closed');
		const list = (kind: 'problems' | 'self_checks' | 'measures', feature?: string) =>
			readDangerList(db, leader.sight, { district: DISTRICT, feature, kind }, NOW);
		expect(await list('problems')).toMatchObject({
			items: [{ id: found.id }],
			total: 1,
			closed: 0,
			name: { zh: '问题隐患清单' }
		});
		expect(await list('self_checks', PLANT)).toMatchObject({ items: [{ id: own.id }], total: 1, closed: 1 });
		expect(await list('self_checks', EAST_PLANT)).toMatchObject({ items: [], total: 0 });
		const { measures } = await list('measures', PLANT);
		expect(measures).toMatchObject([
			{
				feature: PLANT,
				standing: '每日巡查',
				ordered: [
					{ id: found.id, measure: '加装切断阀' },
					{ id: own.id, measure: '更换', state: 'closed' }
				]
			}
		]);
		expect(measures[0].persons[2]).toEqual({ role: expect.anything() as unknown, name: '赵示安' });
	});

	test('the dangers of the demo say what the register of units says, in every state, and nothing has to follow', async () => {
		const says = ['open', 'listed', 'listed', 'listed', 'listed', 'overdue', 'overdue', 'none'];
		const stated = says.map((majorDanger, k): Drawn => {
			return { ...UNIT, key: `unit-${k}`, attributes: { ...YELLOW, majorDanger }, geometry: point(-900 + 50 * k, 0) };
		});
		const others = Array.from({ length: 12 }, (_, k): Drawn => {
			return { ...UNIT, key: `works-${k}`, geometry: point(-900 + 50 * k, 500) };
		});
		const db = await assessed(await open(), [...stated, ...others]);
		const versions = 'select version, (select count(*) from batch) as batches from district';
		const before = await db.query(versions);
		expect(await recordDemoDangers(db, SYSTEM, DISTRICT, NOW)).toBe(14);
		expect(await recordDemoDangers(db, SYSTEM, DISTRICT, NOW)).toBe(0);
		expect(await escalateDue(db, NOW, fail)).toEqual([]);
		for (const [k, word] of says.entries()) {
			const feature = `enterprise/unit-${k}`;
			expect(majorDangerOf(await readRecognised(db, DISTRICT, feature), SHIPPED)).toBe(word);
			expect(await followingOf(db, DISTRICT, feature)).toBeNull();
		}
		const page = await listDangers(db, leader.sight, { district: DISTRICT, limit: 100 }, NOW);
		const empty = Object.entries(page.counts).filter(([, dangers]) => dangers === 0);
		expect(empty.map(([state]) => state)).toEqual(['declared']);
		for (const { id, version } of page.items) {
			const { history } = await readDanger(db, leader, DISTRICT, id, NOW);
			expect(history.at(-1)!.version).toBe(version);
			expect(history.map(({ at }) => at)).toEqual(history.map(({ at }) => at).sort());
		}
		expect((await db.query(versions)).rows).toEqual(before.rows);
	});
});
