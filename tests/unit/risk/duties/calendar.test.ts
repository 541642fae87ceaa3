import { expect, test } from 'vitest';
import { dutyCalendar, type Bearer, type DutyRecord } from '../../../../src/lib/risk/duties/calendar.ts';
import { dutySheet, monthlySheet } from '../../../../src/lib/risk/duties/sheet.ts';
import { dutiesIn, dutiesOf, dutyRoles } from '../../../../src/lib/risk/duties/table.ts';
import { ruleSetOf, SHIPPED, type RuleTables } from '../../../../src/lib/risk/rule-set.ts';

const NONE = { off: [], on: [] };
const bearer = (person: string, roles: string[], more: Partial<Bearer> = {}): Bearer => ({
	person,
	roles,
	since: null,
	department: null,
	subdistrict: null,
	...more
});
const did = (duty: string, day: string, count = 1, person = 'li'): DutyRecord => ({ duty, person, day, count });

function statesOf(role: string, records: readonly DutyRecord[], today: string, from: string, to: string) {
	const dues = dutyCalendar(bearer('li', [role]), { from, to }, records, { today, holidays: NONE }, SHIPPED);
	return dues.map(({ duty, period, state }) => `${duty.id} ${period.to} ${state}`);
}

test('the fixed cadences of the standard are there: two enterprises a month, a full check a month, an assessment a quarter', () => {
	const duty = (id: string) => dutiesIn(SHIPPED).find((one) => one.id === id)!;
	expect(duty('admin-check')).toMatchObject({ role: 'administrative', cadence: 'month', times: 2, unit: '家' });
	expect(duty('industry-mend')).toMatchObject({ cadence: 'month', times: 2, confidence: 'VERIFIED' });
	expect(duty('enterprise-check')).toMatchObject({ cadence: 'month', times: 1 });
	expect(duty('enterprise-assess')).toMatchObject({ cadence: 'quarter', times: 1 });
	expect(duty('technical-check')).toMatchObject({ cadence: 'quarter' });
	expect(duty('technical-holiday')).toMatchObject({ cadence: 'before_holiday' });
	expect(duty('operation-check')).toMatchObject({ cadence: 'week', confidence: 'RECALLED' });
	expect(duty('office-inspect')).toMatchObject({ cadence: 'quarter' });
	expect(duty('office-great-check')).toMatchObject({ cadence: 'year' });
});

test('every role has duties, every duty a role, a clause and words in both languages, and no id twice', () => {
	const duties = dutiesIn(SHIPPED);
	for (const { id, name } of dutyRoles(SHIPPED)) {
		expect(dutiesOf(id, SHIPPED).length, id).toBeGreaterThan(0);
		expect(name.zh && name.en).toBeTruthy();
	}
	expect(new Set(duties.map(({ id }) => id)).size).toBe(duties.length);
	for (const { id, role, what, clause, times } of duties) {
		expect(
			dutyRoles(SHIPPED).map((one) => one.id),
			id
		).toContain(role);
		expect(what.zh && what.en, id).toBeTruthy();
		expect(clause, id).not.toContain('undefined');
		expect(times, id).toBeGreaterThan(0);
	}
	expect(() => dutiesOf('mayor', SHIPPED)).toThrow('no role "mayor"');
});

test('a duty is done, due, overdue or coming, day by day', () => {
	const july = (records: DutyRecord[], today: string) =>
		statesOf('administrative', records, today, '2026-07-31', '2026-07-31')[0];
	expect(july([], '2026-06-30')).toBe('admin-check 2026-07-31 coming');
	expect(july([], '2026-07-01')).toBe('admin-check 2026-07-31 due');
	expect(july([], '2026-07-31')).toBe('admin-check 2026-07-31 due');
	expect(july([], '2026-08-01')).toBe('admin-check 2026-07-31 overdue');
	expect(july([did('admin-check', '2026-07-01', 2)], '2026-07-02')).toBe('admin-check 2026-07-31 done');
	expect(july([did('admin-check', '2026-07-01'), did('admin-check', '2026-07-31')], '2026-08-01')).toContain('done');
});

test('one enterprise of two is not enough, and what another did or did in another month does not count', () => {
	const enough = (...records: DutyRecord[]) =>
		statesOf('administrative', records, '2026-08-05', '2026-07-31', '2026-07-31')[0].endsWith('done');
	expect(enough(did('admin-check', '2026-07-10'))).toBe(false);
	expect(enough(did('admin-check', '2026-07-10'), did('admin-check', '2026-08-01'))).toBe(false);
	expect(enough(did('admin-check', '2026-06-30', 2))).toBe(false);
	expect(enough(did('admin-check', '2026-07-10', 2, 'wang'))).toBe(false);
	expect(enough(did('admin-mend', '2026-07-10', 2))).toBe(false);
	expect(enough(did('admin-check', '2026-07-10', 2))).toBe(true);
});

