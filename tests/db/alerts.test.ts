import { expect, test } from 'vitest';
import { EVERYTHING, type Sight } from '../../src/lib/server/access/sight.ts';
import { SYSTEM } from '../../src/lib/server/access/who.ts';
import { acknowledgeAlert } from '../../src/lib/server/alerts/acknowledge.ts';
import { escalateDue } from '../../src/lib/server/alerts/escalate.ts';
import { listAlerts } from '../../src/lib/server/alerts/list.ts';
import { markSeen } from '../../src/lib/server/alerts/mark-seen.ts';
import { makeRuleSet } from '../../src/lib/server/rules/make.ts';
import { switchOn } from '../../src/lib/server/rules/use.ts';
import { deeds, refusal } from './access.ts';
import {
	all,
	assessed,
	change,
	DRAWN,
	EAST,
	houseAt,
	minutesOn,
	point,
	redden,
	run,
	WEST,
	whoIs
} from './alerting-district.ts';
import { describeBoth } from './both.ts';
import { draw, type Drawn } from './small-district.ts';
import { DISTRICT, INSPECTOR } from './two-subdistricts.ts';

describeBoth('Alerts', (open) => {
	test('the first run of a district raises none, and the next none where nothing changed', async () => {
		const db = await assessed(open, [
			...DRAWN,
			{ layer: 'enterprise', key: 'red', attributes: { L: 10, E: 6, C: 15 }, geometry: point(0, 800) }
		]);
		expect(await all(db)).toEqual([]);
		await run(db);
		expect(await all(db)).toEqual([]);
	});

	test('raised, seen, acknowledged by a name, and ended when what raised it is gone', async () => {
		const db = await assessed(open);
		await redden(db, WEST);
		const [alert, ...others] = await all(db);
		expect(others).toEqual([]);
		expect(alert).toMatchObject({
			kind: 'level',
			level: 'red',
			title: { zh: '西厂 由低风险（蓝）升为重大风险（红）' },
			feature: { id: WEST, layer: 'enterprise', name: '西厂' },
			subdistrict: '西街道',
			seen: null,
			acknowledged: null,
			escalation: { step: 0, of: 3, to: null, next: { zh: '带班负责人' } },
			endedAt: null
		});
		expect(alert.because?.zh).toContain('900');
		expect(alert.clause).not.toBeNull();
		expect(alert.persons).toContainEqual({ role: expect.objectContaining({ zh: '企业单位负责人' }), name: '赵示安' });
		expect(alert.at).toEqual([expect.closeTo(113.99, 1), expect.closeTo(30.5, 1)]);
		expect(Date.parse(alert.escalation.nextAt!) - Date.parse(alert.raisedAt)).toBe(5 * 60_000);

		const wall = { ...(await whoIs(db, 'wall')), kind: 'wall' as const, name: '指挥中心大屏' };
		expect(await markSeen(db, wall, DISTRICT, [alert.id, 999])).toEqual([alert.id]);
		expect(await markSeen(db, await whoIs(db, 'other'), DISTRICT, [alert.id])).toEqual([]);
		expect((await all(db))[0].seen).toMatchObject({ on: '指挥中心大屏' });

		const leader = await whoIs(db, 'leader');
		const done = await acknowledgeAlert(db, leader, { district: DISTRICT, id: alert.id, note: '已派人到场' });
		expect(done).toMatchObject({
			acknowledged: { by: leader.name, note: '已派人到场' },
			escalation: { nextAt: null, next: null }
		});
		const again = acknowledgeAlert(db, leader, { district: DISTRICT, id: alert.id, note: null });
		expect(await refusal(again)).toMatchObject({ status: 409, en: expect.stringContaining(leader.name) as string });
		expect(await all(db, EVERYTHING, 'open')).toHaveLength(1);
		expect(await escalateDue(db, minutesOn(alert, 600))).toEqual([]);

		await change(db, WEST, { L: 1, E: 1, C: 1 });
		expect((await all(db))[0].endedAt).not.toBeNull();
		expect(await all(db, EVERYTHING, 'open')).toEqual([]);
		const told = (await deeds(db)).filter(({ action }) => action.startsWith('alert.'));
		expect(told.map(({ actor_name, action, object }) => [actor_name, action, object])).toEqual([
			['指挥中心大屏', 'alert.see', String(alert.id)],
			[leader.name, 'alert.acknowledge', String(alert.id)]
		]);
		expect(JSON.parse(told[1].after!)).toMatchObject({ note: '已派人到场', level: 'red', feature: WEST, step: 0 });
	});

	test('nobody acknowledges it: it escalates step by step, each a deed of Sise, and stops at the last', async () => {
		const db = await assessed(open);
		await redden(db, WEST);
		const [alert] = await all(db);
		expect(await escalateDue(db, minutesOn(alert, 4))).toEqual([]);
		const steps: unknown[] = [];
		for (const minutes of [5, 6, 15, 30, 31, 9999]) {
			const escalated = await escalateDue(db, minutesOn(alert, minutes));
			const [now] = await all(db);
			steps.push([minutes, escalated.length, now.escalation.step, now.escalation.to?.zh, now.escalation.next?.zh]);
		}
		expect(steps).toEqual([
			[5, 1, 1, '带班负责人', '分管领导'],
			[6, 0, 1, '带班负责人', '分管领导'],
			[15, 1, 2, '分管领导', '主要领导'],
			[30, 1, 3, '主要领导', undefined],
			[31, 0, 3, '主要领导', undefined],
			[9999, 0, 3, '主要领导', undefined]
		]);
		const told = (await deeds(db)).filter(({ action }) => action === 'alert.escalate');
		expect(told.map(({ actor_kind, object, after }) => [actor_kind, object, JSON.parse(after!)])).toEqual([
			['system', String(alert.id), { step: 1, to: '带班负责人' }],
			['system', String(alert.id), { step: 2, to: '分管领导' }],
			['system', String(alert.id), { step: 3, to: '主要领导' }]
		]);
	});

	test('several servers that look at once escalate it once', async () => {
		const db = await assessed(open);
		await redden(db, WEST);
		const [alert] = await all(db);
		const now = minutesOn(alert, 5);
		const escalated = await Promise.all([1, 2, 3, 4].map(() => escalateDue(db, now)));
		expect(escalated.flat()).toHaveLength(1);
	});

	test('the minutes are those of the rule set in use, and may be seconds', async () => {
		const db = await assessed(open);
		const { version } = await makeRuleSet(db, SYSTEM, {
			from: 'shipped',
			changes: [{ path: 'alerts.escalation.red.shift.minutes.value', value: 0.05 }],
			note: '测试'
		});
		await switchOn(db, SYSTEM, DISTRICT, version);
		await redden(db, WEST);
		const [alert] = await all(db);
		expect(Date.parse(alert.escalation.nextAt!) - Date.parse(alert.raisedAt)).toBe(3_000);
		expect(await escalateDue(db, new Date(Date.parse(alert.raisedAt) + 3_001))).toHaveLength(1);
	});

	test('orange that turns red is a new alert and ends the orange one; red that falls to orange is none', async () => {
		const db = await assessed(open);
		await change(db, WEST, { L: 3, E: 6, C: 15 });
		expect((await all(db)).map(({ level }) => level)).toEqual(['orange']);
		await redden(db, WEST);
		expect((await all(db)).map(({ level, endedAt }) => [level, endedAt === null])).toEqual([
			['red', true],
			['orange', false]
		]);
		await change(db, WEST, { L: 3, E: 6, C: 15 });
		await redden(db, WEST);
		expect(await all(db)).toHaveLength(2);
	});

	test('a major hidden danger that is overdue turns its feature red and is one alert', async () => {
		const db = await assessed(open);
		await change(db, EAST, { majorDanger: 'overdue' });
		const [alert, ...others] = await all(db);
		expect(others).toEqual([]);
		expect(alert).toMatchObject({ kind: 'danger', level: 'red', title: { zh: '东厂 重大隐患逾期未整改' } });
		expect(alert.because?.zh).toContain('逾期');
		await change(db, EAST, { majorDanger: null });
		expect((await all(db))[0].endedAt).not.toBeNull();
	});

	test('a house that comes to stand on a pipeline: the violation alerts, and ends when the house is gone', async () => {
		const db = await assessed(open);
		await draw(db, [houseAt(2)]);
		await run(db);
		const alerts = await all(db);
		const violation = alerts.filter(({ kind }) => kind === 'violation');
		expect(violation.map(({ title }) => title.zh)).toEqual([expect.stringMatching(/^输气干线 与 东屋 不合规：/)]);
		expect(violation[0]).toMatchObject({
			feature: { id: 'pipeline/trunk' },
			because: { zh: '实测 2.000 m，界限 5 m' },
			at: [expect.any(Number), expect.any(Number)]
		});
		expect(alerts.filter(({ kind }) => kind !== 'violation')).toMatchObject([
			{ kind: 'level', feature: { id: 'pipeline/trunk' }, level: 'red' }
		]);
		await run(db);
		expect(await all(db)).toHaveLength(alerts.length);
		await draw(db, [houseAt(60)]);
		await run(db);
		expect((await all(db)).map(({ endedAt }) => endedAt === null)).toEqual(alerts.map(() => false));
	});

	test('more than fifty in one change are one alert, which ends with the last of them', async () => {
		const many: Drawn[] = Array.from({ length: 60 }, (_, i) => ({
			layer: 'enterprise',
			key: `many-${i}`,
			attributes: { kind: 'general', L: 1, E: 1, C: 1 },
			geometry: point(i < 20 ? -900 : 900, 10 * i - 500)
		}));
		const db = await assessed(open, [...DRAWN, ...many]);
		const worse = many.map((one) => ({ ...one, attributes: { ...one.attributes, L: 10, E: 6, C: 15 } }));
		await draw(db, worse);
		await run(db);
		const [alert, ...others] = await all(db);
		expect(others).toEqual([]);
		expect(alert).toMatchObject({
			kind: 'many',
			level: 'red',
			title: { zh: '一次评估引起 60 条橙级以上预警' },
			feature: null,
			at: null,
			persons: []
		});
		expect(await all(db, INSPECTOR)).toMatchObject([{ title: { zh: '一次评估引起 20 条橙级以上预警' } }]);
		const of = (sight: Sight) => listAlerts(db, sight, { district: DISTRICT, state: 'all', of: alert.id, limit: 10 });
		expect((await of(EVERYTHING)).total).toBe(60);
		expect((await of(INSPECTOR)).total).toBe(20);
		await acknowledgeAlert(db, await whoIs(db, 'leader'), { district: DISTRICT, id: alert.id, note: null });
		expect((await of(EVERYTHING)).items.every(({ acknowledged }) => acknowledged !== null)).toBe(true);
		await draw(db, [...many.slice(0, 59), worse[59]]);
		await run(db);
		expect((await all(db))[0].endedAt).toBeNull();
		await draw(db, many);
		await run(db);
		expect((await all(db))[0].endedAt).not.toBeNull();
	});
});
