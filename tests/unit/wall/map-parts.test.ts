import { expect, test } from 'vitest';
import { styleOf } from '../../../src/lib/map/style.ts';
import type { AlertItem } from '../../../src/lib/wall/api.ts';
import { settingsOf, showsNow } from '../../../src/lib/wall/map-appearance.ts';
import { CHANGE_LOOK, CHANGES } from '../../../src/lib/wall/map-change.ts';
import { DANGER_LOOK, DANGER_STATES } from '../../../src/lib/wall/map-danger.ts';
import { flightMs, isWhole, pitchOf } from '../../../src/lib/wall/map-flight.ts';
import { pulsing } from '../../../src/lib/wall/map-pulse.ts';
import { scaled, times } from '../../../src/lib/wall/map-scale.ts';
import { NO_SHARE, shareColour, shareColours } from '../../../src/lib/wall/map-share.ts';
import { wallStyleOf } from '../../../src/lib/wall/map-style.ts';
import { PALETTES } from '../../../src/lib/map/palette.ts';
import { contrastOf } from '../../../src/lib/ui/levels.ts';
import { differenceOf, over, VISIONS } from './colour-vision.ts';

const INPUT = {
	tiles: 'http://x/{z}/{x}/{y}',
	basemap: null,
	language: 'zh',
	typeScale: 2.4,
	palette: 'dark',
	speaks: { theme: 'risk', past: false, compares: false },
	shares: NO_SHARE,
	flying: false
} as const;

test('a wall enlarges lines, rings and halos: numbers, expressions, and the outputs of what grows with the zoom', () => {
	expect(times(2, 1.5)).toBe(3);
	expect(times(['get', 'x'], 2)).toEqual(['*', ['get', 'x'], 2]);
	const grows = ['interpolate', ['exponential', 1.5], ['zoom'], 9, 1, 16, ['case', true, 4, 2]];
	const twice = ['interpolate', ['exponential', 1.5], ['zoom'], 9, 2, 16, ['*', ['case', true, 4, 2], 2]];
	expect(times(grows, 2)).toEqual(twice);
	const paint = { 'line-color': '#fff', 'line-width': 2, 'line-opacity': 0.5 };
	expect(scaled({ id: 'a', type: 'line', source: 's', paint }, 3)).toMatchObject({
		paint: { ...paint, 'line-width': 6 }
	});
});

test('no word of a wall of 2160 lines is smaller than a ninetieth of it', () => {
	const sizes = wallStyleOf(INPUT, null).layers.flatMap((layer) => {
		const size = layer.type === 'symbol' ? layer.layout?.['text-size'] : undefined;
		if (size === undefined) return [];
		return typeof size === 'number' ? [size] : (size as unknown[]).filter((_, k) => k > 2 && k % 2 === 0).map(Number);
	});
	expect(sizes.length).toBeGreaterThan(5);
	expect(Math.min(...sizes)).toBeGreaterThanOrEqual(2160 / 90);
});

test("the wall's style is that of pages, in its order, with what only the wall draws between and above", () => {
	const wall = wallStyleOf(INPUT, null).layers.map(({ id }) => id);
	const shared = styleOf(INPUT)
		.layers.map(({ id }) => id)
		.filter((id) => wall.includes(id));
	expect(wall.filter((id) => shared.includes(id))).toEqual(shared);
	expect(wall.indexOf('building-tall')).toBeLessThan(wall.indexOf('zone-letter'));
	expect(wall.slice(-4)).toEqual(['focused-ground', 'focused-ring', 'focused-level', 'focused-name']);
	expect(new Set(wall).size).toBe(wall.length);
});

test('every setting of every theme is of a layer that the style has', () => {
	const ids = new Set(wallStyleOf(INPUT, null).layers.map(({ id }) => id));
	const left = new Set(['hca-name', 'risk_contour-name']);
	for (const theme of ['risk', 'dangers', 'progress'] as const) {
		for (const { layer } of settingsOf({ theme, past: false, compares: false }))
			if (!left.has(layer)) expect(ids, layer).toContain(layer);
	}
});

test('each theme shows its own and hides what is of another', () => {
	const seen = (theme: 'risk' | 'dangers' | 'progress', compares = false) => {
		const { layers } = wallStyleOf({ ...INPUT, speaks: { theme, past: false, compares } }, null);
		return layers.filter(({ layout }) => layout?.visibility !== 'none').map(({ id }) => id);
	};
	const own = ['hca', 'danger', 'progress', 'change-worse', 'zone-letter', 'building-graded'];
	const shownOf = (ids: string[]) => own.filter((id) => ids.includes(id));
	expect(shownOf(seen('risk'))).toEqual(['hca', 'zone-letter', 'building-graded']);
	expect(shownOf(seen('dangers'))).toEqual(['danger']);
	expect(shownOf(seen('progress'))).toEqual(['progress']);
	expect(shownOf(seen('risk', true))).toEqual(['change-worse']);
});

test('what is only known of now is not drawn beside the zones of another moment', () => {
	expect(showsNow({ theme: 'risk', past: false, compares: false })).toBe(true);
	expect(showsNow({ theme: 'risk', past: true, compares: false })).toBe(false);
	expect(showsNow({ theme: 'risk', past: false, compares: true })).toBe(false);
	const { layers } = wallStyleOf({ ...INPUT, speaks: { theme: 'risk', past: true, compares: false } }, null);
	const pipeline = layers.find(({ id }) => id === 'pipeline');
	expect(pipeline?.paint).toMatchObject({ 'line-color': PALETTES.dark.ungradedPipe });
});

