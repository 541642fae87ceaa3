import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import type { VisitConflict, VisitIncomplete } from '../../src/lib/rounds/api.ts';
import type { Database } from '../../src/lib/server/db/database.ts';
import { recordDanger } from '../../src/lib/server/dangers/record.ts';
import { parse } from '../../src/lib/server/http.ts';
import { undoBatch } from '../../src/lib/server/imports/undo.ts';
import { planRound } from '../../src/lib/server/rounds/plan.ts';
import { readRound } from '../../src/lib/server/rounds/read.ts';
import { lastVisits } from '../../src/lib/server/visits/last-visits.ts';
import { visitOrder } from '../../src/lib/server/visits/order.ts';
import { keepPhoto, readPhoto } from '../../src/lib/server/visits/photos.ts';
import { listVisits, readVisit } from '../../src/lib/server/visits/read.ts';
import { recordVisit } from '../../src/lib/server/visits/record.ts';
import { deeds } from './access.ts';
import { describeBoth } from './both.ts';
import { assessed, EAST_PLANT, EASTERN, finder, leader, NOW, order, other, refusal, stranger } from './dangers.ts';
import { DISTRICT } from './two-subdistricts.ts';
import {
	answer,
	arrive,
	complete,
	fields,
	FIRST,
	hashOf,
	jpeg,
	noteOf,
	planned,
	ROW,
	roundOrder,
	sent
} from './visits.ts';

const HANDED_IN = '2026-11-23T02:00:00.000Z';

