import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { contrastOf, LEVEL_KEYS, LEVEL_LOOK } from '../../../src/lib/ui/levels.ts';

test('contrast is that of WCAG: black on white 21, equal colours 1', () => {
	expect(contrastOf('#000000', '#ffffff')).toBeCloseTo(21, 5);
	expect(contrastOf('#777777', '#ffffff')).toBeCloseTo(4.48, 2);
	expect(contrastOf('#d0202e', '#d0202e')).toBe(1);
});

test.each(LEVEL_KEYS)('%s can be read: text on its fill, and its ink on white, at least 4.5 : 1', (level) => {
	const { fill, on, ink } = LEVEL_LOOK[level];
	expect(contrastOf(fill, on)).toBeGreaterThanOrEqual(4.5);
	expect(contrastOf(ink, '#ffffff')).toBeGreaterThanOrEqual(4.5);
});

test('each level has a letter of its own in both languages', () => {
	for (const language of ['zh', 'en'] as const) {
		expect(new Set(LEVEL_KEYS.map((level) => LEVEL_LOOK[level].letter[language])).size).toBe(LEVEL_KEYS.length);
	}
});

test('the style sheet has the colours of levels.ts', async () => {
	const css = await readFile(new URL('../../../src/lib/ui/levels.css', import.meta.url), 'utf8');
	for (const level of LEVEL_KEYS) {
		for (const part of ['fill', 'on', 'ink'] as const)
			expect(css).toContain(`--${level}-${part}: ${LEVEL_LOOK[level][part]};`);
	}
});
