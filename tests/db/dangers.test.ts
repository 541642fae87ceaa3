import { expect, test } from 'vitest';
import type { DangerDetail, DangerMove } from '../../src/lib/dangers/api.ts';
import { EVERYTHING } from '../../src/lib/server/access/sight.ts';
import { type Who } from '../../src/lib/server/access/who.ts';
import { dropStanding } from '../../src/lib/server/amend/standings.ts';
import { escalateDue } from '../../src/lib/server/dangers/escalate-due.ts';
import { makeStep } from '../../src/lib/server/dangers/move.ts';
import { dangerOrder } from '../../src/lib/server/dangers/order.ts';
import { readDanger } from '../../src/lib/server/dangers/read.ts';
import { recordDanger } from '../../src/lib/server/dangers/record.ts';
import { parse } from '../../src/lib/server/http.ts';
import { readRiskList } from '../../src/lib/server/lists/read.ts';
import { deeds } from './access.ts';
import { describeBoth } from './both.ts';
import { DISTRICT } from './two-subdistricts.ts';
import {
	anotherProcess,
	assessed,
	fail,
	finder,
	keeper,
	leader,
	majorDangerIn,
	NOW,
	noon,
	order,
	other,
	PHOTO,
	rectifying,
	refusal,
	SCHEME,
	step,
	unitOf,
	wall
} from './dangers.ts';

