import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import type { RoleId } from '../../src/lib/access/roles.ts';
import { roleOf } from '../../src/lib/access/roles.ts';
import type { ServerEvent } from '../../src/lib/api.ts';
import type { DangerConflict, DangerDetail, DangerMove, DangerOrder } from '../../src/lib/dangers/api.ts';
import { seenEvent } from '../../src/lib/server/access/seen-event.ts';
import { EVERYTHING, sightOf } from '../../src/lib/server/access/sight.ts';
import { SYSTEM, type Who } from '../../src/lib/server/access/who.ts';
import { changeFeature } from '../../src/lib/server/amend/change.ts';
import { dropStanding } from '../../src/lib/server/amend/standings.ts';
import { SHIPPED } from '../../src/lib/risk/rule-set.ts';
import { majorDangerOf } from '../../src/lib/risk/dangers/major-danger.ts';
import { recordDemoDangers } from '../../src/lib/server/dangers/demo.ts';
import { followingOf } from '../../src/lib/server/dangers/recorded.ts';
import { readRecognised } from '../../src/lib/server/dangers/row.ts';
import { changeFields } from '../../src/lib/server/dangers/change.ts';
import { escalateDue } from '../../src/lib/server/dangers/escalate-due.ts';
import { listDangers } from '../../src/lib/server/dangers/list.ts';
import { makeStep } from '../../src/lib/server/dangers/move.ts';
import { dangerOrder } from '../../src/lib/server/dangers/order.ts';
import { readDanger } from '../../src/lib/server/dangers/read.ts';
import { recordDanger } from '../../src/lib/server/dangers/record.ts';
import { readDangerList } from '../../src/lib/server/dangers/three-lists.ts';
import type { Database } from '../../src/lib/server/db/database.ts';
import { DatabaseError } from '../../src/lib/server/db/database.ts';
import { openDatabase } from '../../src/lib/server/db/open.ts';
import { openEvents } from '../../src/lib/server/events.ts';
import { readFeature } from '../../src/lib/server/features/detail.ts';
import { AnswerError, parse } from '../../src/lib/server/http.ts';
import { undoBatch } from '../../src/lib/server/imports/undo.ts';
import { readRiskList } from '../../src/lib/server/lists/read.ts';
import { readUpdatedAt } from '../../src/lib/server/features/updated-at.ts';
import { runDistrict } from '../../src/lib/server/runs/run.ts';
import { deeds } from './access.ts';
import { describeBoth, serverUrl } from './both.ts';
import { databaseUrl } from './postgres-server.ts';
import { draw, type Drawn } from './small-district.ts';
import { DISTRICT, EAST, HALVES, WEST } from './two-subdistricts.ts';

const YELLOW = { L: 3, E: 6, C: 7 };
const point = (x: number, y: number) => ({ type: 'Point' as const, coordinates: [x, y] });
const UNIT: Drawn = {
	layer: 'enterprise',
	key: 'plant',
	name: '西化工',
	attributes: { ...YELLOW, measures: '每日巡查', responsiblePerson: '赵示安' },
	geometry: point(-500, 300)
};
const EASTERN: Drawn = { ...UNIT, key: 'east-plant', name: '东化工', geometry: point(500, 300) };
const PLANT = 'enterprise/plant';
const EAST_PLANT = 'enterprise/east-plant';

const person = (id: string, role: RoleId, own = [WEST]): Who => ({
	...SYSTEM,
	kind: 'person',
	id,
	name: `${id}先生`,
	role,
	rights: new Set(roleOf(role).rights),
	sight: sightOf(role, { [DISTRICT]: own })
});
const finder = person('finder', 'inspector');
const other = person('other', 'inspector');
const stranger = person('stranger', 'inspector', [EAST]);
const keeper = person('keeper', 'data_keeper');
const leader = person('leader', 'leader');
const wall: Who = { ...person('wall', 'wall'), kind: 'wall' };

/** Noon of a day in the district. */
const noon = (day: string) => new Date(`${day}T12:00:00+08:00`);
const NOW = noon('2026-11-23');
const PHOTO = { sha256: 'ab'.repeat(32), name: '整改后.jpg' };
const SCHEME = {
	goal: '消除泄漏',
	methods: '更换法兰',
	means: '12 万元',
	staff: '李四',
	times: '年底前',
	safety: '停罐'
};

const order = (changes: Partial<DangerOrder> = {}): DangerOrder => ({
	district: DISTRICT,
	id: randomUUID(),
	feature: PLANT,
	level: 'major',
	text: '罐区未装紧急切断阀',
	discoveredAt: '2026-11-20',
	criteria: [{ set: 'AQ3067', no: '5.2.2' }],
	responsibleUnit: '西化工',
	responsiblePerson: '李四',
	...changes
});
const step = (danger: DangerDetail, name: string, more: Partial<DangerMove> = {}): DangerMove => ({
	district: DISTRICT,
	version: danger.version,
	step: name,
	...more
});

