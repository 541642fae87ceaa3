import { describe, expect, test } from 'vitest';
import {
	afterOutcome,
	again,
	asOwn,
	backoffMs,
	countsOf,
	isHeldUp,
	isThrough,
	nextItem,
	stateOfVisit,
	type Outcome,
	type QueueItem
} from '../../../src/lib/go/queue.ts';
import { danger, draft, PERSON, photo, queued } from './visit.ts';

const NOW = new Date('2026-11-30T04:00:00Z');
const SENT: Outcome = { kind: 'sent', version: 1, note: null };
const REFUSED: Outcome = { kind: 'refused', code: 'wrong', why: { zh: '不行', en: 'no' }, conflict: null };
const LATER: Outcome = { kind: 'later', why: { zh: '忙', en: 'busy' }, waitMs: null, reached: true };

/** Sends everything that goes, each item with the outcome that `answer` gives. Returns what was sent, in order. */
function drain(items: QueueItem[], answer: (item: QueueItem) => Outcome): { order: string[]; items: QueueItem[] } {
	const order: string[] = [];
	for (;;) {
		const next = nextItem(items, PERSON, NOW.getTime());
		if (next === null || 'at' in next) return { order, items };
		order.push(next.item.id);
		const after = afterOutcome(next.item, answer(next.item), NOW);
		items = items.map((one) => (one.id === after.id ? after : one));
	}
}

describe('what goes first', () => {
	test('photos, then the visit that names them, then its dangers', () => {
		const items = queued(
			draft({ photos: { p1: photo('p1'), p2: photo('p2') }, dangers: [danger({ photos: ['p2'] })] })
		);
		expect(drain(items, () => SENT).order).toEqual(['visit-1/p1', 'visit-1/p2', 'sending-visit-1-1', 'danger-1']);
	});

	test('a photo that was taken away again is not sent', () => {
		const items = queued(draft({ photos: { p1: photo('p1'), gone: photo('gone') } }));
		expect(items.map(({ id }) => id)).not.toContain('visit-1/gone');
	});

	test('visits go in the order in which they were handed in', () => {
		const first = queued(draft());
		const second = queued(draft({ id: 'visit-2', dangers: [] }), 10);
		const { order } = drain([...second, ...first], () => SENT);
		expect(order.indexOf('danger-1')).toBeLessThan(order.indexOf('visit-2/p1'));
	});

	test('what is refused holds up what hangs on it, and no other visit', () => {
		const items = [...queued(draft()), ...queued(draft({ id: 'visit-2', dangers: [danger({ id: 'danger-2' })] }), 10)];
		const { order, items: after } = drain(items, ({ id }) => (id === 'visit-1/p1' ? REFUSED : SENT));
		expect(order).toEqual(['visit-1/p1', 'visit-2/p1', 'sending-visit-2-10', 'danger-2']);
		expect(
			isHeldUp(
				after.find(({ id }) => id === 'danger-1')!,
				after
			)
		).toBe(true);
		expect(stateOfVisit(after, 'visit-1')).toBe('refused');
		expect(isThrough(after, 'visit-2')).toBe(true);
		expect(countsOf(after)).toEqual({ queued: 2, sent: 3, refused: 1 });
	});

	test('nobody sends what another wrote', () => {
		const items = queued(draft({ person: 'somebody-else' }));
		expect(nextItem(items, PERSON, NOW.getTime())).toBeNull();
	});
});

describe('trying again', () => {
	test('waits 2 s, 4 s, 8 s and never longer than 5 min', () => {
		expect([1, 2, 3, 4].map(backoffMs)).toEqual([2000, 4000, 8000, 16_000]);
		expect(backoffMs(50)).toBe(300_000);
	});

	test('says when it goes again, and why not yet', () => {
		const [item] = queued(draft());
		const after = afterOutcome(item, LATER, NOW);
		expect(after).toMatchObject({ state: 'queued', tries: 1, why: { en: 'busy' } });
		expect(nextItem([after], PERSON, NOW.getTime())).toEqual({ at: NOW.getTime() + 2000 });
		expect(nextItem([after], PERSON, NOW.getTime() + 2000)).toEqual({ item: after });
	});

	test('the server may ask for more time', () => {
		const [item] = queued(draft());
		expect(afterOutcome(item, { ...LATER, waitMs: 60_000 }, NOW).notBefore).toBe(NOW.getTime() + 60_000);
	});

	test('a refused item stays with its reason until somebody has it tried again, under the same id', () => {
		const [item] = queued(draft());
		const refused = afterOutcome(item, REFUSED, NOW);
		expect(refused).toMatchObject({ state: 'refused', code: 'wrong', why: { en: 'no' } });
		expect(nextItem([refused], PERSON, Infinity)).toBeNull();
		expect(again(refused)).toMatchObject({ id: item.id, state: 'queued', tries: 0, notBefore: 0 });
		expect(again(afterOutcome(item, SENT, NOW)).state, 'what arrived is not sent again').toBe('sent');
	});

	test('an item is as it was when nobody is signed in', () => {
		const [item] = queued(draft());
		expect(afterOutcome(item, { kind: 'nobody', why: { zh: '', en: '' } }, NOW)).toBe(item);
	});
});

describe('handing in once more', () => {
	const arrived = (items: QueueItem[], kinds: string[]) =>
		items.map((item) => (kinds.includes(item.kind) ? afterOutcome(item, SENT, NOW) : item));

	test('what arrived is not sent twice; what did not is replaced', () => {
		const before = arrived(queued(draft()), ['photo']);
		const after = queued(draft({ photos: { p1: photo('p1') } }), 5, before);
		expect(after.map(({ id, state }) => [id, state])).toEqual([
			['visit-1/p1', 'sent'],
			['sending-visit-1-5', 'queued'],
			['danger-1', 'queued']
		]);
	});

	test('a visit that says the same as the one that arrived does not go again, a new danger does', () => {
		const before = arrived(queued(draft()), ['photo', 'visit', 'danger']);
		const after = queued(draft({ dangers: [danger(), danger({ id: 'danger-2' })] }), 5, before);
		expect(after.filter(({ state }) => state === 'queued').map(({ id }) => id)).toEqual(['danger-2']);
	});

	test('as a visit of its own it belongs to no round, and photos that arrived need not go again', () => {
		const before = arrived(queued(draft()), ['photo']);
		const made = { id: 'visit-9', sending: 's9', subjectField: 1, seq: 9 };
		const own = asOwn(draft({ version: 3 }), before, made);
		expect(own.draft).toMatchObject({ id: 'visit-9', round: null, version: 0 });
		expect(own.items.map(({ id, state, visit }) => [id, state, visit])).toEqual([
			['visit-9/p1', 'sent', 'visit-9'],
			['s9', 'queued', 'visit-9'],
			['danger-1', 'queued', 'visit-9']
		]);
	});
});
