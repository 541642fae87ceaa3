import { describe, expect, test } from 'vitest';
import { answered, dangerOrderOf, visitOrderOf, withDanger } from '../../../src/lib/go/draft.ts';
import { fitted } from '../../../src/lib/go/photo.ts';
import { problemsOf } from '../../../src/lib/go/problems.ts';
import { tilesOfBox } from '../../../src/lib/go/tiles.ts';
import { checklist, danger, draft, item } from './visit.ts';

describe('a visit as it is sent', () => {
	test('carries what was answered and the photos that are named, without their small pictures', () => {
		const order = visitOrderOf(draft(), 's1');
		expect(order).toMatchObject({ sending: 's1', version: 0, fields: { answers: { a: { value: 'yes' } } } });
		expect(order.photos).toEqual([
			{ sha256: 'p1', type: 'image/jpeg', bytes: 1000, takenAt: '2026-11-30T02:00:00.000Z', place: null }
		]);
	});

	test('a danger names the visit, its site and its photos; a general one cites nothing; what is blank is nothing', () => {
		const made = danger({ criteria: [{ set: '121', no: '3' }], measure: ' ', photos: ['p1'] });
		expect(dangerOrderOf(draft(), made, 13)).toMatchObject({
			visit: 'visit-1',
			feature: 'enterprise/1',
			subjectField: 13,
			criteria: [],
			measure: null,
			deadline: null,
			evidence: [{ sha256: 'p1' }]
		});
		expect(dangerOrderOf(draft(), { ...made, level: 'major' }, 13).criteria).toEqual([{ set: '121', no: '3' }]);
	});

	test('changes leave the draft before them as it was', () => {
		const before = draft();
		const after = withDanger(answered(before, 'b', { value: 'no' }), danger({ text: '又一' }));
		expect(after.fields.answers.b).toEqual({ value: 'no', note: '', photos: [] });
		expect(after.dangers).toHaveLength(1);
		expect(before.fields.answers.b).toBeUndefined();
		expect(before.dangers[0].text).toBe('灭火器失效');
	});
});

describe('what lacks before a visit can be handed in', () => {
	const list = checklist([item({}), item({ id: 'b', wantsPhoto: true })]);
	const given = (b: 'yes' | 'no', photos: string[], dangers = draft().dangers) =>
		draft({
			fields: { ...draft().fields, answers: { a: draft().fields.answers.a, b: { value: b, note: '', photos } } },
			dangers
		});

	test('nothing, when all is answered', () => {
		expect(problemsOf(given('yes', ['p1']), list, '2026-11-30')).toEqual([]);
	});

	test('each names the place where it is mended', () => {
		const dangers = [danger({ text: ' ', deadline: '2026-11-29' }), danger({ id: 'd2', level: 'major' })];
		const problems = problemsOf(draft({ dangers }), list, '2026-11-30');
		expect(problems.map(({ at }) => at)).toEqual(['item-b', 'danger-danger-1', 'danger-danger-1', 'danger-d2']);
		expect(problems.every(({ mayStay }) => !mayStay)).toBe(true);
	});

	test('a no without a danger may stay, but is asked about', () => {
		expect(problemsOf(given('no', ['p1'], []), list, '2026-11-30')).toMatchObject([{ at: 'item-b', mayStay: true }]);
		expect(problemsOf(given('no', ['p1'], [danger({ item: 'b' })]), list, '2026-11-30')).toEqual([]);
	});
});

describe('what is taken along', () => {
	test('the tiles of a box as deep as is worth it, each once, and its corners among them', () => {
		const { tiles, min, max } = tilesOfBox([114.0, 30.6, 114.1, 30.7]);
		expect(new Set(tiles.map(({ z, x, y }) => `${z}/${x}/${y}`)).size).toBe(tiles.length);
		expect(tiles.length).toBeLessThanOrEqual(240);
		expect(tiles).toContainEqual({ z: 9, x: 418, y: 210 });
		expect([min, max]).toEqual([9, 15]);
	});

	test('a whole province is not too much: fewer zooms, never more tiles', () => {
		expect(tilesOfBox([108, 29, 116, 33]).tiles.length).toBeLessThanOrEqual(240);
	});

	test('a photo is made smaller and never larger', () => {
		expect(fitted(4000, 3000, 1600)).toEqual({ width: 1600, height: 1200 });
		expect(fitted(3000, 4000, 1600)).toEqual({ width: 1200, height: 1600 });
		expect(fitted(640, 480, 1600)).toEqual({ width: 640, height: 480 });
	});
});
