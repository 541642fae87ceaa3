import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { LEVEL_KEYS, WALL_LOOK } from '../../../src/lib/risk/level-look.ts';
import { contrastOf } from '../../../src/lib/ui/levels.ts';

const css = readFileSync('src/lib/wall/wall.css', 'utf8');
const variable = (name: string) => new RegExp(`--${name}: (#[0-9a-f]{6})`).exec(css)?.[1] ?? '';

test.each(LEVEL_KEYS)('the style sheet of the wall has the colours of %s', (level) => {
	const rule = new RegExp(`\\.wall \\.level-${level} \\{([^}]*)\\}`).exec(css)?.[1] ?? '';
	const { fill, on, ink } = WALL_LOOK[level];
	expect(rule).toContain(`--fill: ${fill}`);
	expect(rule).toContain(`--on: ${on}`);
	expect(rule).toContain(`--ink: ${ink}`);
});

test.each(LEVEL_KEYS)('%s can be read on the panels, and words on it', (level) => {
	const { fill, on, ink } = WALL_LOOK[level];
	expect(contrastOf(ink, variable('paper'))).toBeGreaterThanOrEqual(4.5);
	expect(contrastOf(fill, variable('paper'))).toBeGreaterThanOrEqual(3);
	expect(contrastOf(on, fill)).toBeGreaterThanOrEqual(4.5);
});

test.each(['ink', 'ink-soft', 'accent', 'alarm', 'good', 'warn'])(
	'text in --%s can be read on every ground',
	(name) => {
		for (const ground of ['ground', 'paper', 'sunk', 'raised']) {
			expect(contrastOf(variable(name), variable(ground))).toBeGreaterThanOrEqual(4.5);
		}
	}
);
