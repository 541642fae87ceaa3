import { SHIPPED, type RuleSet, type RuleTables } from '../rule-set.ts';
import type { Words } from '../words.ts';
import type { Holidays, Period } from './period.ts';
import { dutyTable } from './table.ts';

type Table = RuleTables['duties']['holidays'];

/** The arrangement of holidays; of a rule set that was made before there was one, that which is shipped. */
function holidayTable(rules: RuleSet): Table {
	return (dutyTable(rules) as Partial<RuleTables['duties']>).holidays ?? SHIPPED.tables.duties.holidays;
}

/** The days off and on of all years that are on record (data/rules/duties.json). */
export function holidaysOf(rules: RuleSet): Holidays {
	const { years } = holidayTable(rules);
	return {
		off: years.flatMap(({ off }) => off.map(({ from, to }) => ({ from, to }))),
		on: years.flatMap(({ on }) => on)
	};
}

/** The holidays that touch a span, by name. */
export function holidaysIn({ from, to }: Period, rules: RuleSet): { name: Words; from: string; to: string }[] {
	return holidayTable(rules).years.flatMap(({ off }) => off.filter((one) => one.from <= to && from <= one.to));
}

/** Years of a span for which no arrangement is on record: their working days are Monday to Friday, and no more is known. */
export function yearsWithoutHolidays(from: string, to: string, rules: RuleSet): number[] {
	const known = new Set(holidayTable(rules).years.map(({ year }) => year));
	const [first, last] = [from, to].map((day) => Number(day.slice(0, 4)));
	return Array.from({ length: last - first + 1 }, (_, i) => first + i).filter((year) => !known.has(year));
}
