import { expect, test } from 'vitest';
import { escalationsOf, lifeLineOf } from '../../../src/lib/dangers/life-line.ts';
import type { DangerState } from '../../../src/lib/risk/dangers/danger.ts';
import { daysAfter } from '../../../src/lib/risk/dangers/district-day.ts';
import { dangerLifeOf } from '../../../src/lib/risk/dangers/life.ts';
import { SHIPPED } from '../../../src/lib/risk/rule-set.ts';

const life = dangerLifeOf(SHIPPED);

/** A history that went through these states, a day each from 1 November on. */
function wentThrough(
	states: readonly DangerState[],
	steps: readonly string[] = []
): { step: string; from: DangerState; to: DangerState; day: string }[] {
	return states.map((to, i) => ({
		step: steps[i] ?? 'step',
		from: states[i - 1] ?? to,
		to,
		day: daysAfter('2026-11-01', i)
	}));
}

const stands = (stops: readonly { id: string; stand: string }[]) => stops.map(({ id, stand }) => `${id} ${stand}`);

test('a danger stands where it is, with what it went through behind it and the rest ahead', () => {
	const line = lifeLineOf({ level: 'general', state: 'rectifying' }, wentThrough(['found', 'rectifying']), life);
	expect(stands(line.main)).toEqual([
		'found passed',
		'rectifying here',
		'acceptance_asked ahead',
		'verified ahead',
		'closed ahead'
	]);
	expect(line.main[1].day).toBe('2026-11-02');
	expect(stands(line.late)).toEqual(['summoned ahead']);
});

test('one that was mended on the spot skipped the way', () => {
	const line = lifeLineOf({ level: 'general', state: 'closed' }, wentThrough(['found', 'closed']), life);
	expect(stands(line.main)).toEqual([
		'found passed',
		'rectifying skipped',
		'acceptance_asked skipped',
		'verified skipped',
		'closed here'
	]);
});

test('an overdue one stands beside the line, where time brought it', () => {
	const history = wentThrough(['found', 'declared', 'recognised', 'listed', 'rectifying', 'summoned', 'suspended']);
	const line = lifeLineOf({ level: 'major', state: 'suspended' }, history, life);
	expect(stands(line.late)).toEqual(['summoned passed', 'suspended here']);
	expect(stands(line.main).slice(3, 6)).toEqual(['listed passed', 'rectifying passed', 'acceptance_asked ahead']);
});

test('one that was sent back is where it was sent, not where it had been', () => {
	const history = wentThrough(['found', 'rectifying', 'acceptance_asked', 'rectifying']);
	const line = lifeLineOf({ level: 'general', state: 'rectifying' }, history, life);
	expect(stands(line.main).slice(0, 3)).toEqual(['found passed', 'rectifying here', 'acceptance_asked ahead']);
	expect(line.main[1].day).toBe('2026-11-04');
});

test('what time makes of it is told with its day and clause, made or to come; of a closed one nothing', () => {
	const history = wentThrough(['found', 'rectifying', 'summoned'], ['record', 'list', 'major_summon']);
	const danger = { level: 'major', state: 'summoned', deadline: '2026-11-01' } as const;
	const [summon, suspend] = escalationsOf(danger, history, life);
	expect(summon).toMatchObject({ id: 'major_summon', day: '2026-11-02', made: '2026-11-03' });
	expect(suspend).toMatchObject({ id: 'major_suspend', day: '2026-11-16', made: null });
	expect(suspend.clause).toContain('柴桑区');
	expect(escalationsOf({ ...danger, state: 'closed' }, history, life)).toEqual([]);
	expect(escalationsOf({ ...danger, deadline: null }, history, life)).toEqual([]);
});
