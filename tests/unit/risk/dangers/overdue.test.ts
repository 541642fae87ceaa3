import { expect, test } from 'vitest';
import type { Danger, DangerState } from '../../../../src/lib/risk/dangers/danger.ts';
import { escalateDanger, isOverdue } from '../../../../src/lib/risk/dangers/escalate.ts';
import { majorDangerOf } from '../../../../src/lib/risk/dangers/major-danger.ts';
import { moveDanger } from '../../../../src/lib/risk/dangers/move.ts';
import { SHIPPED } from '../../../../src/lib/risk/rule-set.ts';
import { changeRules } from '../../../../src/lib/risk/rules/change.ts';
import { anybody, danger, GIVEN } from './drawn.ts';

const DUE = { deadline: '2026-11-23', recognisedAt: '2026-11-01' };
/** A moment of the district's own time. */
const at = (text: string) => new Date(`${text}+08:00`);
const after = (from: Danger, text: string) => escalateDanger(from, at(text), SHIPPED);

test('the last day is not overdue, to its last minute in the district', () => {
	const from = danger('major', 'rectifying', DUE);
	expect(after(from, '2026-11-23T23:59:59')).toEqual({ danger: from, events: [] });
	const { danger: late, events } = after(from, '2026-11-24T00:00:00');
	expect(late).toMatchObject({ state: 'summoned', overdueSince: '2026-11-24', version: 3 });
	expect(events.map(({ step, from: was, to, day }) => [step, was, to, day])).toEqual([
		['overdue', 'rectifying', 'rectifying', '2026-11-24'],
		['major_summon', 'rectifying', 'summoned', '2026-11-24']
	]);
});

test('it goes one escalation further as the clock moves, and twice is once', () => {
	let moved = danger('major', 'rectifying', DUE);
	const states: [string, DangerState, number][] = [];
	for (let day = 22; day <= 30; day++) {
		const { danger: next, events } = after(moved, `2026-11-${day}T09:00:00`);
		expect(after(next, `2026-11-${day}T21:00:00`).events).toEqual([]);
		states.push([`11-${day}`, next.state, events.length]);
		moved = next;
	}
	expect(states.filter(([, , count]) => count > 0)).toEqual([['11-24', 'summoned', 2]]);
	expect(after(moved, '2026-12-07T23:00:00').danger.state).toBe('summoned');
	expect(after(moved, '2026-12-08T00:30:00')).toMatchObject({
		danger: { state: 'suspended' },
		events: [{ step: 'major_suspend', from: 'summoned', to: 'suspended', day: '2026-12-08' }]
	});
});

test('a clock that jumped makes every step that was due, each on its own day', () => {
	const { danger: late, events } = after(danger('major', 'listed', DUE), '2027-06-01T08:00:00');
	expect(late).toMatchObject({ state: 'suspended', version: 4 });
	expect(events.map(({ step, day }) => [step, day])).toEqual([
		['overdue', '2026-11-24'],
		['major_summon', '2026-11-24'],
		['major_suspend', '2026-12-08']
	]);
});

test('a general danger is overdue at once and summoned after its days; it is never suspended', () => {
	const from = danger('general', 'rectifying', { deadline: '2026-11-23' });
	const first = after(from, '2026-11-24T10:00:00');
	expect(first).toMatchObject({
		danger: { state: 'rectifying', overdueSince: '2026-11-24' },
		events: [{ step: 'overdue' }]
	});
	expect(after(first.danger, '2026-11-29T10:00:00').events).toEqual([]);
	const second = after(first.danger, '2026-11-30T10:00:00');
	expect(second.danger.state).toBe('summoned');
	expect(after(second.danger, '2028-11-30T10:00:00').events).toEqual([]);
});

test.each(['found', 'declared', 'recognised', 'acceptance_asked', 'assessing', 'verified', 'closed'] as const)(
	'where nobody has to mend, nothing falls due: %s',
	(state) => {
		const from = danger('major', state, DUE);
		expect(after(from, '2027-06-01T08:00:00')).toEqual({ danger: from, events: [] });
		expect(isOverdue(from, '2027-06-01', SHIPPED)).toBe(false);
	}
);

