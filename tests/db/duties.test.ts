import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import type { BearerOrder, DutyRecordOrder } from '../../src/lib/duties/api.ts';
import { sightOf } from '../../src/lib/server/access/sight.ts';
import { SYSTEM, type Who } from '../../src/lib/server/access/who.ts';
import { DatabaseError, type Database } from '../../src/lib/server/db/database.ts';
import { listBearers, putBearer } from '../../src/lib/server/duties/bearers.ts';
import { recordDemoDuties } from '../../src/lib/server/duties/demo.ts';
import { readDutyRanking, readDutySheet } from '../../src/lib/server/duties/ranking.ts';
import { readDuties } from '../../src/lib/server/duties/read.ts';
import { recordDuty, withdrawDuty } from '../../src/lib/server/duties/records.ts';
import { deeds, person } from './access.ts';
import { describeBoth } from './both.ts';
import { finder, keeper, leader, noon, refusal } from './dangers.ts';
import { draw } from './small-district.ts';
import { DISTRICT, HALVES, WEST } from './two-subdistricts.ts';

const NOW = noon('2026-11-23');

const bearer = (changes: Partial<BearerOrder> = {}): BearerOrder => ({
	district: DISTRICT,
	id: randomUUID(),
	version: 0,
	name: '李区长',
	roles: ['government_head'],
	since: '2026-01-01',
	...changes
});
const did = (of: string, duty: string, day: string, changes: Partial<DutyRecordOrder> = {}): DutyRecordOrder => ({
	district: DISTRICT,
	id: randomUUID(),
	bearer: of,
	duty,
	day,
	count: 1,
	...changes
});
/** An inspector with an account, who bears duties, and a head of a department without one. */
async function two(db: Database) {
	await draw(db, HALVES);
	const anna = await person(db, 'anna', 'inspector');
	const who: Who = { ...finder, id: anna.id, sight: sightOf('inspector', { [DISTRICT]: [WEST] }) };
	const own = await putBearer(
		db,
		keeper,
		bearer({ name: '安检查员', account: 'Anna', roles: ['supervisor'], department: '区应急局', subdistrict: WEST })
	);
	const head = await putBearer(
		db,
		keeper,
		bearer({ name: '王局长', roles: ['department_head'], department: '区住建局' })
	);
	return { who, own, head };
}