async function refusal(work: Promise<unknown>): Promise<AnswerError> {
	const error: unknown = await work.then(
		() => new Error('It was not refused.'),
		(thrown: unknown) => thrown
	);
	if (!(error instanceof AnswerError)) throw error;
	return error;
}

describeBoth('Hidden dangers', (open, kind) => {
	async function assessed(drawn: Drawn[] = [UNIT, EASTERN]): Promise<Database> {
		const db = await open();
		await dropStanding(db);
		await draw(db, [...HALVES, ...drawn]);
		await runDistrict(db, SYSTEM, DISTRICT, {}, () => {});
		return db;
	}

	async function unitOf(db: Database, feature = PLANT) {
		const { level, attributes, reasons } = (await readFeature(db, EVERYTHING, DISTRICT, feature))!;
		const danger = reasons.find(({ rule }) => rule === 'UP-MAJOR-DANGER');
		return {
			level,
			says: attributes.find(({ key }) => key === 'majorDanger')?.value ?? null,
			reason: danger?.text.en ?? null
		};
	}

	/** A major danger that is listed until a day, with its plan. */
	async function rectifying(db: Database, deadline: string): Promise<DangerDetail> {
		let danger = await recordDanger(db, finder, order(), NOW);
		danger = await makeStep(db, finder, danger.id, step(danger, 'declare'), NOW);
		danger = await makeStep(db, leader, danger.id, step(danger, 'recognise'), NOW);
		const fields = { deadline, supervisingUnit: '区安委会办公室', publicityUrl: '区政府公告第 7 号' };
		danger = await makeStep(db, leader, danger.id, step(danger, 'list', { fields }), NOW);
		const mending = { measure: '加装切断阀', fund: '12 万元', plan: '罐区泄漏预案', scheme: SCHEME };
		return makeStep(db, keeper, danger.id, step(danger, 'rectify', { fields: mending }), NOW);
	}

	test('a major danger through its whole life: the level of its unit, reasons and list follow every step', async () => {
		const db = await assessed();
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
		const db = await assessed();
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
		const db = await assessed();
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

	test('recording and moving are done once, however often they are sent; the same id for something else is a conflict', async () => {
		const db = await assessed();
		const made = order();
		const first = await recordDanger(db, finder, made, NOW);
		const before = (await deeds(db)).length;
		expect(await recordDanger(db, finder, structuredClone(made), noon('2026-11-25'))).toEqual(first);
		const [a, b] = await Promise.all([recordDanger(db, finder, made, NOW), recordDanger(db, finder, made, NOW)]);
		expect([a, b]).toEqual([first, first]);
		expect(await deeds(db)).toHaveLength(before);
		const another = await refusal(
			recordDanger(db, finder, { ...made, text: '另一处', responsiblePerson: '王五' }, NOW)
		);
		expect([another.status, another.code]).toEqual([409, 'other-content']);
		expect((another.detail as DangerConflict).fields.map(({ field, theirs, yours }) => [field, theirs, yours])).toEqual(
			[
				['text', '罐区未装紧急切断阀', '另一处'],
				['responsiblePerson', '李四', '王五']
			]
		);
		const sent = step(first, 'declare', { id: randomUUID(), note: '当日申报' });
		const moved = await makeStep(db, finder, first.id, sent, NOW);
		expect(await makeStep(db, finder, first.id, sent, NOW)).toEqual(moved);
		expect(moved.history).toHaveLength(2);
		expect((await refusal(makeStep(db, finder, first.id, { ...sent, note: '别的' }, NOW))).code).toBe('other-content');
		// Without an id of its own the version alone guards it.
		expect((await refusal(makeStep(db, finder, first.id, step(first, 'declare'), NOW))).code).toBe('changed-since');
	});

	test('two who change the same danger: the second is told both, field by field, and overwrites nothing', async () => {
		const db = await assessed();
		const danger = await recordDanger(db, finder, order(), NOW);
		const change = (who: Who, fields: Parameters<typeof changeFields>[3]['fields'], version = danger.version) =>
			changeFields(db, who, danger.id, { district: DISTRICT, version, fields }, NOW);
		const first = await change(finder, { measure: '停用', fund: '3 万元' });
		expect(first).toMatchObject({ version: 2, measure: '停用' });
		const error = await refusal(change(keeper, { measure: '换阀', fund: '3 万元', plan: '预案' }));
		expect([error.status, error.code]).toEqual([409, 'changed-since']);
		expect(error.detail).toEqual({
			version: 2,
			state: 'found',
			fields: [
				{ field: 'measure', name: { zh: '整改措施', en: 'Measure' }, theirs: '停用', yours: '换阀' },
				{ field: 'plan', name: { zh: '应急预案', en: 'Emergency plan' }, theirs: null, yours: '预案' }
			]
		});
		expect(await readDanger(db, finder, DISTRICT, danger.id, NOW)).toEqual(first);
		// What stands there already is no conflict and no change.
		expect(await change(finder, { measure: '停用' })).toEqual(first);
		expect((await change(keeper, { measure: '换阀' }, 2)).history.at(-1)).toMatchObject({
			step: 'change',
			given: { measure: '换阀' }
		});
		expect((await refusal(change(leader, { text: '改写' }, 3))).code).toBe('danger-no-right');
		expect((await refusal(change(finder, { closedAt: '2026-11-23' }, 3))).detail).toEqual({ field: 'closedAt' });
	});

	test('overdue dangers escalate by themselves, all that is due, once, however many do it', async () => {
		const db = await assessed();
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
		const db = await assessed();
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

	test('of another subdistrict nothing is found, not by list, id, step, list of three or event; a wall sees no persons', async () => {
		const db = await assessed();
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
		const db = await assessed();
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

	test('an import, its undoing and a hand at the attribute leave the dangers and what they say of their unit', async () => {
		const db = await assessed([{ ...UNIT, attributes: { ...YELLOW, majorDanger: 'listed' } }, EASTERN]);
		// Without a danger on record the register of units holds.
		expect(await unitOf(db)).toMatchObject({ level: 'orange', says: 'listed' });
		let danger = await recordDanger(db, finder, order(), NOW);
		danger = await makeStep(db, finder, danger.id, step(danger, 'declare'), NOW);
		expect(await unitOf(db)).toMatchObject({ says: 'listed' });
		await makeStep(db, leader, danger.id, step(danger, 'recognise'), NOW);
		expect(await unitOf(db)).toMatchObject({ level: 'orange', says: 'open' });
		const report = await draw(db, [{ ...UNIT, attributes: { ...YELLOW, majorDanger: 'none' } }]);
		expect(report.notes.map(({ en }) => en).join()).toContain(PLANT);
		await runDistrict(db, SYSTEM, DISTRICT, {}, () => {});
		expect(await unitOf(db)).toMatchObject({ level: 'orange', says: 'open' });
		const updatedAt = (await readUpdatedAt(db, DISTRICT, PLANT))!;
		const byHand = (value: string) =>
			changeFeature(db, keeper, DISTRICT, PLANT, { updatedAt, attributes: { majorDanger: value } });
		expect((await refusal(byHand('none'))).code).toBe('danger-on-record');
		await undoBatch(db, SYSTEM, report.batch!);
		expect(await unitOf(db)).toMatchObject({ says: 'open' });
		expect(await readDanger(db, finder, DISTRICT, danger.id, NOW)).toMatchObject({ featureGone: false });
	});

	test('a unit whose import is undone leaves its dangers where they were seen, and they move on', async () => {
		const db = await assessed([EASTERN]);
		const report = await draw(db, [UNIT]);
		await runDistrict(db, SYSTEM, DISTRICT, {}, () => {});
		let danger = await recordDanger(db, finder, order(), NOW);
		await undoBatch(db, SYSTEM, report.batch!);
		danger = await readDanger(db, finder, DISTRICT, danger.id, NOW);
		expect(danger).toMatchObject({ featureGone: true, featureName: null, layer: 'enterprise' });
		expect((await refusal(readDanger(db, stranger, DISTRICT, danger.id, NOW))).status).toBe(404);
		danger = await makeStep(db, finder, danger.id, step(danger, 'declare'), NOW);
		danger = await makeStep(db, leader, danger.id, step(danger, 'recognise'), NOW);
		expect(danger.state).toBe('recognised');
	});

	test('the three lists of a unit: problems, what it found itself, what is done about it', async () => {
		const db = await assessed();
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
		const db = await assessed([...stated, ...others]);
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

	test('its history is only ever added to, and what happens is heard', async () => {
		const db = await assessed();
		const heard: ServerEvent[] = [];
		(await openEvents(db)).hear((event) => heard.push(event));
		const danger = await recordDanger(db, finder, order(), NOW);
		await expect
			.poll(() => heard)
			.toContainEqual({
				type: 'danger',
				district: DISTRICT,
				danger: { id: danger.id, feature: PLANT, state: 'found', version: 1 }
			});
		for (const sql of [`update danger_step set note = 'x'`, 'delete from danger_step']) {
			await expect(db.query(sql)).rejects.toThrow(DatabaseError);
		}
	});
});

/** The same database, as another process opens it. */
async function anotherProcess(db: Database): Promise<Database> {
	const { rows } = await db.query<{ name: string }>('select current_database() as name');
	return openDatabase({ url: databaseUrl(serverUrl(), rows[0].name), folder: '' });
}

function fail(error: unknown): never {
	throw error;
}

function majorDangerIn(json: string | null): string {
	const { majorDanger = '' } = JSON.parse(json ?? '{}') as { majorDanger?: string | null };
	return majorDanger ?? '';
}
