/** Counts of tests, from the reports of the runners. What was skipped did not pass: it counts as failed. */

/** @typedef {{ passed: number, failed: number, notes: string[] }} Tally */

/**
 * @param {{ testResults: { name: string, status: string, message?: string, assertionResults: { status: string, fullName: string }[] }[] }} report
 * vitest's JSON report
 * @returns {Tally}
 */
export function countVitest(report) {
	/** @type {Tally} */
	const tally = { passed: 0, failed: 0, notes: [] };
	for (const file of report.testResults) {
		if (file.assertionResults.length === 0) {
			tally.failed++;
			tally.notes.push(`${file.name} ran no test: ${file.message?.split('\n')[0] || 'it is empty.'}`);
		}
		for (const { status, fullName } of file.assertionResults) {
			if (status === 'passed') tally.passed++;
			else tally.failed++;
			if (status !== 'passed' && status !== 'failed') tally.notes.push(`${file.name}: "${fullName}" was skipped.`);
		}
	}
	return tally;
}

/**
 * @param {{ stats: { expected: number, unexpected: number, flaky: number, skipped: number }, errors?: { message?: string }[] }} report
 * Playwright's JSON report
 * @returns {Tally}
 */
export function countPlaywright({ stats, errors = [] }) {
	const notes = errors.map((error) => error.message?.split('\n')[0] ?? 'Playwright names an error without words.');
	if (stats.skipped > 0) notes.push(`${stats.skipped} end-to-end tests were skipped.`);
	if (stats.flaky > 0) notes.push(`${stats.flaky} end-to-end tests passed only when tried again.`);
	return { passed: stats.expected, failed: stats.unexpected + stats.flaky + stats.skipped + errors.length, notes };
}

/**
 * The tally of a step, given how it ended: a runner that failed without a failed test, or ran none, has failed once.
 * @param {Tally | null} tally null: the runner left no report
 * @param {number} exitCode
 * @returns {Tally}
 */
export function settle(tally, exitCode) {
	if (tally === null) return { passed: 0, failed: 1, notes: [`It left no report (exit code ${exitCode}).`] };
	if (tally.failed > 0) return tally;
	if (exitCode !== 0) return { ...tally, failed: 1, notes: [...tally.notes, `It ended with exit code ${exitCode}.`] };
	if (tally.passed === 0) return { ...tally, failed: 1, notes: [...tally.notes, 'It ran no test.'] };
	return tally;
}