test('one without a deadline never falls due', () => {
	const from = danger('general', 'rectifying', { deadline: null });
	expect(after(from, '2030-01-01T08:00:00').events).toEqual([]);
});

test('asking for acceptance does not end being overdue; a later deadline does, and falls due anew', () => {
	const { danger: late } = after(danger('major', 'rectifying', DUE), '2026-11-25T08:00:00');
	const by = (from: Danger, step: string, given = GIVEN[step]) => {
		const moved = moveDanger(from, step, given, anybody, at('2026-11-26T08:00:00'), SHIPPED);
		if ('refused' in moved) throw new Error(moved.refused.text.en);
		return moved.danger;
	};
	const asked = by(late, 'ask_acceptance');
	expect(majorDangerOf([asked], SHIPPED)).toBe('overdue');
	expect(isOverdue(asked, '2026-11-26', SHIPPED)).toBe(true);
	const assessed = { ...by({ ...asked, askedBy: null }, 'entrust'), askedBy: null };
	// Not accepted, and no other deadline: it is where it was at once.
	expect(after(by(assessed, 'fail_acceptance'), '2026-11-26T09:00:00')).toMatchObject({
		danger: { state: 'summoned', overdueSince: '2026-11-24' },
		events: [{ step: 'major_summon' }]
	});
	const { fields, note } = GIVEN.fail_acceptance;
	const given = { fields: { ...fields, deadline: '2026-12-10' }, note };
	const again = by(assessed, 'fail_acceptance', given);
	expect(again).toMatchObject({ state: 'rectifying', overdueSince: null });
	expect(majorDangerOf([again], SHIPPED)).toBe('listed');
	expect(after(again, '2026-12-11T00:00:01').danger.state).toBe('summoned');
	expect(majorDangerOf([by(assessed, 'delist')], SHIPPED)).toBe('none');
});

test('when it escalates is the district’s to set', () => {
	const paths = ['major_summon', 'major_suspend'].map((id) => `dangerLife.escalations.rows.${id}.days.value`);
	const rules = changeRules(
		SHIPPED,
		paths.map((path) => ({ path, value: 30 }))
	);
	const from = danger('major', 'rectifying', DUE);
	const { danger: late, events } = escalateDanger(from, at('2026-12-20T08:00:00'), rules);
	expect(events.map(({ step }) => step)).toEqual(['overdue']);
	expect(majorDangerOf([late], SHIPPED)).toBe('overdue');
});

test.each<[string, Partial<Danger>[], string | null]>([
	['none on record', [], null],
	['one that was never recognised', [{ state: 'declared' }], null],
	['a general one', [{ level: 'general', state: 'rectifying', recognisedAt: '2026-11-01' }], null],
	['recognised', [{ state: 'recognised', recognisedAt: '2026-11-01' }], 'open'],
	['listed', [{ state: 'listed', recognisedAt: '2026-11-01' }], 'listed'],
	['being mended', [{ state: 'rectifying', recognisedAt: '2026-11-01' }], 'listed'],
	['summoned', [{ state: 'summoned', recognisedAt: '2026-11-01', overdueSince: '2026-11-24' }], 'overdue'],
	['closed', [{ state: 'closed', recognisedAt: '2026-11-01', overdueSince: '2026-11-24' }], 'none'],
	[
		'one closed, one listed',
		[
			{ state: 'closed', recognisedAt: '2026-11-01' },
			{ state: 'listed', recognisedAt: '2026-11-02' }
		],
		'listed'
	],
	[
		'the worst of three',
		[
			{ state: 'recognised', recognisedAt: '2026-11-01' },
			{ state: 'suspended', recognisedAt: '2026-11-02', overdueSince: '2026-11-24' },
			{ state: 'declared' }
		],
		'overdue'
	]
])('what a unit says of its major dangers: %s', (_, rows, expected) => {
	const dangers = rows.map((row) => danger(row.level ?? 'major', row.state!, row));
	expect(majorDangerOf(dangers, SHIPPED)).toBe(expected);
});
