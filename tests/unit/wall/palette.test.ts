import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { PALETTES } from '../../../src/lib/map/palette.ts';
import { PATTERNED } from '../../../src/lib/map/patterns.ts';
import type { StyleInput } from '../../../src/lib/map/style-words.ts';
import { styleOf } from '../../../src/lib/map/style.ts';
import { contrastOf, LEVEL_KEYS, LEVEL_LOOK, WALL_LOOK } from '../../../src/lib/ui/levels.ts';
import { ciede2000, differenceOf, over, VISIONS } from './colour-vision.ts';

const INPUT: Omit<StyleInput, 'palette'> = {
	tiles: 'http://x/{z}/{x}/{y}',
	basemap: null,
	language: 'zh',
	typeScale: 1
};

test('the dark style has the layers of the light one, in the same order, and none of its colours', () => {
	const [light, dark] = (['light', 'dark'] as const).map((palette) => styleOf({ ...INPUT, palette }));
	expect(dark.layers.map(({ id }) => id)).toEqual(light.layers.map(({ id }) => id));
	const coloursOf = (style: unknown) => new Set(JSON.stringify(style).match(/#[0-9a-f]{6}\b/g));
	const shared = [...coloursOf(dark)].filter((colour) => coloursOf(light).has(colour));
	// White is the line round what is chosen here, and the paper of halos there.
	expect(shared).toEqual(['#ffffff']);
});

const { paper, ink } = PALETTES.dark;
const zoneOf = (level: (typeof LEVEL_KEYS)[number]) => over(WALL_LOOK[level].fill, WALL_LOOK[level].zoneOpacity, paper);

test.each(LEVEL_KEYS)('on the wall %s is seen: fill and ground at least 3 : 1, its words at least 4.5 : 1', (level) => {
	const look = WALL_LOOK[level];
	expect(contrastOf(look.fill, paper)).toBeGreaterThanOrEqual(3);
	expect(contrastOf(look.ink, paper)).toBeGreaterThanOrEqual(4.5);
	expect(contrastOf(look.on, look.fill)).toBeGreaterThanOrEqual(4.5);
});

test('zones that must be seen stand off from the ground as they are drawn, and blue, most of a district, recedes', () => {
	for (const level of ['red', 'orange', 'yellow'] as const)
		expect(contrastOf(zoneOf(level), paper), level).toBeGreaterThanOrEqual(3);
	expect(contrastOf(zoneOf('blue'), paper)).toBeLessThan(2);
});

test('names are read on the ground, the water and a blue zone; on brighter zones by their dark halo', () => {
	for (const ground of [paper, PALETTES.dark.water, zoneOf('blue')])
		expect(contrastOf(ink, ground)).toBeGreaterThanOrEqual(7);
	expect(contrastOf(ink, PALETTES.dark.letterHalo)).toBeGreaterThanOrEqual(7);
});

test('the difference of two colours is that of CIEDE2000: pairs 1 and 19 of its authors', () => {
	expect(ciede2000([50, 2.6772, -79.7751], [50, 0, -82.7485])).toBeCloseTo(2.0425, 4);
	expect(ciede2000([60.2574, -34.0099, 36.2677], [60.4626, -34.1751, 39.4387])).toBeCloseTo(1.2644, 4);
});

/** Seen at a glance, side by side; nearer ones must differ in pattern too. */
const APART = 10;
/** Below this two zones are one to the eye, pattern or not. */
const LEAST = 6;

test.each(VISIONS)('marks and lines of the four levels and grey are apart for everybody: %s', (vision) => {
	for (const [one, other] of pairs())
		expect(differenceOf(WALL_LOOK[one].fill, WALL_LOOK[other].fill, vision), `${one} ${other}`).toBeGreaterThan(APART);
});

test.each(VISIONS)('zones as they are drawn are apart too, by colour or by colour and pattern: %s', (vision) => {
	for (const [one, other] of pairs()) {
		const apart = differenceOf(zoneOf(one), zoneOf(other), vision);
		expect(apart, `${one} ${other}`).toBeGreaterThan(LEAST);
		if (apart < APART) expect(WALL_LOOK[one].pattern?.kind).not.toBe(WALL_LOOK[other].pattern?.kind);
	}
});

test('each level keeps the pattern and the letter that it has on the other pages, and no two have the same', () => {
	for (const level of LEVEL_KEYS) {
		expect(WALL_LOOK[level].pattern).toEqual(LEVEL_LOOK[level].pattern);
		expect(WALL_LOOK[level].letter).toEqual(LEVEL_LOOK[level].letter);
	}
	expect(new Set(PATTERNED.map((level) => WALL_LOOK[level].pattern?.kind)).size).toBe(PATTERNED.length);
	// The strokes are seen on the colour they lie on.
	for (const level of PATTERNED) expect(contrastOf(WALL_LOOK[level].ink, zoneOf(level))).toBeGreaterThan(1.5);
});

test('the style sheet has the colours of the wall', async () => {
	const css = await readFile(new URL('../../../src/lib/ui/levels.css', import.meta.url), 'utf8');
	const dark = css.slice(css.indexOf("[data-palette='dark']"), css.indexOf('.level-red'));
	for (const level of LEVEL_KEYS) {
		for (const part of ['fill', 'on', 'ink'] as const)
			expect(dark).toContain(`--${level}-${part}: ${WALL_LOOK[level][part]};`);
	}
});

function pairs() {
	return LEVEL_KEYS.flatMap((one, i) => LEVEL_KEYS.slice(i + 1).map((other) => [one, other] as const));
}