describeBoth('Duties', (open) => {
	test('a calendar holds what is due in the month, with what was done, and working days know the holidays', async () => {
		const db = await open();
		const { who, own } = await two(db);
		const october = await readDuties(db, who, { district: DISTRICT, month: '2026-10' }, NOW);
		expect(october.bearer).toMatchObject({ id: own.id, isMe: true });
		// 31 days, 9 of them weekend, 7 off (5 of them working days), and the 10th on.
		expect(october.items).toHaveLength(31 - 9 - 5 + 1);
		expect(october.items.every(({ state, duty }) => state === 'overdue' && duty === 'supervisor-enforce')).toBe(true);
		expect(october.items.map(({ period }) => period.to)).toContain('2026-10-10');
		expect(october.holidays.map(({ name }) => name.zh)).toEqual(['国庆节']);
		expect(october.noHolidays).toEqual([]);
		expect((await readDuties(db, who, { district: DISTRICT, month: '2027-01' }, NOW)).noHolidays).toEqual([2027]);
		const order = did(own.id, 'supervisor-enforce', '2026-11-23');
		await recordDuty(db, who, order, NOW);
		await recordDuty(db, who, structuredClone(order), noon('2026-11-24'));
		const november = await readDuties(db, who, { district: DISTRICT }, NOW);
		const today = november.items.find(({ period }) => period.to === '2026-11-23')!;
		expect(today).toMatchObject({ state: 'done', count: 1 });
		expect(today.records.map(({ id }) => id)).toEqual([order.id]);
		expect(november.open.some(({ period }) => period.to === '2026-11-23')).toBe(false);
		expect(november.counts).toMatchObject({ done: 1, due: 0 });
		expect((await deeds(db)).filter(({ action }) => action === 'duty.record')).toHaveLength(1);
		const other = await refusal(recordDuty(db, who, { ...order, count: 2 }, NOW));
		expect([other.status, other.code]).toEqual([409, 'other-content']);
	});

	test('a record that is withdrawn no longer counts and stays on record', async () => {
		const db = await open();
		const { who, own } = await two(db);
		const order = did(own.id, 'supervisor-enforce', '2026-11-23', { note: '抽查两家' });
		await recordDuty(db, who, order, NOW);
		await withdrawDuty(db, who, DISTRICT, order.id, NOW);
		await withdrawDuty(db, who, DISTRICT, order.id, NOW);
		const { items } = await readDuties(db, who, { district: DISTRICT }, NOW);
		expect(items.find(({ period }) => period.to === '2026-11-23')).toMatchObject({ state: 'due', records: [] });
		expect((await db.query('select withdrawn_by from duty_record')).rows).toEqual([{ withdrawn_by: who.name }]);
		expect((await deeds(db)).filter(({ action }) => action === 'duty.withdraw')).toHaveLength(1);
		// Sent once more by a telephone that had lost the answer, it stays withdrawn.
		await recordDuty(db, who, order, NOW);
		expect((await readDuties(db, who, { district: DISTRICT }, NOW)).counts.done).toBe(0);
		for (const sql of [
			'delete from duty_record',
			'update duty_record set count = 9',
			'update duty_record set withdrawn_at = null'
		]) {
			await expect(db.query(sql), sql).rejects.toThrow(DatabaseError);
		}
	});

	test('one sees and records one’s own; who sees the whole district sees everybody’s, and the data keeper records for them', async () => {
		const db = await open();
		const { who, own, head } = await two(db);
		expect((await listBearers(db, who, DISTRICT)).items.map(({ id }) => id)).toEqual([own.id]);
		expect((await listBearers(db, leader, DISTRICT)).items).toHaveLength(2);
		expect((await refusal(readDuties(db, who, { district: DISTRICT, bearer: head.id }, NOW))).status).toBe(404);
		expect((await refusal(recordDuty(db, who, did(head.id, 'dept-analysis', '2026-11-02'), NOW))).status).toBe(404);
		expect((await refusal(recordDuty(db, leader, did(head.id, 'dept-analysis', '2026-11-02'), NOW))).code).toBe(
			'not-yours'
		);
		await recordDuty(db, keeper, did(head.id, 'dept-analysis', '2026-11-02'), NOW);
		const seen = await readDuties(db, leader, { district: DISTRICT, bearer: head.id }, NOW);
		expect(seen).toMatchObject({ mayRecord: false, counts: { done: 1 } });
		expect(await readDuties(db, leader, { district: DISTRICT }, NOW)).toMatchObject({
			bearer: null,
			items: [],
			open: []
		});
		const code = async (order: DutyRecordOrder) => (await refusal(recordDuty(db, keeper, order, NOW))).code;
		expect(await code(did(head.id, 'supervisor-enforce', '2026-11-02'))).toBe('no-duty');
		expect(await code(did(head.id, 'dept-analysis', '2026-11-24'))).toBe('wrong-day');
		expect(await code(did(head.id, 'dept-analysis', '2025-12-31'))).toBe('wrong-day');
		expect((await refusal(readDutySheet(db, who.sight, DISTRICT, undefined, NOW))).status).toBe(403);
		expect((await refusal(readDutyRanking(db, who.sight, DISTRICT, undefined, NOW))).status).toBe(403);
	});

	test('a bearer is kept once, and nothing that somebody else kept is overwritten', async () => {
		const db = await open();
		await draw(db, HALVES);
		await person(db, 'anna', 'inspector');
		const order = bearer({ account: 'anna' });
		const kept = await putBearer(db, keeper, order);
		expect(await putBearer(db, keeper, order)).toEqual(kept);
		const changed = await putBearer(db, keeper, {
			...order,
			version: 1,
			name: '李副区长',
			roles: ['government_other']
		});
		expect(changed).toMatchObject({ version: 2, name: '李副区长' });
		const late = await refusal(putBearer(db, keeper, { ...order, version: 1, name: '另一人' }));
		expect([late.status, late.code]).toEqual([409, 'changed-since']);
		const refused = async (changes: Partial<BearerOrder>) =>
			(await refusal(putBearer(db, keeper, bearer(changes)))).text.en.split(':')[0];
		expect(await refused({ account: 'anna' })).toBe('account');
		expect(await refused({ account: 'nobody' })).toBe('account');
		expect(await refused({ roles: ['king'] })).toBe('roles');
		expect(await refused({ subdistrict: 'area/none' })).toBe('subdistrict');
		expect((await deeds(db)).filter(({ action }) => action === 'duty.bearer')).toHaveLength(2);
	});

	test('the sheet counts by department and subdistrict; the ranking commends, names and counts quarters in a row', async () => {
		const db = await open();
		await two(db);
		const months = ['2026-01', '2026-02', '2026-03', '2026-04', '2026-05', '2026-06', '2026-07', '2026-08', '2026-09'];
		const make = async (department: string, done: readonly string[]) => {
			const { id } = await putBearer(
				db,
				keeper,
				bearer({ name: `${department}长`, roles: ['department_deputy'], department })
			);
			for (const day of done) await recordDuty(db, keeper, did(id, 'deputy-dispatch', day), NOW);
		};
		await make(
			'区甲局',
			months.flatMap((month) => [`${month}-05`, `${month}-12`, `${month}-19`, `${month}-26`])
		);
		await make(
			'区乙局',
			months.map((month) => `${month}-12`)
		);
		await make('区丙局', []);
		const sheet = await readDutySheet(db, leader.sight, DISTRICT, '2026-09', NOW);
		expect(sheet.departments.find(({ group }) => group === '区乙局')).toMatchObject({ people: 1, done: 1, due: 0 });
		expect(sheet.subdistricts.map(({ group }) => group)).toEqual(['西街道', null]);
		expect(sheet.total.done).toBe(sheet.departments.reduce((sum, one) => sum + one.done, 0));
		const ranking = await readDutyRanking(db, leader.sight, DISTRICT, '2026Q3', NOW);
		expect(ranking).toMatchObject({
			quarter: '2026Q3',
			isRunning: false,
			period: { from: '2026-07-01', to: '2026-09-30' }
		});
		const standings = ranking.departments.map(({ group, standing }) => [group, standing]);
		expect(standings[0]).toEqual(['区甲局', 'commended']);
		expect(standings[1]).toEqual(['区乙局', 'commended']);
		const last = ranking.departments.filter(({ standing }) => standing === 'named');
		expect(last.length).toBeGreaterThan(0);
		for (const one of last) {
			expect(one.inRow).toBe(3);
			expect(one.consequence?.name.zh).toContain('约谈');
		}
		expect(ranking.formula.zh).toContain('完成率 =');
		expect((await readDutyRanking(db, leader.sight, DISTRICT, undefined, NOW)).isRunning).toBe(true);
	});

	test('the demo has bearers with records of every kind, and is made once', async () => {
		const db = await open();
		await draw(db, HALVES);
		await recordDemoDuties(db, SYSTEM, DISTRICT, NOW);
		await recordDemoDuties(db, SYSTEM, DISTRICT, NOW);
		const { items } = await listBearers(db, leader, DISTRICT);
		expect(items).toHaveLength(13);
		const { total, subdistricts } = await readDutySheet(db, leader.sight, DISTRICT, '2026-11', NOW);
		for (const some of [total.done, total.due, total.overdue]) expect(some).toBeGreaterThan(0);
		expect(subdistricts.map(({ group }) => group)).toEqual(['东街道', '西街道', null]);
		const { departments } = await readDutyRanking(db, leader.sight, DISTRICT, '2026Q3', NOW);
		expect(new Set(departments.map(({ standing }) => standing))).toEqual(new Set(['commended', null, 'named']));
	});
});
