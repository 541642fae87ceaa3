import { expect, test } from 'vitest';
import { DANGER_LEVELS, DANGER_STATES } from '../../../../src/lib/risk/dangers/danger.ts';
import { dangerLifeOf } from '../../../../src/lib/risk/dangers/life.ts';
import { moveDanger } from '../../../../src/lib/risk/dangers/move.ts';
import { stepsFrom } from '../../../../src/lib/risk/dangers/steps-from.ts';
import { SHIPPED } from '../../../../src/lib/risk/rule-set.ts';
import { anybody, danger, EVERY_RIGHT, FINDER, GIVEN, holding, MENDER, NOW } from './drawn.ts';

/**
 * Every step that is allowed, written down from the drawing of standards.md §9.3 and not from the table that is tested:
 * level, state, step, the right that may, the state it leads to.
 */
const ALLOWED = `
	major    found             declare          record  declared
	major    declared          recognise        list    recognised
	major    declared          refuse           list    found
	major    recognised        list             list    listed
	major    listed            rectify          mend    rectifying
	major    rectifying        ask_acceptance   mend    acceptance_asked
	major    summoned          ask_acceptance   mend    acceptance_asked
	major    suspended         ask_acceptance   mend    acceptance_asked
	major    acceptance_asked  entrust          verify  assessing
	major    assessing         fail_acceptance  verify  rectifying
	major    assessing         delist           list    closed
	major    summoned          enforce          list    summoned
	major    suspended         enforce          list    suspended
	general  found             order            record  rectifying
	general  found             mend_on_spot     record  closed
	general  rectifying        report_mended    mend    acceptance_asked
	general  summoned          report_mended    mend    acceptance_asked
	general  acceptance_asked  verify           verify  verified
	general  acceptance_asked  send_back        verify  rectifying
	general  verified          close            verify  closed
	general  summoned          enforce          list    summoned
`
	.trim()
	.split('\n')
	.map((line) => line.trim().split(/\s+/))
	.map(([level, state, step, right, to]) => ({ key: `${level} ${state} ${step}`, right: `dangers.${right}`, to }));
/** Not in the drawing, and so switched off. */
const OFF = ['extend'];

const STEPS = dangerLifeOf(SHIPPED).steps.map(({ id }) => id);
const CASES = DANGER_LEVELS.flatMap((level) =>
	DANGER_STATES.flatMap((state) => STEPS.map((step) => ({ level, state, step, key: `${level} ${state} ${step}` })))
);

test('the table has the steps and states of this test, and no others', () => {
	expect([...STEPS].sort()).toEqual(Object.keys(GIVEN).sort());
	expect(dangerLifeOf(SHIPPED).states.map(({ id }) => id)).toEqual([...DANGER_STATES]);
	expect(CASES).toHaveLength(2 * 11 * 17);
});

test.each(CASES)('$key', ({ level, state, step, key }) => {
	const expected = ALLOWED.find((one) => one.key === key);
	const from = danger(level, state);
	for (const right of EVERY_RIGHT) {
		const outcome = moveDanger(from, step, GIVEN[step], holding(right), NOW, SHIPPED);
		if (expected?.right === right) {
			expect(outcome, right).toMatchObject({
				danger: { state: expected.to, version: 2 },
				event: { step, from: state, to: expected.to, day: '2026-11-23' }
			});
		} else {
			const code = OFF.includes(step) ? 'switched-off' : expected === undefined ? 'not-here' : 'no-right';
			expect(outcome, right).toMatchObject({ refused: { code } });
		}
	}
	// Without any right nothing moves, with all of them what is allowed does.
	expect(moveDanger(from, step, GIVEN[step], holding(), NOW, SHIPPED)).toHaveProperty('refused');
	expect('danger' in moveDanger(from, step, GIVEN[step], anybody, NOW, SHIPPED)).toBe(expected !== undefined);
	// What a page offers is what is allowed.
	const offered = stepsFrom(from, anybody, SHIPPED).find(({ id }) => id === step);
	expect(offered?.to).toBe(expected?.to);
	expect(offered?.refused ?? null).toBeNull();
	expect(from).toEqual(danger(level, state));
});

test('a danger that is closed moves no more, and an unknown step is told with those there are', () => {
	for (const level of DANGER_LEVELS) expect(stepsFrom(danger(level, 'closed'), anybody, SHIPPED)).toEqual([]);
	const outcome = moveDanger(danger('major', 'found'), 'forget', {}, anybody, NOW, SHIPPED);
	expect(outcome).toMatchObject({ refused: { code: 'no-step', field: 'step' } });
	expect('refused' in outcome && outcome.refused.text.en).toContain('declare, recognise');
});

test.each([
	['major', 'acceptance_asked', 'entrust'],
	['major', 'assessing', 'fail_acceptance'],
	['major', 'assessing', 'delist'],
	['general', 'acceptance_asked', 'verify'],
	['general', 'acceptance_asked', 'send_back'],
	['general', 'verified', 'close']
] as const)(
	'who found a %s danger or asked for its acceptance does not take it from %s by %s',
	(level, state, step) => {
		for (const id of [FINDER, MENDER]) {
			const who = { ...anybody, id };
			const outcome = moveDanger(danger(level, state), step, GIVEN[step], who, NOW, SHIPPED);
			expect(outcome, id).toMatchObject({ refused: { code: 'by-another' } });
			expect(stepsFrom(danger(level, state), who, SHIPPED).find((one) => one.id === step)?.refused?.code).toBe(
				'by-another'
			);
		}
	}
);
