import type { ExpressionSpecification, FilterSpecification, LayerSpecification } from 'maplibre-gl';
import type { Palette } from './palette.ts';
import { PATTERNED, patternId } from './patterns.ts';
import { width } from './style-words.ts';
import type { LevelKey } from '$lib/ui/levels.ts';
import { LEVEL_KEYS } from '$lib/ui/levels.ts';

/** Orange is crossed, so its lines are twice as many. */
const PATTERN_OPACITY: Readonly<Record<LevelKey, number>> = { red: 0.5, orange: 0.3, yellow: 0.6, blue: 0, none: 0.35 };

function isLevel(level: LevelKey): FilterSpecification {
	return level === 'none' ? ['!', ['to-boolean', ['get', 'level']]] : ['==', ['get', 'level'], level];
}

/** Near the ground, what stands in a zone matters more than the zone. */
function thinning(opacity: number): ExpressionSpecification {
	return ['interpolate', ['linear'], ['zoom'], 13, opacity, 16, opacity * 0.55];
}

/** How opaque each layer of the zones is, times `factor`: something else may have to be read over them. */
export function zoneOpacities({ levels }: Palette, factor: number): { id: string; value: ExpressionSpecification }[] {
	const fills = LEVEL_KEYS.map((level) => ({ id: `zone-${level}`, of: levels[level].zoneOpacity }));
	const patterns = PATTERNED.map((level) => ({ id: patternId(level), of: PATTERN_OPACITY[level] }));
	return [...fills, ...patterns].map(({ id, of }) => ({ id, value: thinning(of * factor) }));
}

/** The zones: colour, and over it the pattern. */
export function zoneFills({ levels }: Palette): LayerSpecification[] {
	const fills = LEVEL_KEYS.map((level): LayerSpecification => ({
		id: `zone-${level}`,
		type: 'fill',
		source: 'zones',
		filter: isLevel(level),
		paint: {
			'fill-color': levels[level].fill,
			'fill-opacity': thinning(levels[level].zoneOpacity),
			'fill-antialias': false
		}
	}));
	const patterns = PATTERNED.map((level): LayerSpecification => ({
		id: patternId(level),
		type: 'fill',
		source: 'zones',
		filter: isLevel(level),
		paint: { 'fill-pattern': patternId(level), 'fill-opacity': thinning(PATTERN_OPACITY[level]) }
	}));
	return [...fills, ...patterns];
}

/** Outlines of the zones; blue needs none. */
export function zoneEdges({ levels }: Palette): LayerSpecification[] {
	const [red, orange, yellow, blue, none] = LEVEL_KEYS.map((level) => levels[level].ink);
	return [
		{
			id: 'zone-edge',
			type: 'line',
			source: 'zones',
			filter: ['!=', ['get', 'level'], 'blue'],
			paint: {
				'line-color': ['match', ['get', 'level'], 'red', red, 'orange', orange, 'yellow', yellow, 'blue', blue, none],
				'line-width': width(9, 0.3, 15, 1.4),
				'line-opacity': ['interpolate', ['linear'], ['zoom'], 10, 0.35, 14, 0.85]
			}
		}
	];
}
