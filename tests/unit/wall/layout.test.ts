import { expect, test } from 'vitest';
import { layOut, PANEL_IDS, TURN_SECONDS, turnOf, type Layout } from '../../../src/lib/wall/layout.ts';

const SIZES: [width: number, height: number, columns: number][] = [
	[1366, 768, 1],
	[1920, 1080, 1],
	[3840, 2160, 1],
	[6656, 1792, 2],
	[5760, 1080, 3]
];
const slotsOf = ({ left, right }: Layout) => [...left, ...right].flat();

test.each(SIZES)('%i × %i has %i columns on each side, every panel once, and room for the map', (width, height, n) => {
	const layout = layOut(width, height, PANEL_IDS);
	expect([layout.left.length, layout.right.length]).toEqual([n, n]);
	expect(slotsOf(layout).flatMap(({ panels }) => panels)).toHaveLength(PANEL_IDS.length);
	expect(new Set(slotsOf(layout).flatMap(({ panels }) => panels))).toEqual(new Set(PANEL_IDS));
	const mapRem = width / layout.remPx - 2 * n * layout.columnRem;
	expect(mapRem / (width / layout.remPx)).toBeGreaterThan(0.44);
});

test.each(SIZES)('on %i × %i the smallest text, 0.75 rem, is 1/90 of the height or at least 10.5 pixels', (w, h) => {
	expect(layOut(w, h, PANEL_IDS).remPx * 0.75).toBeGreaterThanOrEqual(h >= 1080 ? h / 90 : 10.5);
});

test('on an ordinary screen panels take turns; alerts and levels never give their place away', () => {
	const slots = slotsOf(layOut(1920, 1080, PANEL_IDS));
	expect(slots).toHaveLength(6);
	const alone = slots.filter(({ panels }) => panels.length === 1).flatMap(({ panels }) => panels);
	expect(alone).toEqual(['levels', 'alerts']);
	const pair = slots.find(({ panels }) => panels.length === 2)!;
	expect([0, 19, 20, 40].map((seconds) => turnOf(pair, seconds * 1000))).toEqual([
		pair.panels[0],
		pair.panels[0],
		pair.panels[1],
		pair.panels[0]
	]);
	expect(TURN_SECONDS).toBe(20);
});

test.each([SIZES[3], SIZES[4]])('on %i × %i everything is shown at once', (width, height) => {
	expect(slotsOf(layOut(width, height, PANEL_IDS)).every(({ panels }) => panels.length === 1)).toBe(true);
});

test('a wall of few panels gives the place of the others to the map', () => {
	const layout = layOut(1920, 1080, ['alerts']);
	expect(layout.left).toEqual([]);
	expect(layout.right).toHaveLength(1);
	expect(layOut(5760, 1080, ['levels', 'areas', 'alerts']).left).toHaveLength(2);
});

test('on a telephone everything stands in one column, the alerts first', () => {
	const layout = layOut(390, 844, PANEL_IDS);
	expect(layout.stacked).toBe(true);
	expect(layout.right[0].map(({ panels }) => panels[0])[0]).toBe('alerts');
	expect(layout.right[0]).toHaveLength(PANEL_IDS.length);
});
