import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { planeOf } from '../../src/lib/geo/plane.ts';
import { SHIPPED } from '../../src/lib/risk/rule-set.ts';
import { orderRound } from '../../src/lib/risk/rounds/order-round.ts';
import { undoBatch } from '../../src/lib/server/imports/undo.ts';
import { recordDanger } from '../../src/lib/server/dangers/record.ts';
import { makeStep } from '../../src/lib/server/dangers/move.ts';
import { parse } from '../../src/lib/server/http.ts';
import { roundOrder as roundSchema } from '../../src/lib/server/rounds/order.ts';
import { recordDemoRound } from '../../src/lib/server/rounds/demo.ts';
import { showDraft } from '../../src/lib/server/rounds/draft.ts';
import { packRound } from '../../src/lib/server/rounds/pack.ts';
import { planRound } from '../../src/lib/server/rounds/plan.ts';
import { listRounds, readRound } from '../../src/lib/server/rounds/read.ts';
import { readPhoto } from '../../src/lib/server/visits/photos.ts';
import { listVisits } from '../../src/lib/server/visits/read.ts';
import { deeds } from './access.ts';
import { describeBoth } from './both.ts';
import {
	assessed,
	EAST_PLANT,
	EASTERN,
	finder,
	leader,
	NOW,
	order,
	other,
	refusal,
	step,
	stranger,
	wall
} from './dangers.ts';
import { MIDDLE } from './small-district.ts';
import { DISTRICT } from './two-subdistricts.ts';
import { FIRST, ROW, roundOrder } from './visits.ts';