test('a flight leaves out edges, patterns and what comes from tiles, and keeps the colours, letters, names and the theme', () => {
	const rest = wallStyleOf(INPUT, null);
	const flight = wallStyleOf({ ...INPUT, flying: true }, null);
	expect(flight.sources, 'nothing has to be fetched anew for it').toEqual(rest.sources);
	const gone = rest.layers.filter(({ id }) => !flight.layers.some((layer) => layer.id === id));
	expect(flight.layers, 'in the order of before').toEqual(rest.layers.filter((layer) => !gone.includes(layer)));
	const tiled = rest.layers.filter((layer) => 'source' in layer && layer.source === 'own');
	expect(tiled.length).toBeGreaterThan(10);
	const left = gone.filter((layer) => !tiled.includes(layer)).map(({ id }) => id);
	expect(left.sort()).toEqual(['pattern-none', 'pattern-orange', 'pattern-red', 'pattern-yellow', 'zone-edge']);
	const drawn = flight.layers.map(({ id }) => id);
	for (const id of ['zone-red', 'zone-none', 'zone-letter', 'area-name', 'alert-inner', 'danger', 'progress'])
		expect(drawn).toContain(id);
	const isSeen = (layers: typeof rest.layers, id: string) =>
		layers.find((layer) => layer.id === id)?.layout?.visibility !== 'none';
	for (const id of ['road', 'building', 'pipeline', 'park-name']) {
		expect(gone.map((layer) => layer.id)).toContain(id);
		expect(isSeen(rest.layers, id), id).toBe(true);
	}
	const progress = { ...INPUT, speaks: { ...INPUT.speaks, theme: 'progress' as const }, flying: true };
	expect(isSeen(wallStyleOf(progress, null).layers, 'progress')).toBe(true);
});

test('the overview is flat, stops are seen from the side, and no flight is longer than four seconds', () => {
	const whole = [114, 30, 114.4, 30.2] as [number, number, number, number];
	expect(isWhole([114, 30, 114.4, 30.2], whole)).toBe(true);
	expect(isWhole([114.1, 30, 114.2, 30.2], whole)).toBe(false);
	expect(pitchOf({ box: whole, feature: null, at: null }, whole)).toBe(0);
	expect(pitchOf({ box: [114.1, 30, 114.2, 30.1], feature: null, at: null }, whole)).toBe(45);
	expect(pitchOf({ box: whole, feature: 'pipeline/1', at: null }, whole)).toBe(45);
	expect(flightMs(0, 0)).toBeGreaterThanOrEqual(1000);
	expect(flightMs(12, 500)).toBeLessThanOrEqual(4000);
});

test('the share closed is one hue from dark to light; where there is none to close it is grey', () => {
	const steps = [0, 0.25, 0.5, 0.75, 1].map((share) => contrastOf(shareColour(share), '#000000'));
	expect(steps).toEqual([...steps].sort((a, b) => a - b));
	expect(shareColour(null)).toBe(NO_SHARE);
	expect(shareColours({})).toBe(NO_SHARE);
	expect(shareColours({ 'area/1': 1, 'area/2': null })).toEqual([
		'match',
		['get', 'id'],
		'area/1',
		shareColour(1),
		'area/2',
		NO_SHARE,
		NO_SHARE
	]);
});

test.each(VISIONS)('worse and better are apart for everybody, and each change has strokes of its own: %s', (vision) => {
	const [worse, better] = (['worse', 'better'] as const).map((change) =>
		over(CHANGE_LOOK[change].colour, CHANGE_LOOK[change].opacity, PALETTES.dark.paper)
	);
	expect(differenceOf(worse, better, vision)).toBeGreaterThan(10);
	expect(new Set(CHANGES.map((change) => CHANGE_LOOK[change].pattern.kind)).size).toBe(CHANGES.length);
});

test('the states of a danger are told by letter, the pressing ones by shape too, and their letters can be read', () => {
	expect(new Set(DANGER_STATES.map((state) => DANGER_LOOK[state].letter.zh)).size).toBe(DANGER_STATES.length);
	expect(new Set(DANGER_STATES.map((state) => DANGER_LOOK[state].letter.en)).size).toBe(DANGER_STATES.length);
	expect(new Set((['open', 'listed', 'overdue'] as const).map((state) => DANGER_LOOK[state].shape)).size).toBe(3);
	for (const state of DANGER_STATES)
		expect(contrastOf(DANGER_LOOK[state].fill, DANGER_LOOK[state].on)).toBeGreaterThanOrEqual(4.5);
});

test('rings pulse for what nobody acknowledged, red before orange, and for no more than a dozen', () => {
	const alert = (id: number, more: Partial<AlertItem>) =>
		({
			id,
			level: 'orange',
			at: [114, 30],
			acknowledged: null,
			raisedAt: `2026-11-30T0${id % 10}`,
			...more
		}) as AlertItem;
	const acknowledged = { at: '2026-11-30', by: '王', note: null };
	const shown = pulsing([alert(1, {}), alert(2, { level: 'red' }), alert(3, { acknowledged }), alert(4, { at: null })]);
	expect(shown.map(({ id }) => id)).toEqual([2, 1]);
	expect(pulsing(Array.from({ length: 40 }, (_, k) => alert(k, {})))).toHaveLength(12);
});
