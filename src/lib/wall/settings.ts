import { PANEL_IDS, type PanelId } from './layout.ts';

export const THEMES = ['risk', 'dangers', 'progress'] as const;
export type Theme = (typeof THEMES)[number];

/** How a wall is set up: all of it stands in the address, so that a bookmark is the whole set-up. */
export interface Settings {
	district: string | null;
	tour: boolean;
	/** Seconds at each stop of the tour. */
	staySeconds: number;
	/** In the order of `PANEL_IDS`; the layout says where each stands. */
	panels: readonly PanelId[];
	theme: Theme;
	sound: boolean;
	/** Null: the language of the browser. */
	lang: 'zh' | 'en' | null;
}

export const DEFAULTS: Settings = {
	district: null,
	tour: true,
	staySeconds: 20,
	panels: PANEL_IDS,
	theme: 'risk',
	sound: false,
	lang: null
};

const STAY_SECONDS = { least: 5, most: 600 };
const KEYS = ['district', 'tour', 'panels', 'theme', 'sound', 'lang'];

/** The settings of an address, and the words in it that mean nothing: those are ignored, and the wall says which. */
export function readSettings(query: URLSearchParams): { settings: Settings; unknown: string[] } {
	const settings = { ...DEFAULTS };
	const unknown: string[] = [];
	const doubt = (key: string, word: string) => unknown.push(`${key}=${word}`.slice(0, 60));
	const word = <T extends string>(key: string, words: readonly T[]): T | null => {
		const given = query.get(key);
		if (given === null) return null;
		const found = words.find((one) => one === given);
		if (found === undefined) doubt(key, given);
		return found ?? null;
	};

	for (const [key, value] of query) if (!KEYS.includes(key)) doubt(key, value);
	settings.district = query.get('district') || null;
	settings.theme = word('theme', THEMES) ?? DEFAULTS.theme;
	settings.lang = word('lang', ['zh', 'en']);
	settings.sound = word('sound', ['on', 'off']) === 'on';

	const tour = query.get('tour');
	const seconds = /^(\d{1,4})s$/.exec(tour ?? '')?.[1];
	if (tour === 'off') settings.tour = false;
	else if (seconds !== undefined && isStay(Number(seconds))) settings.staySeconds = Number(seconds);
	else if (tour !== null && tour !== 'on') doubt('tour', tour);

	const panels = query.get('panels')?.split(',') ?? null;
	if (panels !== null) {
		for (const one of panels) if (!PANEL_IDS.some((id) => id === one)) doubt('panels', one);
		const known = PANEL_IDS.filter((id) => panels.includes(id));
		if (known.length > 0) settings.panels = known;
	}
	return { settings, unknown };
}

function isStay(seconds: number): boolean {
	return seconds >= STAY_SECONDS.least && seconds <= STAY_SECONDS.most;
}

/** The query that gives these settings back, with `?`; empty where all are as they come. */
export function writeSettings(settings: Settings): string {
	const { district, tour, staySeconds, panels, theme, sound, lang } = settings;
	const query = new URLSearchParams();
	if (district !== null) query.set('district', district);
	if (!tour) query.set('tour', 'off');
	else if (staySeconds !== DEFAULTS.staySeconds) query.set('tour', `${staySeconds}s`);
	if (panels.length !== PANEL_IDS.length) query.set('panels', panels.join(','));
	if (theme !== DEFAULTS.theme) query.set('theme', theme);
	if (sound) query.set('sound', 'on');
	if (lang !== null) query.set('lang', lang);
	const text = query.toString().replaceAll('%2C', ',');
	return text === '' ? '' : `?${text}`;
}
