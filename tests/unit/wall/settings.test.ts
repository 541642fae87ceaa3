import { expect, test } from 'vitest';
import { PANEL_IDS } from '../../../src/lib/wall/layout.ts';
import { DEFAULTS, readSettings, writeSettings } from '../../../src/lib/wall/settings.ts';

const read = (query: string) => readSettings(new URLSearchParams(query));

test('an empty address gives every panel, the tour and the map of risk', () => {
	expect(read('')).toEqual({ settings: DEFAULTS, unknown: [] });
	expect(DEFAULTS.panels).toEqual(PANEL_IDS);
});

test('a bookmark sets the whole wall up', () => {
	const query = 'district=999001&tour=45s&panels=levels,alerts&theme=dangers&sound=on&lang=en';
	expect(read(query)).toEqual({
		settings: {
			district: '999001',
			tour: true,
			staySeconds: 45,
			panels: ['levels', 'alerts'],
			theme: 'dangers',
			sound: true,
			lang: 'en'
		},
		unknown: []
	});
	expect(read('tour=off').settings.tour).toBe(false);
});

test.each(['', '?tour=off', '?tour=30s', '?district=999001&panels=levels,alerts&theme=progress&sound=on&lang=zh'])(
	'the settings of “%s” are written as they were read',
	(query) => {
		expect(writeSettings(read(query).settings)).toBe(query);
	}
);

test('words that mean nothing are ignored, and named', () => {
	const { settings, unknown } = read('tour=fast&panels=levels,weather&theme=night&tuor=on&sound=loud&lang=fr');
	expect(settings).toEqual({ ...DEFAULTS, panels: ['levels'] });
	expect(unknown).toEqual(['tuor=on', 'theme=night', 'lang=fr', 'sound=loud', 'tour=fast', 'panels=weather']);
});

test('a stop of the tour takes 5 s to 10 min; without a known panel all are shown', () => {
	expect(read('tour=1s').settings.staySeconds).toBe(DEFAULTS.staySeconds);
	expect(read('tour=601s').unknown).toEqual(['tour=601s']);
	expect(read('tour=5s').settings.staySeconds).toBe(5);
	expect(read('panels=').settings.panels).toEqual(PANEL_IDS);
});
