import { PALETTES } from '../map/palette.ts';
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
}

const PALETTE = PALETTES.dark;
/** How strong the zones stay behind what is read over them. */
const BEHIND = 0.3;

/** Is what belongs to the newest run drawn: units, violations, high consequence areas, the levels of pipelines? */
export function showsNow({ theme, past, compares }: Speaks): boolean {
	return theme === 'risk' && !past && !compares;
}

/** What tells the themes apart: which layers are seen, and how strongly the zones glow. */
export function settingsOf(speaks: Speaks): Setting[] {
	const { theme, past, compares } = speaks;
	const seen = (layer: string, isSeen: boolean): Setting => {
		return { layer, kind: 'layout', property: 'visibility', value: isSeen ? 'visible' : 'none' };
	};
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
		...changes.map((layer) => seen(layer, compares)),
		seen('progress', theme === 'progress' && !compares),
		seen('danger', theme === 'dangers' && !compares),
		{
			layer: 'pipeline',
			kind: 'paint',
			property: 'line-color',
			// The tiles carry the levels of now.
			value: past || compares ? PALETTE.ungradedPipe : byLevelCode(PALETTE, 'fill', PALETTE.ungradedPipe)
		}
	];
}