describeBoth('Hidden dangers', (open, kind) => {
	test('a major danger through its whole life: the level of its unit, reasons and list follow every step', async () => {
		const db = await assessed(await open());
		const made = order();
		const seen: [string, string, unknown, string | null][] = [];
		const look = async ({ state }: DangerDetail) => {
			const { level, says } = await unitOf(db);
			seen.push([
				state,
				String(level),
				says,
				(await readRiskList(db, EVERYTHING, DISTRICT, '2026-11-23'))!.items[0]?.level ?? null
			]);
		};
		let danger = await recordDanger(db, finder, made, NOW);
		const go = async (who: Who, name: string, more: Partial<DangerMove> = {}, now = NOW) => {
			danger = await makeStep(db, who, danger.id, step(danger, name, more), now);
			await look(danger);
		};
		await look(danger);
		await go(finder, 'declare');
		await go(leader, 'recognise');
		const fields = { deadline: '2026-12-01', supervisingUnit: '区安委会办公室', publicityUrl: '区政府公告第 7 号' };
		await go(leader, 'list', { fields });
		await go(keeper, 'rectify', {
			fields: { measure: '加装切断阀', fund: '12 万元', plan: '罐区泄漏预案', scheme: SCHEME }
		});
		expect(await escalateDue(db, noon('2026-12-01'), fail)).toEqual([]);
		expect(await escalateDue(db, noon('2026-12-02'), fail)).toEqual([danger.id]);
		danger = await readDanger(db, leader, DISTRICT, danger.id, noon('2026-12-02'));
		await look(danger);
		expect((await unitOf(db)).reason).toContain('overdue');
		await go(keeper, 'ask_acceptance', { evidence: [PHOTO] }, noon('2026-12-05'));
		await go(other, 'entrust', { fields: { thirdParty: '乙评价公司' } }, noon('2026-12-06'));
		const failed = { fields: { thirdPartyReport: '报告 31', deadline: '2026-12-20' }, note: '联锁未投用' };
		await go(other, 'fail_acceptance', failed, noon('2026-12-07'));
		await go(keeper, 'ask_acceptance', { evidence: [PHOTO] }, noon('2026-12-15'));
		await go(other, 'entrust', { fields: { thirdParty: '乙评价公司' } }, noon('2026-12-16'));
		const delisting = { fields: { thirdPartyReport: '报告 32', delistingUrl: '区政府公告第 9 号' } };
		await go(leader, 'delist', delisting, noon('2026-12-17'));
		expect(seen).toEqual([
			['found', 'yellow', null, null],
			['declared', 'yellow', null, null],
			['recognised', 'orange', 'open', 'orange'],
			['listed', 'orange', 'listed', 'orange'],
			['rectifying', 'orange', 'listed', 'orange'],
			['summoned', 'red', 'overdue', 'red'],
			['acceptance_asked', 'red', 'overdue', 'red'],
			['assessing', 'red', 'overdue', 'red'],
			['rectifying', 'orange', 'listed', 'orange'],
			['acceptance_asked', 'orange', 'listed', 'orange'],
			['assessing', 'orange', 'listed', 'orange'],
			['closed', 'yellow', 'none', null]
		]);
		expect((await unitOf(db)).reason).toBeNull();
		expect(danger).toMatchObject({
			listedAt: '2026-11-23',
			acceptedAt: '2026-12-17',
			closedAt: '2026-12-17',
			thirdParty: '乙评价公司',
			overdue: false,
			steps: [],
			cited: [{ set: 'AQ3067', no: '5.2.2', clause: 'AQ 3067-2026 5.2.2' }]
		});
		expect(danger.history.map(({ step, to, by, bySystem }) => [step, to, bySystem ? 'system' : by])).toEqual([
			['record', 'found', 'finder先生'],
			['declare', 'declared', 'finder先生'],
			['recognise', 'recognised', 'leader先生'],
			['list', 'listed', 'leader先生'],
			['rectify', 'rectifying', 'keeper先生'],
			['overdue', 'rectifying', 'system'],
			['major_summon', 'summoned', 'system'],
			['ask_acceptance', 'acceptance_asked', 'keeper先生'],
			['entrust', 'assessing', 'other先生'],
			['fail_acceptance', 'rectifying', 'other先生'],
			['ask_acceptance', 'acceptance_asked', 'keeper先生'],
			['entrust', 'assessing', 'other先生'],
			['delist', 'closed', 'leader先生']
		]);
		expect(danger.history.map(({ version }) => version)).toEqual(danger.history.map((_, i) => i + 1));
		// Every write left its deed; what moved the level says so.
		const told = (await deeds(db)).filter(({ action }) => action.startsWith('danger.'));
		expect(told.map(({ action, actor_name }) => `${action} ${actor_name}`)).toEqual([
			'danger.record finder先生',
			'danger.declare finder先生',
			'danger.recognise leader先生',
			'danger.list leader先生',
			'danger.rectify keeper先生',
			'danger.escalate Sise',
			'danger.ask_acceptance keeper先生',
			'danger.entrust other先生',
			'danger.fail_acceptance other先生',
			'danger.ask_acceptance keeper先生',
			'danger.entrust other先生',
			'danger.delist leader先生'
		]);
		const moved = told.map(({ before, after }) => [before, after].map((text) => majorDangerIn(text)).join(' → '));
		expect(moved.filter((text) => text !== ' → ')).toEqual([
			' → open',
			'open → listed',
			'listed → overdue',
			'overdue → listed',
			'listed → none'
		]);
	});

	test('a general danger: ordered, mended, sent back, verified by another, closed; or mended on the spot', async () => {
		const db = await assessed(await open());
		let danger = await recordDanger(db, finder, order({ level: 'general', criteria: [] }), NOW);
		const go = async (who: Who, name: string, more: Partial<DangerMove> = {}) => {
			danger = await makeStep(db, who, danger.id, step(danger, name, more), NOW);
			return danger.state;
		};
		expect(await go(finder, 'order', { fields: { measure: '更换灭火器', deadline: '2026-11-30' } })).toBe('rectifying');
		expect(danger).toMatchObject({ daysLeft: 7, overdue: false });
		expect(await go(keeper, 'report_mended', { evidence: [PHOTO] })).toBe('acceptance_asked');
		expect((await refusal(go(finder, 'verify'))).code).toBe('danger-by-another');
		expect(await go(other, 'send_back', { note: '仍缺两具' })).toBe('rectifying');
		expect(await go(keeper, 'report_mended', { evidence: [PHOTO] })).toBe('acceptance_asked');
		expect(await go(other, 'verify')).toBe('verified');
		expect(await go(other, 'close')).toBe('closed');
		danger = await recordDanger(db, finder, order({ level: 'general', criteria: [], measure: '移开堵塞物' }), NOW);
		expect(await go(finder, 'mend_on_spot', { evidence: [PHOTO] })).toBe('closed');
		expect(await unitOf(db)).toMatchObject({ level: 'yellow', says: null });
	});

	test('what is refused names its field, and leaves neither a row nor a version', async () => {
		const db = await assessed(await open());
		const danger = await recordDanger(db, finder, order({ responsibleUnit: null }), NOW);
		const before = (await deeds(db)).length;
		const tries: [Who, Partial<DangerMove>, number, string, string | null][] = [
			[finder, { step: 'declare' }, 422, 'danger-missing', 'responsibleUnit'],
			[leader, { step: 'declare' }, 403, 'danger-no-right', null],
			[wall, { step: 'declare' }, 403, 'danger-no-right', null],
			[leader, { step: 'delist' }, 409, 'danger-not-here', 'state'],
			[finder, { step: 'order' }, 409, 'danger-not-here', 'level'],
			[finder, { step: 'vanish' }, 422, 'danger-no-step', 'step'],
			[finder, { step: 'declare', fields: { deadline: '2026-12-31' } }, 422, 'danger-not-taken', 'deadline'],
			[
				finder,
				{ step: 'declare', fields: { criteria: [{ set: 'x', no: '1' }] } },
				422,
				'danger-missing',
				'responsibleUnit'
			]
		];
		for (const [who, more, status, code, field] of tries) {
			const error = await refusal(makeStep(db, who, danger.id, step(danger, 'declare', more), NOW));
			expect([error.status, error.code, error.detail]).toEqual([status, code, { field }]);
		}
		expect(await readDanger(db, finder, DISTRICT, danger.id, NOW)).toEqual(danger);
		expect(await deeds(db)).toHaveLength(before);
		expect((await refusal(recordDanger(db, finder, order({ feature: 'enterprise/none' }), NOW))).status).toBe(404);
		expect((await refusal(recordDanger(db, finder, order({ discoveredAt: '2026-11-24' }), NOW))).detail).toEqual({
			field: 'discoveredAt'
		});
		expect(() => parse(dangerOrder, { ...order(), extra: 1 })).toThrow(/extra/);
		expect(() => parse(dangerOrder, order({ id: 'no-uuid' }))).toThrow(/id/);
	});

	test('overdue dangers escalate by themselves, all that is due, once, however many do it', async () => {
		const db = await assessed(await open());
		const danger = await rectifying(db, '2026-12-01');
		const general = await recordDanger(
			db,
			finder,
			order({ level: 'general', criteria: [], measure: '换', deadline: '2026-12-01' }),
			NOW
		);
		await makeStep(db, finder, general.id, step(general, 'order'), NOW);
		expect(await escalateDue(db, new Date('2026-12-01T15:59:59Z'), fail)).toEqual([]);
		// The clock jumped over both escalations; two processes look at once.
		const second = kind === 'postgres' ? await anotherProcess(db) : db;
		const both = await Promise.all([db, second].map((one) => escalateDue(one, noon('2027-02-01'), fail)));
		expect(both.flat().sort()).toEqual([danger.id, general.id].sort());
		const late = await readDanger(db, leader, DISTRICT, danger.id, noon('2027-02-01'));
		expect(late).toMatchObject({ state: 'suspended', overdueSince: '2026-12-02', overdue: true, daysLeft: -62 });
		expect(late.history.slice(-3).map(({ step, day, bySystem }) => [step, day, bySystem])).toEqual([
			['overdue', '2026-12-02', true],
			['major_summon', '2026-12-02', true],
			['major_suspend', '2026-12-16', true]
		]);
		expect(await unitOf(db)).toMatchObject({ level: 'red', says: 'overdue' });
		expect(await escalateDue(db, noon('2027-02-01'), fail)).toEqual([]);
		expect((await deeds(db)).filter(({ action }) => action === 'danger.escalate')).toHaveLength(2);
		if (second !== db) {
			await dropStanding(second);
			await second.close();
		}
	});

	test('whoever is faster than the clock does not ask in time', async () => {
		const db = await assessed(await open());
		const danger = await rectifying(db, '2026-12-01');
		const asked = await makeStep(
			db,
			keeper,
			danger.id,
			step(danger, 'ask_acceptance', { evidence: [PHOTO] }),
			noon('2026-12-02')
		);
		expect(asked).toMatchObject({ state: 'acceptance_asked', overdueSince: '2026-12-02', overdue: true });
		expect(asked.history.slice(-3).map(({ step }) => step)).toEqual(['overdue', 'major_summon', 'ask_acceptance']);
		expect(await unitOf(db)).toMatchObject({ level: 'red', says: 'overdue' });
	});
});
