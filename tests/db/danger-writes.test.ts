import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';

import type { DangerConflict } from '../../src/lib/dangers/api.ts';
import { SYSTEM, type Who } from '../../src/lib/server/access/who.ts';
import { changeFeature } from '../../src/lib/server/amend/change.ts';
import { changeFields } from '../../src/lib/server/dangers/change.ts';
import { makeStep } from '../../src/lib/server/dangers/move.ts';
import { readDanger } from '../../src/lib/server/dangers/read.ts';
import { recordDanger } from '../../src/lib/server/dangers/record.ts';
import { DatabaseError } from '../../src/lib/server/db/database.ts';
import { openEvents, type Heard } from '../../src/lib/server/events.ts';
import { undoBatch } from '../../src/lib/server/imports/undo.ts';
import { readUpdatedAt } from '../../src/lib/server/features/updated-at.ts';
import { runDistrict } from '../../src/lib/server/runs/run.ts';
import { deeds } from './access.ts';
import { describeBoth } from './both.ts';
import { draw } from './small-district.ts';
import { DISTRICT } from './two-subdistricts.ts';
import {
	assessed,
	EASTERN,
	finder,
	keeper,
	leader,
	NOW,
	noon,
	order,
	PLANT,
	refusal,
	step,
	stranger,
	UNIT,
	unitOf,
	YELLOW
} from './dangers.ts';

describeBoth('Writes of dangers', (open) => {
	test('recording and moving are done once, however often they are sent; the same id for something else is a conflict', async () => {
		const db = await assessed(await open());
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
		const db = await assessed(await open());
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

	test('an import, its undoing and a hand at the attribute leave the dangers and what they say of their unit', async () => {
		const db = await assessed(await open(), [{ ...UNIT, attributes: { ...YELLOW, majorDanger: 'listed' } }, EASTERN]);
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
		const db = await assessed(await open(), [EASTERN]);
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

	test('its history is only ever added to, and what happens is heard', async () => {
		const db = await assessed(await open());
		const heard: Heard[] = [];
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
