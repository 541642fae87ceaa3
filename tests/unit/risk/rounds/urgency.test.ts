import { expect, test } from 'vitest';
import { ruleSetOf, SHIPPED, type RuleTables } from '../../../../src/lib/risk/rule-set.ts';
import { urgencyOf, worstSites, type RoundSite } from '../../../../src/lib/risk/rounds/urgency.ts';

const QUIET: RoundSite = { id: 'q', x: 0, y: 0, level: 'blue', daysSinceVisit: 0, dangersOpen: 0, dangersOverdue: 0 };
const scoreOf = (more: Partial<RoundSite>) => urgencyOf({ ...QUIET, ...more }, SHIPPED).score;

test('a worse level, more overdue dangers and a longer time make a site more urgent', () => {
	expect([scoreOf({ level: 'red' }), scoreOf({ level: 'orange' }), scoreOf({ level: 'yellow' }), scoreOf({})]).toEqual([
		80, 40, 20, 10
	]);
	expect(scoreOf({ level: null })).toBeGreaterThan(scoreOf({ level: 'blue' }));
	expect(scoreOf({ dangersOpen: 1 })).toBe(20);
	expect(scoreOf({ dangersOpen: 1, dangersOverdue: 1 })).toBe(50);
	expect(scoreOf({ daysSinceVisit: 365 })).toBe(40);
	// A month is the cadence of red, a year that of blue.
	expect(scoreOf({ level: 'red', daysSinceVisit: 365 })).toBe(80 + 90);
	expect(scoreOf({ daysSinceVisit: null })).toBe(10 + 60);
});

test('what is counted has an end: a hundred small dangers do not hide a red site', () => {
	expect(scoreOf({ dangersOpen: 100 })).toBe(10 + 30);
	expect(scoreOf({ dangersOverdue: 100, dangersOpen: 100 })).toBe(10 + 120);
	expect(scoreOf({ daysSinceVisit: 100_000 })).toBe(10 + 90);
});

test('today’s worst are ten, worst first, equal ones by id', () => {
	const sites = Array.from({ length: 30 }, (_, i) => ({ ...QUIET, id: `s${String(29 - i).padStart(2, '0')}` }));
	sites[4] = { ...sites[4], level: 'red' };
	const ids = worstSites(sites, SHIPPED).map(({ site }) => site.id);
	expect(ids).toEqual(['s25', 's00', 's01', 's02', 's03', 's04', 's05', 's06', 's07', 's08']);
	expect(worstSites(sites, SHIPPED, 3)).toHaveLength(3);
});

test('a rule set of an edition without rounds asks the shipped table', () => {
	const { round: _, ...older } = SHIPPED.tables;
	const stored = ruleSetOf('2026.10', older as RuleTables);
	expect(urgencyOf({ ...QUIET, level: 'red' }, stored).score).toBe(80);
});