test('what is recorded for a day still to come is not done yet', () => {
	expect(
		statesOf('enterprise', [did('enterprise-check', '2026-02-20')], '2026-02-10', '2026-02-01', '2026-02-28')
	).toEqual(['enterprise-check 2026-02-28 due']);
});

test('the calendar of an enterprise over the turn of a leap year', () => {
	expect(statesOf('enterprise', [], '2028-03-01', '2027-12-31', '2028-02-29')).toEqual([
		'enterprise-check 2027-12-31 overdue',
		'enterprise-assess 2027-12-31 overdue',
		'enterprise-publish 2027-12-31 overdue',
		'enterprise-check 2028-01-31 overdue',
		'enterprise-check 2028-02-29 overdue'
	]);
});

test('before a holiday the hazard source is checked in the days that the table states', () => {
	const holidays = { off: [{ from: '2026-10-01', to: '2026-10-07' }], on: [] };
	const technical = bearer('li', ['hazard_technical']);
	const state = (day: string) =>
		dutyCalendar(
			technical,
			{ from: '2026-09-30', to: '2026-09-30' },
			[did('technical-holiday', day)],
			{ today: '2026-10-02', holidays },
			SHIPPED
		)
			.filter(({ duty }) => duty.id === 'technical-holiday')
			.map((one) => one.state);
	expect(state('2026-09-24')).toEqual(['done']);
	expect(state('2026-09-23')).toEqual(['overdue']);
	expect(state('2026-10-01')).toEqual(['overdue']);
});

test('nobody owes what ended before they came, and two roles give the duties of both', () => {
	const new1 = bearer('li', ['enterprise', 'hazard_operation', 'enterprise'], { since: '2026-03-01' });
	const dues = dutyCalendar(
		new1,
		{ from: '2026-02-01', to: '2026-03-31' },
		[],
		{ today: '2026-03-10', holidays: NONE },
		SHIPPED
	);
	expect(dues.filter(({ duty }) => duty.id === 'enterprise-check').map(({ period }) => period.to)).toEqual([
		'2026-03-31'
	]);
	expect(dues.filter(({ duty }) => duty.id === 'operation-check').map(({ period }) => period.to)).toEqual([
		'2026-03-01',
		'2026-03-08',
		'2026-03-15',
		'2026-03-22',
		'2026-03-29'
	]);
	const wrong = { from: '2026-03-02', to: '2026-03-01' };
	expect(() => dutyCalendar(new1, wrong, [], { today: '2026-03-10', holidays: NONE }, SHIPPED)).toThrow('is after');
});

test('the monthly sheet counts by department and subdistrict, those without one last', () => {
	const people = [
		bearer('li', ['administrative'], { subdistrict: '吴家山街道' }),
		bearer('wang', ['industry'], { department: '区住建局', subdistrict: '吴家山街道' }),
		bearer('zhao', ['industry'], { department: '区住建局' })
	];
	const records = [did('admin-check', '2027-02-28', 2), did('industry-check', '2027-02-01', 2, 'zhao')];
	const sheet = monthlySheet('2027-02-14', people, records, { today: '2027-03-01', holidays: NONE }, SHIPPED);
	expect(sheet.period).toEqual({ from: '2027-02-01', to: '2027-02-28' });
	expect(sheet.departments).toEqual([
		{ group: '区住建局', people: 2, done: 1, due: 0, overdue: 5, rate: 1 / 6 },
		{ group: null, people: 1, done: 1, due: 0, overdue: 2, rate: 1 / 3 }
	]);
	expect(sheet.subdistricts.map(({ group, people, done }) => [group, people, done])).toEqual([
		['吴家山街道', 2, 1],
		[null, 1, 1]
	]);
	expect(sheet.total).toEqual({ group: null, people: 3, done: 2, due: 0, overdue: 7, rate: 2 / 9 });
	const early = monthlySheet('2027-02-14', people, [], { today: '2027-02-14', holidays: NONE }, SHIPPED);
	expect(early.total).toMatchObject({ done: 0, due: 9, overdue: 0, rate: null });
	const quarter = dutySheet(
		{ from: '2027-01-01', to: '2027-03-31' },
		people,
		records,
		{ today: '2027-04-01', holidays: NONE },
		SHIPPED
	);
	expect(quarter.total).toMatchObject({ done: 2, overdue: 25 });
});

test('a rule set of an edition without duties asks the shipped table', () => {
	const { duties: _, ...older } = SHIPPED.tables;
	expect(dutiesIn(ruleSetOf('2026.10', older as RuleTables))).toEqual(dutiesIn(SHIPPED));
});
