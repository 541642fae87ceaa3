import { expect, test } from 'vitest';
import { countCube, type CubeCell } from '../../../src/lib/server/dangers/count.ts';

const cell = (changes: Partial<CubeCell>): CubeCell => ({
	state: 'rectifying',
	level: 'general',
	source: 'inspection',
	overdue: false,
	listed: false,
	dangers: 1,
	...changes
});
const CELLS = [
	cell({ dangers: 5 }),
	cell({ overdue: true, dangers: 3 }),
	cell({ level: 'major', overdue: true, listed: true, dangers: 2 }),
	cell({ state: 'closed', source: 'self_check', dangers: 7 })
];

test('without a filter every count is of everything', () => {
	expect(countCube(CELLS, {})).toMatchObject({
		total: 17,
		counts: { rectifying: 10, closed: 7, found: 0 },
		levels: { general: 15, major: 2 },
		sources: { inspection: 10, self_check: 7, report: 0 },
		overdue: 5,
		listed: 2,
		open: 10,
		closed: 7
	});
});

test('beside each filter stands what it would list, the others as they are', () => {
	const counts = countCube(CELLS, { level: 'general', open: true });
	expect(counts).toMatchObject({
		total: 8,
		// The other level, if it were chosen instead.
		levels: { general: 8, major: 2 },
		open: 8,
		closed: 7,
		overdue: 3,
		listed: 0,
		counts: { rectifying: 8, closed: 0 }
	});
	expect(countCube(CELLS, { overdue: false }).overdue).toBe(5);
	expect(countCube(CELLS, { states: ['closed'], level: 'major' })).toMatchObject({
		total: 0,
		counts: { rectifying: 2 }
	});
});