describeBoth('Rounds', (open) => {
	test('sites are planned in the order that orderRound gives, each with its why and a visit of its own', async () => {
		const db = await assessed(await open(), [...ROW, EASTERN]);
		const [lng, lat] = planeOf(4547).unproject(MIDDLE[0] - 1000, MIDDLE[1] + 300);
		const sites = ['enterprise/w2', 'enterprise/w0', 'enterprise/w3', 'enterprise/w1', 'enterprise/none'];
		const start = { x: MIDDLE[0] - 1000, y: MIDDLE[1] + 300 };
		const places = [0, 1, 2, 3].map((i) => ({
			id: `enterprise/w${i}`,
			name: `西厂${i}`,
			x: MIDDLE[0] - 900 + 200 * i,
			y: MIDDLE[1] + 300,
			level: 'yellow' as const,
			daysSinceVisit: null,
			dangersOpen: 0,
			dangersOverdue: 0
		}));
		for (const returns of [true, false]) {
			const planned = await planRound(db, finder, roundOrder({ sites, start: { lng, lat }, returns }), NOW);
			const expected = orderRound(places, start, { returns }, SHIPPED);
			expect(planned.stops.map(({ feature, why, score }) => [feature, why, score])).toEqual(
				expected.stops.map(({ id, why, score }) => [id, why, score])
			);
			expect(planned.totalM).toBeCloseTo(expected.totalM, 2);
			expect(planned.back?.m ?? 0).toBeCloseTo(expected.back?.m ?? 0, 2);
		}
		const round = await planRound(db, finder, roundOrder({ sites, start: { lng, lat } }), NOW);
		expect(round).toMatchObject({ mine: true, by: 'finder先生', done: 0, isShortest: true, day: '2026-11-23' });
		expect(round.stops[0]).toMatchObject({
			no: 1,
			name: '西厂0',
			layer: 'enterprise',
			level: 'yellow',
			visitState: 'none',
			featureGone: false
		});
		expect(round.stops[0].here.zh).toContain('直线 100 米');
		expect(new Set(round.stops.map(({ visit }) => visit)).size).toBe(4);
		expect(round.leftOut.map(({ feature }) => feature)).toEqual(['enterprise/none']);
	});

	test('a draft is the round as it would be planned, and nothing of it is stored', async () => {
		const db = await assessed(await open(), ROW);
		const { id: _, name: __, ...wish } = roundOrder({ sites: ['enterprise/w2', FIRST, 'enterprise/none'] });
		const before = await deeds(db);
		const draft = await showDraft(db, finder.sight, wish, NOW);
		expect(await deeds(db)).toEqual(before);
		expect((await listRounds(db, finder, { district: DISTRICT }, NOW)).items).toEqual([]);
		const round = await planRound(db, finder, roundOrder(wish), NOW);
		const { start, back, totalM, isShortest, leftOut, day } = round;
		expect(draft).toEqual({
			start,
			back,
			totalM,
			isShortest,
			leftOut,
			day,
			stops: round.stops.map(({ visit: _, visitState: __, featureGone: ___, ...stop }) => stop)
		});
		expect(await showDraft(db, finder.sight, { ...wish, day: undefined }, NOW)).toMatchObject({ day: '2026-11-23' });
	});

	test('today’s worst come by level, overdue dangers and the time since the last visit', async () => {
		const db = await assessed(await open(), [...ROW, EASTERN]);
		const danger = await recordDanger(
			db,
			finder,
			order({
				feature: 'enterprise/w3',
				level: 'general',
				criteria: [],
				measure: '换',
				discoveredAt: '2026-11-20',
				deadline: '2026-11-30'
			}),
			NOW
		);
		await makeStep(db, finder, danger.id, step(danger, 'order'), NOW);
		const later = new Date('2026-12-03T04:00:00Z');
		const round = await planRound(db, leader, roundOrder({ day: '2026-12-03', overdueFirst: true }), later);
		expect(round.stops).toHaveLength(5);
		expect(round.stops[0].feature).toBe('enterprise/w3');
		expect(round.stops[0].why.map(({ en }) => en).join(' ')).toContain('1 danger is overdue');
		expect(round.stops[0].here.en).toContain('An overdue danger puts it before the others');
		// An inspector gets the worst of what they see.
		const own = await planRound(db, finder, roundOrder({ day: '2026-12-03' }), later);
		expect(own.stops.map(({ feature }) => feature).sort()).toEqual(ROW.map(({ key }) => `enterprise/${key}`));
	});

	test('a round sent twice, and twice at once, is planned once; another under its id is refused', async () => {
		const db = await assessed(await open(), ROW);
		const asked = roundOrder({ sites: [FIRST, 'enterprise/w1'] });
		const both = await Promise.all([planRound(db, finder, asked, NOW), planRound(db, finder, asked, NOW)]);
		expect(both[0]).toEqual(both[1]);
		expect(await planRound(db, finder, asked, new Date('2026-11-24T00:00:00Z'))).toEqual(both[0]);
		expect((await deeds(db)).filter(({ action }) => action === 'round.plan')).toHaveLength(1);
		const error = await refusal(planRound(db, finder, { ...asked, sites: [FIRST] }, NOW));
		expect([error.status, error.code]).toEqual([409, 'other-content']);
		expect((await listRounds(db, finder, { district: DISTRICT })).items).toHaveLength(1);
	});

	test('a round is seen by whoever sees all of its stops, and by nobody in part', async () => {
		const db = await assessed(await open(), [...ROW, EASTERN]);
		const west = await planRound(db, finder, roundOrder({ sites: [FIRST] }), NOW);
		const across = await planRound(db, leader, roundOrder({ sites: [FIRST, EAST_PLANT] }), NOW);
		const seenBy = async (who: typeof finder) =>
			(await listRounds(db, who, { district: DISTRICT })).items.map(({ id }) => id);
		expect((await seenBy(leader)).sort()).toEqual([west.id, across.id].sort());
		expect(await seenBy(other)).toEqual([west.id]);
		expect(await seenBy(stranger)).toEqual([]);
		for (const work of [readRound, packRound] as const) {
			expect((await refusal(work(db, stranger, DISTRICT, west.id))).status).toBe(404);
			expect((await refusal(work(db, finder, DISTRICT, across.id))).status).toBe(404);
		}
		const foreign = await planRound(db, finder, roundOrder({ sites: [FIRST, EAST_PLANT] }), NOW);
		expect(foreign.stops.map(({ feature }) => feature)).toEqual([FIRST]);
		expect(foreign.leftOut.map(({ feature }) => feature)).toEqual([EAST_PLANT]);
		expect((await readRound(db, other, DISTRICT, foreign.id)).leftOut).toEqual([]);
		expect((await refusal(planRound(db, stranger, roundOrder({ sites: [FIRST] }), NOW))).code).toBe('no-sites');
	});

	test('a pack has what a phone needs of each stop, and no more than its tier', async () => {
		const db = await assessed(await open(), ROW);
		const danger = await recordDanger(db, finder, order({ feature: FIRST, level: 'general', criteria: [] }), NOW);
		const round = await planRound(db, finder, roundOrder({ sites: [FIRST] }), NOW);
		const pack = await packRound(db, finder, DISTRICT, round.id, NOW);
		expect(pack.round).toEqual(await readRound(db, finder, DISTRICT, round.id));
		const site = pack.sites[FIRST];
		expect(site).toMatchObject({ name: '西厂0', layer: 'enterprise', level: 'yellow', lastVisit: null });
		expect(site.dangers.map(({ id }) => id)).toEqual([danger.id]);
		expect(site.persons).toContainEqual({
			role: { zh: '企业单位负责人', en: 'Responsible person of the unit' },
			name: '赵示安',
			phone: '027-0000-0000'
		});
		expect(site.reasons.length).toBeGreaterThan(0);
		expect(site.facts.find(({ name }) => name.zh === '管控措施')?.value).toBe('每日巡查');
		expect(JSON.stringify(site.facts)).not.toContain('赵示安');
		expect(site.checklist.items.length).toBeGreaterThan(2);
		expect(site.checklist.version).toBe(SHIPPED.version);
		const [west, south, east, north] = pack.box;
		const { lng, lat } = round.stops[0].place;
		expect(west < lng && lng < east && south < lat && lat < north).toBe(true);
		const general = await packRound(db, wall, DISTRICT, round.id, NOW);
		expect(JSON.stringify(general)).not.toContain('027-0000');
		const withoutPersons = { ...finder, sight: { ...finder.sight, tiers: new Set(['general'] as const) } };
		expect(JSON.stringify(await packRound(db, withoutPersons, DISTRICT, round.id, NOW))).not.toContain('赵示安');
	});

	test('a stop stays when an import takes its feature away, for those who saw it', async () => {
		const db = await assessed(await open(), ROW);
		const round = await planRound(db, finder, roundOrder({ sites: [FIRST] }), NOW);
		const { rows } = await db.query<{ id: number }>('select max(id) as id from batch');
		await undoBatch(db, leader, rows[0].id);
		expect(await readRound(db, finder, DISTRICT, round.id)).toMatchObject({
			stops: [{ feature: FIRST, name: '西厂0', featureGone: true }]
		});
		expect((await refusal(readRound(db, stranger, DISTRICT, round.id))).status).toBe(404);
		expect((await packRound(db, finder, DISTRICT, round.id)).sites[FIRST].checklist.id).toBe('must');
	});

	test('the demo has a round with two visits that were handed in, once', async () => {
		const db = await assessed(await open(), [...ROW, EASTERN]);
		expect(await recordDemoRound(db, DISTRICT, NOW)).toBe(true);
		expect(await recordDemoRound(db, DISTRICT, NOW)).toBe(false);
		const { items, today } = await listRounds(db, finder, { district: DISTRICT }, NOW);
		// The demo's inspector has both subdistricts, this one has the western alone.
		expect([items, today]).toEqual([[], '2026-11-23']);
		const [round] = (await listRounds(db, leader, { district: DISTRICT }, NOW)).items;
		expect(round).toMatchObject({ stops: 5, done: 2, day: '2026-11-23' });
		const { total, items: visits } = await listVisits(db, leader.sight, { district: DISTRICT, limit: 10 });
		expect(total).toBe(2);
		for (const { photos } of visits) {
			expect((await readPhoto(db, leader.sight, DISTRICT, photos[0].sha256)).type).toBe('image/png');
		}
	});

	test('what is wrong in an order is named', () => {
		expect(() => parse(roundSchema, { ...roundOrder(), day: '2026-02-30' })).toThrow(/day/);
		expect(() => parse(roundSchema, { ...roundOrder(), id: 'x' })).toThrow(/id/);
		expect(() => parse(roundSchema, { ...roundOrder(), sites: [] })).toThrow(/sites/);
		expect(() => parse(roundSchema, { ...roundOrder(), start: { lng: 200, lat: 30 } })).toThrow(/start\.lng/);
		expect(() => parse(roundSchema, { ...roundOrder(), extra: randomUUID() })).toThrow(/extra/);
	});
});
