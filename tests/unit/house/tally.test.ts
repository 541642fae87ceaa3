import { expect, test } from 'vitest';
import { countPlaywright, countVitest, settle } from '../../../scripts/tally.mjs';

const file = (name: string, statuses: string[], message = '') => ({
	name,
	status: 'passed',
	message,
	assertionResults: statuses.map((status, i) => ({ status, fullName: `test ${i}` }))
});

test('counts passed and failed tests over all files', () => {
	const report = { testResults: [file('a', ['passed', 'passed', 'failed']), file('b', ['passed'])] };
	expect(countVitest(report)).toEqual({ passed: 3, failed: 1, notes: [] });
});

test('a skipped test counts as failed and is named', () => {
	const tally = countVitest({ testResults: [file('a', ['passed', 'skipped', 'todo'])] });
	expect(tally).toMatchObject({ passed: 1, failed: 2 });
	expect(tally.notes).toEqual(['a: "test 1" was skipped.', 'a: "test 2" was skipped.']);
});

test('a file that could not be loaded counts as failed', () => {
	const tally = countVitest({ testResults: [file('a', [], 'Cannot find module\nat …')] });
	expect(tally).toEqual({ passed: 0, failed: 1, notes: ['a ran no test: Cannot find module'] });
});

test('Playwright: skipped, flaky and global errors count as failed', () => {
	const stats = { expected: 5, unexpected: 1, flaky: 1, skipped: 2 };
	const tally = countPlaywright({ stats, errors: [{ message: 'The demo district was not there.\n at …' }] });
	expect(tally).toMatchObject({ passed: 5, failed: 5 });
	expect(tally.notes).toHaveLength(3);
});

test('a runner that fails without a failed test, runs none or leaves no report has failed', () => {
	expect(settle({ passed: 3, failed: 0, notes: [] }, 1)).toMatchObject({ passed: 3, failed: 1 });
	expect(settle({ passed: 0, failed: 0, notes: [] }, 0)).toMatchObject({ passed: 0, failed: 1 });
	expect(settle(null, 0)).toMatchObject({ passed: 0, failed: 1 });
	expect(settle({ passed: 3, failed: 2, notes: [] }, 1)).toMatchObject({ passed: 3, failed: 2 });
	expect(settle({ passed: 3, failed: 0, notes: [] }, 0)).toMatchObject({ passed: 3, failed: 0 });
});
