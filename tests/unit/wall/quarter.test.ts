import { expect, test } from 'vitest';
import { lastQuarter } from '../../../src/lib/server/wall/quarter.ts';

test.each([
	['a day within a quarter', '2026-11-30T02:00:00Z', '2026 Q3', '2026-09-30T16:00:00.000Z'],
	['the last moment of a quarter in Beijing', '2026-12-31T15:59:59.999Z', '2026 Q3', '2026-09-30T16:00:00.000Z'],
	['the first moment of the next', '2026-12-31T16:00:00Z', '2026 Q4', '2026-12-31T16:00:00.000Z'],
	['the first quarter of a year', '2027-02-28T00:00:00Z', '2026 Q4', '2026-12-31T16:00:00.000Z'],
	['its last moment', '2027-03-31T15:59:59Z', '2026 Q4', '2026-12-31T16:00:00.000Z'],
	['the second', '2027-03-31T16:00:00Z', '2027 Q1', '2027-03-31T16:00:00.000Z'],
	['the third', '2027-06-30T16:00:00Z', '2027 Q2', '2027-06-30T16:00:00.000Z']
])('the last quarter before %s', (_, now, quarter, end) => {
	const last = lastQuarter(new Date(now));
	expect([last.quarter, last.end.toISOString()]).toEqual([quarter, end]);
});
