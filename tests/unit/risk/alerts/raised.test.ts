import { expect, test } from 'vitest';
import { gather, sumOf, totalOf } from '../../../../src/lib/risk/alerts/gather.ts';
import { alertsOf, type BrokenFinding, type Change, type Graded } from '../../../../src/lib/risk/alerts/raised.ts';
import { alertTable, stepsOf } from '../../../../src/lib/risk/alerts/table.ts';
import { warningOf, TAG_STATES } from '../../../../src/lib/risk/alerts/alarm.ts';
import type { Level } from '../../../../src/lib/risk/level.ts';
import type { Reason } from '../../../../src/lib/risk/reason.ts';
import { ruleSetOf, SHIPPED, type RuleSet, type RuleTables } from '../../../../src/lib/risk/rule-set.ts';
import { missingPart } from '../../../../src/lib/server/rules/missing-part.ts';
import { numbersOf, staysWhole } from '../../../../src/lib/risk/rules/numbers.ts';

const FACTORY = 'enterprise/factory';

function reason(rule: string, level: Level | null, inputs: Reason['inputs'] = {}): Reason {
	const text = { zh: rule, en: rule };
	return { rule, clause: rule, text, inputs, measured: null, limit: null, unit: null, confidence: 'DESIGN', level };
}
const graded = (level: Level | null, ...reasons: Reason[]): Graded => ({ level, reasons, exposure: null });
const lec = (level: Level | null) => graded(level, reason('LEC-D', level));
const OVERDUE = reason('UP-MAJOR-DANGER', 'red', { majorDanger: 'overdue' });
const OPEN = reason('UP-MAJOR-DANGER', 'orange', { majorDanger: 'open' });

const NOTHING: Change = { grades: [], broken: { before: [], after: [] } };
const turned = (before: Graded | null, after: Graded | null) =>
	alertsOf({ ...NOTHING, grades: [{ feature: FACTORY, before, after }] }, SHIPPED);

const broken = (changes: Partial<BrokenFinding> = {}): BrokenFinding => ({
	rule: 'PIPE-30-5',
	source: 'pipeline/trunk',
	target: 'building/house',
	measuredM: 2,
	requiredM: 5,
	yieldsTo: null,
	from: null,
	to: null,
	...changes
});
const found = (before: BrokenFinding[], after: BrokenFinding[]) =>
	alertsOf({ ...NOTHING, broken: { before, after } }, SHIPPED).map(({ kind, subject }) => [kind, subject]);

test('a level alerts where it got worse and is orange or red now; never where it got better or is below', () => {
	const levels: (Level | null)[] = [null, 'blue', 'yellow', 'orange', 'red'];
	const alerting = levels.map((before) =>
		levels.map((after) => turned(lec(before), lec(after)).map(({ level }) => level))
	);
	expect(alerting).toEqual([
		[[], [], [], ['orange'], ['red']],
		[[], [], [], ['orange'], ['red']],
		[[], [], [], ['orange'], ['red']],
		[[], [], [], [], ['red']],
		[[], [], [], [], []]
	]);
});

test('a feature that is new and red alerts; one that is gone does not', () => {
	expect(turned(null, lec('red'))).toMatchObject([{ kind: 'level', level: 'red', before: null }]);
	expect(turned(lec('red'), null)).toEqual([]);
});

test('the reason told is the one that decides: what was set by hand before all others', () => {
	const after = graded('red', reason('LEC-D', 'orange'), reason('LS-5x5', 'red'));
	expect(turned(lec('blue'), after)).toMatchObject([{ reason: { rule: 'LS-5x5' } }]);
	const byHand = graded('orange', reason('LS-5x5', 'red'), reason('OVERRIDE', 'orange'));
	expect(turned(lec('blue'), byHand)).toMatchObject([{ level: 'orange', reason: { rule: 'OVERRIDE' } }]);
});