describeBoth('Visits', (open) => {
	const ready = async () => {
		const db = await assessed(await open(), [...ROW, EASTERN]);
		return { db, ...(await planned(db)) };
	};
	const versions = async (db: Database) =>
		(await db.query('select version, sending from visit_version order by version')).rows;

	test('a visit is begun, written on and handed in; each sending is kept, and the round counts it', async () => {
		const { db, ...visit } = await ready();
		const photo = jpeg(1);
		await arrive(db, photo);
		const must = visit.checklist.items[0].id;
		const begun = await recordVisit(
			db,
			finder,
			sent(visit, { fields: fields({ answers: { [must]: answer('no') } }) }),
			NOW
		);
		expect(begun).toMatchObject({ version: 1, state: 'open', handedInAt: null, by: 'finder先生', merged: [] });
		expect((await readRound(db, finder, DISTRICT, visit.round.id)).stops[0].visitState).toBe('open');
		expect(await lastVisits(db, DISTRICT)).toEqual(new Map());
		const done = await recordVisit(
			db,
			finder,
			sent(visit, {
				version: 1,
				fields: fields({ answers: complete(visit.checklist, hashOf(photo)), metWith: '李四' }),
				handedInAt: HANDED_IN,
				photos: [noteOf(photo)],
				place: { lng: 113.99, lat: 30.49, accuracyM: 12 }
			}),
			NOW
		);
		expect(done).toMatchObject({
			version: 2,
			state: 'handed_in',
			handedInAt: HANDED_IN,
			feature: FIRST,
			featureName: '西厂0',
			round: visit.round.id,
			photos: [noteOf(photo)]
		});
		const { merged: _, ...detail } = done;
		expect(await readVisit(db, leader.sight, DISTRICT, visit.visit)).toEqual({ ...detail, asked: visit.checklist });
		expect(await readRound(db, leader, DISTRICT, visit.round.id)).toMatchObject({
			done: 1,
			stops: [{ visitState: 'handed_in' }]
		});
		expect(await lastVisits(db, DISTRICT)).toEqual(new Map([[FIRST, { day: '2026-11-23', by: 'finder先生' }]]));
		const history = await db.query<{ state: string; value: string }>(
			`select visit_then ->> 'state' as state, visit_then #>> array['fields', 'answers', $1, 'value'] as value
			from visit_version order by version`,
			[must]
		);
		expect(history.rows).toEqual([
			{ state: 'open', value: 'no' },
			{ state: 'handed_in', value: 'yes' }
		]);
		await expect(db.query('update visit_version set version = 9')).rejects.toThrow();
		await expect(db.query('delete from visit_version')).rejects.toThrow();
		const told = (await deeds(db)).map(({ action }) => action).filter((action) => /^(visit|photo)\./.test(action));
		expect(told).toEqual(['photo.keep', 'visit.record', 'visit.hand_in']);
	});

	test('a sending that arrives twice, or twice at once, is kept once and answered the same', async () => {
		const { db, ...visit } = await ready();
		const one = sent(visit, { fields: fields({ note: '一' }) });
		const [first, again] = await Promise.all([recordVisit(db, finder, one, NOW), recordVisit(db, finder, one, NOW)]);
		expect(again).toEqual(first);
		await recordVisit(db, finder, sent(visit, { version: 1, fields: fields({ note: '二' }) }), NOW);
		// Late, after another version: what it answered before.
		expect(await recordVisit(db, finder, one, new Date())).toEqual(first);
		expect(await versions(db)).toHaveLength(2);
		const error = await refusal(recordVisit(db, finder, { ...one, fields: fields({ note: '三' }) }, NOW));
		expect([error.status, error.code]).toEqual([409, 'other-content']);
		expect((await readVisit(db, finder.sight, DISTRICT, visit.visit)).fields.note).toBe('二');
	});

	test('two phones that wrote different fields are laid together, and the answer says which were kept', async () => {
		const { db, ...visit } = await ready();
		const [a, b, c] = visit.checklist.items.map(({ id }) => id);
		await recordVisit(
			db,
			finder,
			sent(visit, { fields: fields({ answers: { [a]: answer('yes') }, note: '原' }) }),
			NOW
		);
		await recordVisit(
			db,
			other,
			sent(visit, {
				version: 1,
				fields: fields({ answers: { [a]: answer('no'), [b]: answer('yes') }, note: '原' })
			}),
			NOW
		);
		const merged = await recordVisit(
			db,
			finder,
			sent(visit, {
				version: 1,
				fields: fields({ answers: { [a]: answer('yes'), [c]: answer('no') }, note: '改', metWith: '李四' })
			}),
			NOW
		);
		expect(merged.fields).toEqual(
			fields({ answers: { [a]: answer('no'), [b]: answer('yes'), [c]: answer('no') }, note: '改', metWith: '李四' })
		);
		expect(merged.version).toBe(3);
		expect(merged.merged).toEqual([
			{ field: `answers.${a}`, name: visit.checklist.items[0].text },
			{ field: `answers.${b}`, name: visit.checklist.items[1].text }
		]);
	});

	test('a field that both changed differently is a conflict that names all of them, and nothing is written', async () => {
		const { db, ...visit } = await ready();
		const [a, b] = visit.checklist.items.map(({ id }) => id);
		await recordVisit(db, finder, sent(visit, { fields: fields({ answers: { [a]: answer('yes') } }) }), NOW);
		await recordVisit(
			db,
			other,
			sent(visit, { version: 1, fields: fields({ answers: { [a]: answer('no') }, note: '他的' }) }),
			NOW
		);
		const mine = sent(visit, {
			version: 1,
			fields: fields({ answers: { [a]: answer('not_applicable'), [b]: answer('yes') }, note: '我的' })
		});
		const before = await deeds(db);
		const error = await refusal(recordVisit(db, finder, mine, NOW));
		expect([error.status, error.code]).toEqual([409, 'changed-since']);
		expect(error.detail).toMatchObject({
			version: 2,
			by: 'other先生',
			fields: [
				{
					field: `answers.${a}`,
					name: visit.checklist.items[0].text,
					theirs: answer('no'),
					yours: answer('not_applicable'),
					base: answer('yes')
				},
				{ field: 'note', theirs: '他的', yours: '我的', base: '' }
			],
			theirs: fields({ answers: { [a]: answer('no') }, note: '他的' })
		});
		expect(await versions(db)).toHaveLength(2);
		expect(await deeds(db)).toEqual(before);
		// Decided: sent again from the version that the answer names.
		const decided = await recordVisit(
			db,
			finder,
			{ ...mine, sending: randomUUID(), version: (error.detail as VisitConflict).version },
			NOW
		);
		expect(decided).toMatchObject({ version: 3, fields: mine.fields });
		// Two phones that both began it: the base is an empty visit.
		const fresh = { ...mine, sending: randomUUID(), version: 0, fields: fields({ note: '另一部' }) };
		expect(((await refusal(recordVisit(db, other, fresh, NOW))).detail as VisitConflict).fields).toMatchObject([
			{ field: 'note', theirs: '我的', yours: '另一部', base: '' }
		]);
	});

	test('what is not complete is refused item by item, and stays open', async () => {
		const { db, ...visit } = await ready();
		const photo = jpeg(1);
		await arrive(db, photo);
		const { items } = visit.checklist;
		const wanting = items.find(({ wantsPhoto }) => wantsPhoto)!;
		const { [items[0].id]: _, ...answers } = complete(visit.checklist, hashOf(photo));
		answers[wanting.id] = answer('yes');
		answers['no-such-item'] = answer('yes');
		const order = sent(visit, { fields: fields({ answers }), handedInAt: HANDED_IN, photos: [noteOf(photo)] });
		const error = await refusal(recordVisit(db, finder, order, NOW));
		expect([error.status, error.code]).toEqual([422, 'visit-incomplete']);
		const { problems } = error.detail as VisitIncomplete;
		expect(problems.map(({ item, kind }) => [item, kind])).toEqual(
			expect.arrayContaining([
				[items[0].id, 'unanswered'],
				['no-such-item', 'not_asked'],
				...(wanting.id === items[0].id ? [] : [[wanting.id, 'no_photo']])
			])
		);
		expect(error.text.zh).toContain(items[0].text.zh);
		expect(await versions(db)).toEqual([]);
	});

	test('a visit that was handed in is only corrected by whoever handed it in, and only whole', async () => {
		const { db, ...visit } = await ready();
		const photo = jpeg(1);
		await arrive(db, photo);
		const whole = { answers: complete(visit.checklist, hashOf(photo)), note: '', metWith: '' };
		const handIn = { handedInAt: HANDED_IN, photos: [noteOf(photo)] };
		await recordVisit(db, finder, sent(visit, { ...handIn, fields: whole }), NOW);
		const byAnother = sent(visit, { ...handIn, version: 1, fields: { ...whole, note: '补充' } });
		const error = await refusal(recordVisit(db, other, byAnother, NOW));
		expect([error.status, error.code]).toEqual([409, 'handed-in']);
		expect((error.detail as VisitConflict).fields).toMatchObject([{ field: 'note', theirs: '', yours: '补充' }]);
		// A phone that slept sends what it had: nothing of what was handed in is taken back.
		const asleep = sent(visit, { version: 0, fields: fields({ note: '草稿' }) });
		expect((await refusal(recordVisit(db, finder, asleep, NOW))).code).toBe('handed-in');
		const reopened = sent(visit, { version: 1, fields: whole, photos: [noteOf(photo)] });
		expect((await refusal(recordVisit(db, finder, reopened, NOW))).code).toBe('handed-in');
		const corrected = sent(visit, { ...handIn, version: 1, fields: { ...whole, note: '更正' } });
		expect(await recordVisit(db, finder, corrected, NOW)).toMatchObject({ version: 2, state: 'handed_in' });
		expect(await versions(db)).toHaveLength(2);
	});

	test('a photo is kept by the hash of its bytes, once, and seen only through what names it', async () => {
		const { db, ...visit } = await ready();
		const photo = jpeg(1);
		const missing = sent(visit, {
			fields: fields({ answers: { [visit.checklist.items[0].id]: answer('yes', [hashOf(photo)]) } }),
			photos: [noteOf(photo)]
		});
		const error = await refusal(recordVisit(db, finder, missing, NOW));
		expect([error.status, error.code, error.detail]).toEqual([409, 'photo-missing', { photos: [hashOf(photo)] }]);
		const wrong = await refusal(keepPhoto(db, finder, DISTRICT, hashOf(jpeg(2)), photo));
		expect([wrong.status, wrong.code]).toEqual([422, 'wrong-hash']);
		const html = new TextEncoder().encode('<script>alert(1)</script>');
		expect((await refusal(keepPhoto(db, finder, DISTRICT, hashOf(html), html))).status).toBe(415);
		const kept = { sha256: hashOf(photo), type: 'image/jpeg', bytes: photo.length };
		expect(await Promise.all([arrive(db, photo), arrive(db, photo, other)])).toEqual([kept, kept]);
		expect((await db.query('select 1 from photo')).count).toBe(1);
		expect((await deeds(db)).filter(({ action }) => action === 'photo.keep')).toHaveLength(1);
		// Nothing names it yet.
		expect((await refusal(readPhoto(db, finder.sight, DISTRICT, hashOf(photo)))).status).toBe(404);
		await recordVisit(db, finder, missing, NOW);
		expect(await readPhoto(db, other.sight, DISTRICT, hashOf(photo))).toEqual({ type: 'image/jpeg', bytes: photo });
		expect((await refusal(readPhoto(db, stranger.sight, DISTRICT, hashOf(photo)))).status).toBe(404);
		const { rows } = await db.query('select taken_at, place from photo');
		expect(rows).toEqual([{ taken_at: new Date(noteOf(photo).takenAt), place: noteOf(photo).place }]);
		const strange = sent(visit, {
			version: 1,
			fields: fields({ answers: { [visit.checklist.items[0].id]: answer('yes', [hashOf(jpeg(3))]) } })
		});
		expect((await refusal(recordVisit(db, finder, strange, NOW))).code).toBe('photo-unknown');
	});

	test('a photo that a danger names is seen by whoever sees the danger', async () => {
		const { db } = await ready();
		const photo = jpeg(7);
		await arrive(db, photo);
		await recordDanger(
			db,
			finder,
			order({ feature: FIRST, evidence: [{ sha256: hashOf(photo), name: '现场.jpg' }] }),
			NOW
		);
		expect((await readPhoto(db, leader.sight, DISTRICT, hashOf(photo))).bytes).toEqual(photo);
		expect((await refusal(readPhoto(db, stranger.sight, DISTRICT, hashOf(photo)))).status).toBe(404);
	});

	test('eight megabytes go in and come out the same', async () => {
		const { db } = await ready();
		const photo = new Uint8Array(8 * 1024 * 1024).map((_, i) => (i * 31 + (i >> 8)) & 255);
		photo.set([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
		await arrive(db, photo);
		await recordDanger(db, finder, order({ feature: FIRST, evidence: [{ sha256: hashOf(photo) }] }), NOW);
		const { type, bytes } = await readPhoto(db, finder.sight, DISTRICT, hashOf(photo));
		expect([type, hashOf(bytes)]).toEqual(['image/png', hashOf(photo)]);
	});

	test('what was found on a visit belongs to it, and visits are listed by unit and round, page by page', async () => {
		const { db, ...visit } = await ready();
		await recordVisit(db, finder, sent(visit), NOW);
		const found = order({ feature: FIRST, visit: visit.visit, level: 'general', criteria: [] });
		const danger = await recordDanger(db, finder, found, NOW);
		expect((await readVisit(db, finder.sight, DISTRICT, visit.visit)).dangers).toMatchObject([{ id: danger.id }]);
		const without = { ...visit, round: null, visit: randomUUID() };
		await recordVisit(db, finder, sent(without), new Date('2026-11-23T05:00:00Z'));
		const east = await planned(db, EAST_PLANT, stranger);
		await recordVisit(db, stranger, sent(east, { feature: EAST_PLANT }), NOW);
		const list = (filter: object, sight = finder.sight) =>
			listVisits(db, sight, { district: DISTRICT, limit: 50, ...filter });
		expect((await list({})).items.map(({ id }) => id)).toEqual([without.visit, visit.visit]);
		expect((await list({}, leader.sight)).total).toBe(3);
		expect((await list({ round: visit.round.id })).items.map(({ id }) => id)).toEqual([visit.visit]);
		expect((await list({ feature: FIRST, limit: 1 })).total).toBe(2);
		const { next } = await list({ limit: 1 });
		expect((await list({ limit: 1, after: next! })).items.map(({ id }) => id)).toEqual([visit.visit]);
		expect((await refusal(list({ after: 'x' }))).status).toBe(400);
		expect((await refusal(readVisit(db, stranger.sight, DISTRICT, visit.visit))).status).toBe(404);
	});

	test('what does not fit is refused by name: unit, round, version, checklist, rules, sight', async () => {
		const { db, ...visit } = await ready();
		const tries: [Parameters<typeof recordVisit>[1], Parameters<typeof sent>[1], number, string][] = [
			[finder, { feature: 'enterprise/w1' }, 422, 'other-feature'],
			[finder, { round: randomUUID() }, 422, 'other-round'],
			[finder, { version: 3 }, 422, 'no-version'],
			[finder, { checklist: { id: 'field-99', version: visit.checklist.version } }, 422, 'other-checklist'],
			[finder, { checklist: { id: visit.checklist.id, version: '1999-1' } }, 422, 'other-rules'],
			[stranger, {}, 404, 'no-visit'],
			[stranger, { id: randomUUID(), round: null }, 404, 'no-feature'],
			[finder, { id: randomUUID() }, 422, 'other-round']
		];
		for (const [who, changes, status, code] of tries) {
			const error = await refusal(recordVisit(db, who, sent(visit, changes), NOW));
			expect([error.status, error.code], code).toEqual([status, code]);
		}
		expect(await versions(db)).toEqual([]);
		const wrong = sent(visit, { fields: fields({ answers: { [FIRST]: answer('yes') } }) });
		expect(() => parse(visitOrder, wrong)).toThrow(/answers/);
		expect(() => parse(visitOrder, { ...sent(visit), startedAt: 'today' })).toThrow(/startedAt/);
	});

	test('a visit made while its unit was taken away is kept, and seen by those who saw the unit', async () => {
		const { db, ...visit } = await ready();
		const { rows } = await db.query<{ id: number }>('select max(id) as id from batch');
		await undoBatch(db, leader, rows[0].id);
		expect((await recordVisit(db, finder, sent(visit), NOW)).featureName).toBeNull();
		expect((await readVisit(db, other.sight, DISTRICT, visit.visit)).version).toBe(1);
		expect((await refusal(readVisit(db, stranger.sight, DISTRICT, visit.visit))).status).toBe(404);
	});

	test('who was met is told to those who may see persons', async () => {
		const { db, ...visit } = await ready();
		await recordVisit(db, finder, sent(visit, { fields: fields({ metWith: '李四', note: '齐全' }) }), NOW);
		const general = { ...finder.sight, tiers: new Set(['general'] as const) };
		expect(await readVisit(db, general, DISTRICT, visit.visit)).toMatchObject({
			by: null,
			fields: { metWith: '', note: '齐全' }
		});
	});

	test('the register’s date counts where it is later than the newest visit, and both move a site in the round', async () => {
		const [first, second] = ROW;
		const inspected = { ...second, attributes: { ...second.attributes, lastInspected: '2026-11-22' } };
		const db = await assessed(await open(), [first, inspected]);
		const visit = await planned(db);
		const photo = jpeg(1);
		await arrive(db, photo);
		const whole = fields({ answers: complete(visit.checklist, hashOf(photo)) });
		// A phone whose clock is ahead was here today at the latest.
		const handedInAt = '2027-01-01T00:00:00.000Z';
		await recordVisit(db, finder, sent(visit, { fields: whole, handedInAt, photos: [noteOf(photo)] }), NOW);
		expect(await lastVisits(db, DISTRICT)).toEqual(
			new Map([
				[FIRST, { day: '2026-11-23', by: 'finder先生' }],
				['enterprise/w1', { day: '2026-11-22', by: null }]
			])
		);
		const round = await planRound(db, finder, roundOrder({ day: '2026-11-25' }), NOW);
		expect(round.stops.flatMap(({ why }) => why.map(({ en }) => en)).filter((text) => text.includes('Last'))).toEqual(
			expect.arrayContaining([expect.stringContaining('2 days ago'), expect.stringContaining('3 days ago')])
		);
	});
});
