import life from '../../../data/rules/danger-life.json' with { type: 'json' };

/** The calendar day in the time of the districts, `2026-11-23`, wherever the phone thinks it is: the server holds days against that. */
export function today(now = new Date()): string {
	const parts = { timeZone: life.timeZone, year: 'numeric', month: '2-digit', day: '2-digit' } as const;
	return new Intl.DateTimeFormat('en-CA', parts).format(now);
}

/** The set under which a criterion of another standard is cited, in words. */
export const OTHER_CRITERIA: string = life.otherCriteria;
