import { expect, test } from 'vitest';
import { inForce } from '../../../src/lib/risk/adjust/in-force.ts';
import type { Override } from '../../../src/lib/risk/adjust/override.ts';
import { gradeFeature } from '../../../src/lib/risk/grade-feature.ts';
import type { Attributes } from '../../../src/lib/risk/layer.ts';
import { enterprise } from '../../../src/lib/risk/layers/enterprise.ts';
import { levelOfReasons } from '../../../src/lib/risk/reason.ts';
import { SHIPPED } from '../../../src/lib/risk/rule-set.ts';
import { checkOrder } from '../../../src/lib/server/overrides/order.ts';

const OVERRIDE: Override = {
	id: 1,
	feature: 'e',
	level: 'blue',
	reason: '整改验收合格',
	approver: '王五',
	evidence: '验收单 12',
	from: '2026-11-01',
	until: '2026-11-23'
};
const graded = (attributes: Attributes, override: Override | null) =>
	gradeFeature(enterprise, attributes, {
		rules: SHIPPED,
		today: '2026-11-23',
		findings: null,
		hca: null,
		exposure: null,
		override
	});

test('an override goes before every rule, and what the rules give stays beside it', () => {
	const attributes = { L: 10, E: 6, C: 3, majorDanger: 'overdue' };
	const grade = graded(attributes, OVERRIDE);
	expect(grade).toMatchObject({ level: 'blue', computed: 'red' });
	expect(grade.reasons[0]).toMatchObject({
		rule: 'OVERRIDE',
		level: 'blue',
		inputs: { computed: 'red', approver: '王五', until: '2026-11-23', evidence: '验收单 12' }
	});
	expect(grade.reasons[0].text.zh).toContain('王五');
	expect(levelOfReasons(grade.reasons)).toBe('blue');
	expect(levelOfReasons(grade.reasons.slice(1))).toBe('red');
});

test('a feature without a level gets one by hand, and its computed level stays unknown', () => {
	expect(graded({}, { ...OVERRIDE, level: 'red' })).toMatchObject({
		level: 'red',
		computed: null,
		missing: ['L', 'E', 'C']
	});
});

test.each([
	['2026-10-31', []],
	['2026-11-01', [1]],
	['2026-11-23', [1]],
	['2026-11-24', []]
])('on %s those in force are %j', (today, ids) => {
	expect([...inForce([OVERRIDE], today).values()].map((one) => one.id)).toEqual(ids);
});

test('of several the last made is in force, and when it has ended the one before', () => {
	const later = { ...OVERRIDE, id: 2, until: '2026-11-10' };
	expect(inForce([later, OVERRIDE], '2026-11-05').get('e')?.id).toBe(2);
	expect(inForce([later, OVERRIDE], '2026-11-11').get('e')?.id).toBe(1);
});

const ORDER = {
	district: '420198',
	feature: 'e',
	level: 'red' as const,
	reason: '周边新增人员',
	approver: '王五',
	until: '2026-12-31'
};
const check = (changes: object, computed: 'red' | 'orange' | null = 'orange') =>
	checkOrder({ ...ORDER, ...changes }, { computed }, '2026-11-23', SHIPPED);

test('a good order passes: raised without evidence, lowered with it, to the last day of twelve months', () => {
	expect(() => check({})).not.toThrow();
	expect(() => check({ level: 'yellow', evidence: '验收单' })).not.toThrow();
	expect(() => check({ level: 'orange' })).not.toThrow();
	expect(() => check({ until: '2026-11-23' })).not.toThrow();
	expect(() => check({ until: '2027-11-23' })).not.toThrow();
	expect(() => check({ from: '2026-12-01' })).not.toThrow();
});

test.each([
	['reason', { reason: '不对' }],
	['reason', { reason: '   四个字啊   '.trim() }],
	['until', { until: '2026-11-22' }],
	['until', { until: '2027-11-24' }],
	['until', { until: '2027-02-30' }],
	['until', { from: '2026-12-05', until: '2026-12-04' }],
	['from', { from: '2026-11-22' }],
	['from', { from: '2026-13-01' }],
	['evidence', { level: 'blue' }],
	['evidence', { level: 'yellow' }]
])('refused, naming %s: %j', (field, changes) => {
	expect(() => check(changes)).toThrow(new RegExp(`^${field}: `));
});

test('that nobody assessed a feature does not let anybody call it low without evidence', () => {
	expect(() => check({ level: 'blue' }, null)).toThrow(/^evidence: /);
	expect(() => check({ level: 'orange' }, null)).not.toThrow();
});
