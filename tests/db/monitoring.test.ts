import { expect, test } from 'vitest';
import { EVERYTHING, sightOf } from '../../src/lib/server/access/sight.ts';
import { SYSTEM, type Who } from '../../src/lib/server/access/who.ts';
import { acknowledgeAlert } from '../../src/lib/server/alerts/acknowledge.ts';
import { escalateDue } from '../../src/lib/server/alerts/escalate.ts';
import { listAlerts } from '../../src/lib/server/alerts/list.ts';
import type { Database } from '../../src/lib/server/db/database.ts';
import { parse } from '../../src/lib/server/http.ts';
import { forgetReadings } from '../../src/lib/server/monitoring/forget.ts';
import { listTags } from '../../src/lib/server/monitoring/list.ts';
import { Messages } from '../../src/lib/server/monitoring/message.ts';
import { postMessages } from '../../src/lib/server/monitoring/post.ts';
import { runDistrict } from '../../src/lib/server/runs/run.ts';
import { deeds, refusal } from './access.ts';
import { describeBoth } from './both.ts';
import { draw } from './small-district.ts';
import { DISTRICT, EVERY_FEATURE, INSPECTOR } from './two-subdistricts.ts';

const TANKS = 'hazard_source/west-tanks';
const NOON = new Date('2026-11-30T04:00:00Z');
const SYSTEM_A: Who = {
	...SYSTEM,
	kind: 'machine',
	id: 'pass-a',
	name: '罐区 DCS',
	role: 'machine',
	sight: EVERYTHING
};
const SYSTEM_B: Who = { ...SYSTEM_A, id: 'pass-b' };

/** A message `minutes` after noon. */
function message(id: string, state: string, minutes: number, changes: Record<string, unknown> = {}) {
	const at = new Date(NOON.getTime() + minutes * 60_000).toISOString();
	return { id, feature: TANKS, tag: 'LT-101', kind: 'reading', state, value: 9.3, unit: 'm', at, ...changes };
}

function post(db: Database, messages: unknown[], who = SYSTEM_A, now = new Date(NOON.getTime() + 3_600_000)) {
	return postMessages(db, who, parse(Messages, { district: DISTRICT, messages }), now);
}

const alertsOf = async (db: Database, sight = EVERYTHING) =>
	(await listAlerts(db, sight, { district: DISTRICT, state: 'all', limit: 100 })).items;
const stored = async (db: Database) =>
	(await db.query<{ n: number }>('select count(*) as n from reading', [], 1)).rows[0].n;