test('a danger that became overdue is one alert, of the danger, and not a second of the level it gives', () => {
	expect(turned(graded('orange', OPEN), graded('red', OVERDUE))).toMatchObject([{ kind: 'danger', level: 'red' }]);
	expect(turned(graded('red', OVERDUE), graded('red', OVERDUE))).toEqual([]);
	expect(turned(graded('orange', OPEN), graded('orange', OPEN))).toEqual([]);
	// Set by hand to blue, it is overdue all the same.
	const byHand = graded('blue', reason('OVERRIDE', 'blue'), OVERDUE);
	expect(turned(graded('blue', reason('OVERRIDE', 'blue')), byHand)).toMatchObject([{ kind: 'danger' }]);
	// Overdue before, and red now for another reason.
	const before = graded('blue', reason('OVERRIDE', 'blue'), OVERDUE);
	expect(turned(before, graded('red', OVERDUE))).toMatchObject([{ kind: 'level', level: 'red' }]);
});

test('a violation alerts once: not where it was broken before, nor where it gives way to a stricter one', () => {
	expect(found([], [broken()])).toEqual([['violation', 'violation PIPE-30-5 pipeline/trunk building/house']]);
	expect(found([broken()], [broken({ measuredM: 1 })])).toEqual([]);
	expect(found([broken()], [broken({ target: 'building/other' })])).toHaveLength(1);
	expect(found([], [broken(), broken({ rule: 'PIPE-35-50', yieldsTo: 'PIPE-30-5' })])).toHaveLength(1);
	expect(found([broken()], [])).toEqual([]);
});

test('the worst stands last, so that it is the newest', () => {
	const grades = (['red', 'orange', 'red'] as const).map((level, i) => ({
		feature: `enterprise/${i}`,
		before: null,
		after: lec(level)
	}));
	expect(alertsOf({ ...NOTHING, grades }, SHIPPED).map(({ feature }) => feature)).toEqual([
		'enterprise/1',
		'enterprise/0',
		'enterprise/2'
	]);
});

test('more than the table says are gathered, counted by kind and by subdistrict', () => {
	const grades = Array.from({ length: 51 }, (_, i) => ({
		feature: `enterprise/${i}`,
		before: null,
		after: lec(i < 2 ? 'red' : 'orange')
	}));
	const raised = alertsOf({ grades, broken: { before: [], after: [] } }, SHIPPED);
	const subdistrictOf = (feature: string) =>
		feature.endsWith('0') ? 'area/a' : feature.endsWith('1') ? null : 'area/b';
	expect(gather(raised.slice(1), subdistrictOf, SHIPPED)).toBeNull();
	const gathered = gather(raised, subdistrictOf, SHIPPED)!;
	expect(gathered).toMatchObject({ level: 'red', all: { red: 2, orange: 49, violation: 0, danger: 0 } });
	expect(Object.fromEntries(Object.entries(gathered.bySubdistrict).map(([id, tally]) => [id, totalOf(tally)]))).toEqual(
		{
			'area/a': 6,
			'area/b': 40
		}
	);
	expect(totalOf(sumOf(Object.values(gathered.bySubdistrict)))).toBe(46);
});

test('escalation goes from the first to the last in time, and its minutes may be set to seconds', () => {
	for (const level of ['red', 'orange'] as const) {
		const minutes = stepsOf(level, SHIPPED).map((step) => step.minutes);
		expect(minutes).toEqual([...minutes].sort((a, b) => a - b));
		expect(stepsOf(level, SHIPPED).map(({ to }) => to.zh)).toEqual(['带班负责人', '分管领导', '主要领导']);
	}
	const number = numbersOf(SHIPPED).find(({ path }) => path === 'alerts.escalation.red.shift.minutes.value')!;
	expect(number).toMatchObject({ value: 5, unit: '分钟', editable: true, min: 0.05, max: 1440 });
	expect(staysWhole(number)).toBe(false);
});

test('high-high and low-low warn orange; normal, high and low end it; a fault tells nothing', () => {
	expect(TAG_STATES.map((state) => [state, warningOf(state, SHIPPED)])).toEqual([
		['normal', 'ends'],
		['high', 'ends'],
		['high_high', { raises: 'orange' }],
		['low', 'ends'],
		['low_low', { raises: 'orange' }],
		['fault', 'stays']
	]);
});

test('a rule set that was made before there were alerts asks the shipped table', () => {
	const { alerts: _, ...older } = SHIPPED.tables;
	const rules: RuleSet = ruleSetOf('2026.10', older as RuleTables);
	expect(alertTable(rules)).toBe(SHIPPED.tables.alerts);
	// So its runs can still be verified, and it can be switched on.
	expect(missingPart(rules)).toBeNull();
});
