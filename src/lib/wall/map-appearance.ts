import type { LayerSpecification } from 'maplibre-gl';
import { PALETTES } from '../map/palette.ts';
import { byLevelCode } from '../map/style-words.ts';
import { zoneOpacities } from '../map/style-zones.ts';
import { STYLE_LAYERS } from '../map/style.ts';
import { CHANGES } from './map-change.ts';
import type { WallMapProps } from './map-props.ts';

/** One property of one layer. */
interface Setting {
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

/** What else than zones and pipelines is coloured by level or loud. */
const GRADED = [...STYLE_LAYERS.geohazard_zone, ...STYLE_LAYERS.risk_contour, 'park', 'park-edge', 'building-graded'];

/** Is what belongs to the newest run drawn: units, violations, high consequence areas, the levels of pipelines? */
export function showsNow({ theme, past, compares }: Speaks): boolean {
	return theme === 'risk' && !past && !compares;
}

function seen(layer: string, isSeen: boolean): Setting {
	return { layer, kind: 'layout', property: 'visibility', value: isSeen ? 'visible' : 'none' };
}

/** The layers as the map speaks of it: which of them are seen, and how strongly the zones glow. */
export function themed(layers: readonly LayerSpecification[], speaks: Speaks): LayerSpecification[] {
	const settings = settingsOf(speaks);
	return layers.map((layer) =>
		settings
			.filter((setting) => setting.layer === layer.id)
			.reduce<LayerSpecification>(
				(next, { kind, property, value }) =>
					({ ...next, [kind]: { ...next[kind], [property]: value } }) as LayerSpecification,
				layer
			)
	);
}

/** What tells the themes apart. */
export function settingsOf(speaks: Speaks): Setting[] {
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