describeBoth('Monitoring', (open) => {
	async function assessed(): Promise<Database> {
		const db = await open();
		await draw(db, EVERY_FEATURE);
		await runDistrict(db, SYSTEM, DISTRICT, {}, () => {});
		return db;
	}

	test('an alarm is an orange warning, turns red unacknowledged after 30 minutes, and ends with the alarm', async () => {
		const db = await assessed();
		const graded = () => db.query('select * from assessment order by district, run, feature');
		const runs = () => db.query('select id, summary, input_sha256, amendments, district_version from run');
		const before = [await graded(), await runs(), await db.query('select version from district')];

		const answer = await post(db, [message('1', 'normal', 0), message('2', 'high_high', 1, { kind: 'alarm' })]);
		expect(answer).toEqual({
			accepted: 2,
			repeated: 0,
			refused: 0,
			messages: [
				{ id: '1', answer: 'accepted', text: null },
				{ id: '2', answer: 'accepted', text: null }
			]
		});
		const [alert, ...others] = await alertsOf(db);
		expect(others).toEqual([]);
		expect(alert).toMatchObject({
			kind: 'alarm',
			level: 'orange',
			title: { zh: '西罐区 LT-101 高高报警' },
			because: { zh: '读数 9.3 m' },
			feature: { id: TANKS },
			escalation: { step: 0, of: 3 }
		});
		const since = (minutes: number) => new Date(Date.parse(alert.raisedAt) + minutes * 60_000 + 500);
		await escalateDue(db, since(15));
		await escalateDue(db, since(29));
		expect(await alertsOf(db)).toMatchObject([{ level: 'orange', escalation: { step: 1 } }]);
		await escalateDue(db, since(30));
		const [red] = await alertsOf(db);
		expect(red).toMatchObject({ level: 'red', escalation: { step: 1, next: { zh: '分管领导' } } });
		expect(red.because?.zh).toBe('读数 9.3 m；超过时限未确认，预警转红；风险等级不变');
		expect(await listTags(db, EVERYTHING, DISTRICT, 10)).toMatchObject({
			total: 1,
			items: [{ feature: { id: TANKS }, tag: 'LT-101', state: 'high_high', value: 9.3, warning: 'red', alert: red.id }]
		});

		await post(db, [message('3', 'fault', 40)]);
		expect((await alertsOf(db))[0].endedAt).toBeNull();
		await post(db, [message('4', 'normal', 41)]);
		expect((await alertsOf(db))[0].endedAt).not.toBeNull();
		expect(await listTags(db, EVERYTHING, DISTRICT, 10)).toEqual({ total: 0, items: [] });
		// Neither a level, nor a run, nor the district itself: the warning alone.
		expect([await graded(), await runs(), await db.query('select version from district')]).toEqual(before);
		const told = (await deeds(db)).filter(({ action }) => /^(alert|monitoring)\./.test(action));
		expect(told.map(({ actor_kind, action }) => [actor_kind, action])).toEqual([
			['machine', 'monitoring.alarm'],
			['system', 'alert.escalate'],
			['system', 'alert.redden'],
			['machine', 'monitoring.alarm']
		]);
	});

	test('acknowledged, its warning stays orange', async () => {
		const db = await assessed();
		await post(db, [message('1', 'low_low', 1)]);
		const [{ id, raisedAt }] = await alertsOf(db);
		await acknowledgeAlert(db, SYSTEM, { district: DISTRICT, id, note: null });
		expect(await escalateDue(db, new Date(Date.parse(raisedAt) + 3_600_000))).toEqual([]);
		expect((await alertsOf(db))[0].level).toBe('orange');
	});

	test('a message sent again answers that it is, and does nothing; another pass has its own numbers', async () => {
		const db = await assessed();
		const messages = [message('1', 'high_high', 1), message('2', 'normal', 2), message('3', 'high_high', 3)];
		await post(db, messages);
		const alerts = await alertsOf(db);
		// It came, went and came again within one post: two alerts, of which the first is over.
		expect(alerts.map(({ endedAt }) => endedAt === null)).toEqual([true, false]);
		const again = await post(db, messages);
		expect(again).toMatchObject({ accepted: 0, repeated: 3, refused: 0 });
		expect(await alertsOf(db)).toEqual(alerts);
		expect(await stored(db)).toBe(3);
		expect(await post(db, [message('1', 'normal', 1)])).toMatchObject({ refused: 1 });
		expect(await post(db, [message('1', 'high_high', 4)], SYSTEM_B)).toMatchObject({ accepted: 1 });
		// The same alarm, told by another system: it lasts already.
		expect(await alertsOf(db)).toEqual(alerts);
		const twice = await post(db, [message('9', 'normal', 9), message('9', 'normal', 9)]);
		expect(twice.messages.map(({ answer }) => answer)).toEqual(['accepted', 'repeated']);
	});

	test('each message is answered by itself: what cannot be taken is refused in words, the others are taken', async () => {
		const db = await assessed();
		const { messages, accepted, refused } = await post(db, [
			message('unknown', 'high_high', 1, { feature: 'hazard_source/none' }),
			message('road', 'high_high', 1, { feature: 'road/highway' }),
			message('future', 'high_high', 62),
			message('ahead', 'normal', 60.5),
			message('older', 'high_high', 5)
		]);
		expect([accepted, refused]).toEqual([2, 3]);
		expect(messages.map(({ id, answer, text }) => [id, answer, text?.en])).toEqual([
			['unknown', 'refused', expect.stringContaining('no feature hazard_source/none')],
			['road', 'refused', expect.stringContaining('road are not monitored')],
			['future', 'refused', expect.stringContaining('more than 60 s ahead')],
			['ahead', 'accepted', undefined],
			['older', 'accepted', 'Older than the newest of this tag: it is kept and changes no state.']
		]);
		expect(await stored(db)).toBe(2);
		expect(await alertsOf(db)).toEqual([]);
		const nowhere = postMessages(db, SYSTEM_A, { district: 'nowhere', messages: [] }, NOON);
		expect((await refusal(nowhere)).status).toBe(404);
	});

	test('a body that is wrong is refused whole and names the message and the field', () => {
		const wrong = [
			[{ ...message('1', 'normal', 0), state: 'on fire' }, 'messages.1.state'],
			[{ ...message('1', 'normal', 0), value: 'much' }, 'messages.1.value'],
			[{ ...message('1', 'normal', 0), at: 'yesterday' }, 'messages.1.at'],
			[{ ...message('1', 'normal', 0), id: '' }, 'messages.1.id']
		] as const;
		for (const [second, field] of wrong) {
			const body = { district: DISTRICT, messages: [message('0', 'normal', 0), second] };
			expect(() => parse(Messages, body), field).toThrow(field);
		}
		const many = Array.from({ length: 501 }, (_, i) => message(String(i), 'normal', 0));
		expect(() => parse(Messages, { district: DISTRICT, messages: many })).toThrow('messages');
	});

	test('an inspector sees the tags and alarms of their own subdistrict; a reading is disclosed as an inventory is', async () => {
		const db = await assessed();
		await post(db, [
			message('1', 'high_high', 1),
			message('2', 'high_high', 1, { feature: 'hazard_source/east-tanks', tag: 'LT-201' })
		]);
		expect((await listTags(db, INSPECTOR, DISTRICT, 10)).items.map(({ tag }) => tag)).toEqual(['LT-101']);
		expect((await alertsOf(db, INSPECTOR)).map(({ feature }) => feature?.id)).toEqual([TANKS]);
		const wall = sightOf('wall', {});
		expect((await listTags(db, wall, DISTRICT, 10)).items.map(({ value }) => value)).toEqual([null, null]);
		expect((await alertsOf(db, wall)).map(({ because }) => because)).toEqual([null, null]);
	});

	test('500 messages are one post; readings go after the days that the rules keep them, states and alerts stay', async () => {
		const db = await assessed();
		const messages = Array.from({ length: 500 }, (_, i) =>
			message(String(i), i === 499 ? 'high_high' : 'normal', i / 10, { tag: `T-${i}` })
		);
		expect(await post(db, messages)).toMatchObject({ accepted: 500 });
		expect(await stored(db)).toBe(500);
		const day = 86_400_000;
		expect(await forgetReadings(db, new Date(NOON.getTime() + 89 * day))).toBe(0);
		expect(await forgetReadings(db, new Date(NOON.getTime() + 91 * day))).toBe(500);
		expect((await listTags(db, EVERYTHING, DISTRICT, 10)).total).toBe(1);
		expect(await alertsOf(db)).toHaveLength(1);
	});
});
