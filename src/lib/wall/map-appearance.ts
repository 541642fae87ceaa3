import { PALETTES } from '../map/palette.ts';
import { PATTERNED, patternId } from '../map/patterns.ts';
import { byLevelCode } from '../map/style-words.ts';
import { zoneOpacities } from '../map/style-zones.ts';
import { STYLE_LAYERS } from '../map/style.ts';
import { CHANGES } from './map-change.ts';
import type { WallMapProps } from './map-props.ts';

/** One property of one layer. */
export interface Setting {
	layer: string;
	kind: 'layout' | 'paint';
	property: string;
	value: unknown;
}

/** What the map speaks of at the moment. */
export interface Speaks {
	theme: WallMapProps['theme'];
	/** Zones of another moment than now: what is only known of now is left out. */
	past: boolean;
	/** Two runs are compared. */
	compares: boolean;
	/** The map flies, on a machine that draws slowly: fine grain is left out until it is at rest. */
	flying: boolean;
}

const PALETTE = PALETTES.dark;
/** How strong the zones stay behind what is read over them. */
const BEHIND = 0.3;

/** What else than zones and pipelines is coloured by level or loud. */
const GRADED = [...STYLE_LAYERS.geohazard_zone, ...STYLE_LAYERS.risk_contour, 'park', 'park-edge', 'building-graded'];

/** Is what belongs to the newest run drawn: units, violations, high consequence areas, the levels of pipelines? */
export function showsNow({ theme, past, compares }: Omit<Speaks, 'flying'>): boolean {
	return theme === 'risk' && !past && !compares;
}

/**
 * What tells the themes apart: which layers are seen, and how strongly the zones glow. A flight leaves out patterns and
 * what is `tiled`, layers drawn from tiles, which would have to be fetched on the way; the four colours, letters and names
 * stay, and so does what the theme is about.
 */
export function settingsOf(speaks: Speaks, tiled: readonly string[]): Setting[] {
	const themed = themedSettings(speaks);
	const isThemed = new Set(themed.filter(({ property }) => property === 'visibility').map(({ layer }) => layer));
	const fine = new Set(tiled.filter((layer) => layer !== 'progress'));
	const others = tiled.filter((layer) => !isThemed.has(layer)).map((layer) => seen(layer, true));
	return [...themed, ...others].map((setting) => (speaks.flying ? inFlight(setting, fine) : setting));
}

const PATTERNS = new Set(PATTERNED.map(patternId));

function inFlight(setting: Setting, fine: ReadonlySet<string>): Setting {
	const { layer, property } = setting;
	if (property === 'visibility' && fine.has(layer)) return { ...setting, value: 'none' };
	if (property === 'fill-opacity' && PATTERNS.has(layer)) return { ...setting, value: 0 };
	return setting;
}

function seen(layer: string, isSeen: boolean): Setting {
	return { layer, kind: 'layout', property: 'visibility', value: isSeen ? 'visible' : 'none' };
}

function themedSettings(speaks: Speaks): Setting[] {
	const { theme, compares } = speaks;
	const behind = compares || theme === 'dangers' ? BEHIND : 1;
	const hasZones = compares || theme !== 'progress';
	const changes = CHANGES.flatMap((change) => [
		`change-${change}`,
		`change-${change}-strokes`,
		`change-${change}-edge`
	]);
	const now = showsNow(speaks);
	return [
		...zoneOpacities(PALETTE, behind).map(({ id, value }): Setting => ({
			layer: id,
			kind: 'paint',
			property: 'fill-opacity',
			value
		})),
		...STYLE_LAYERS.zones.map((layer) => seen(layer, hasZones && (layer !== 'zone-letter' || behind === 1))),
		...STYLE_LAYERS.hca.map((layer) => seen(layer, now)),
		...GRADED.map((layer) => seen(layer, now)),
		...changes.map((layer) => seen(layer, compares)),
		seen('progress', theme === 'progress' && !compares),
		seen('danger', theme === 'dangers' && !compares),
		{
			layer: 'pipeline',
			kind: 'paint',
			property: 'line-color',
			// The tiles carry the levels of now.
			value: now ? byLevelCode(PALETTE, 'fill', PALETTE.ungradedPipe) : PALETTE.ungradedPipe
		},
		{ layer: 'pipeline', kind: 'paint', property: 'line-opacity', value: now ? 1 : 0.35 }
	];
}
