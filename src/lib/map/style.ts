import type { ExpressionSpecification, SourceSpecification, StyleSpecification } from 'maplibre-gl';
import type { Switch } from './address.ts';
import { PALETTES } from './palette.ts';
import { PATTERNED, patternId } from './patterns.ts';
import { boundaries, chosen, ground, pipes, strip, structures } from './style-base.ts';
import { contours, HCA_LAYERS, hcaBands, lineNames } from './style-lines.ts';
import { marked } from './style-marked.ts';
import { labels } from './style-names.ts';
import type { StyleInput } from './style-words.ts';
import { zoneEdges, zoneFills } from './style-zones.ts';
import { LEVEL_CODE } from '$lib/risk/level.ts';
import type { LevelKey } from '$lib/ui/levels.ts';
import { LEVEL_KEYS } from '$lib/ui/levels.ts';

const EMPTY = { type: 'FeatureCollection' as const, features: [] };

/** Which layers of the style a switch of the page shows or hides. */
export const STYLE_LAYERS: Readonly<Record<Switch, readonly string[]>> = {
	zones: [...LEVEL_KEYS.map((level) => `zone-${level}`), ...PATTERNED.map(patternId), 'zone-edge', 'zone-letter'],
	violations: [],
	hca: HCA_LAYERS,
	area: ['area-edge', 'district-edge', 'area-name'],
	enterprise: ['enterprise-area', 'enterprise-name'],
	hazard_source: ['hazard_source-area', 'hazard_source-name'],
	pipeline: ['pipeline-casing', 'pipeline', 'pipeline-name'],
	building: ['building', 'building-graded'],
	park: ['park', 'park-edge', 'park-name'],
	protection_target: ['protection_target-name'],
	geohazard_zone: ['geohazard_zone', 'geohazard_zone-edge'],
	risk_contour: ['risk_contour', 'risk_contour-control', 'risk_contour-name'],
	road: ['road-casing', 'road', 'rail', 'road-name'],
	power_line: ['power_line'],
	water: ['water', 'water-line', 'water-name'],
	emergency_resource: ['emergency_resource-name']
};

/** Layers of the style whose features carry a level: how opaque they are drawn. */
const GRADED: Readonly<Record<string, { property: 'fill-opacity' | 'line-opacity'; full: number }>> = {
	hca: { property: 'line-opacity', full: 0.5 },
	'pipeline-casing': { property: 'line-opacity', full: 0.9 },
	pipeline: { property: 'line-opacity', full: 1 },
	'building-graded': { property: 'fill-opacity', full: 1 },
	park: { property: 'fill-opacity', full: 0.1 },
	'park-edge': { property: 'line-opacity', full: 1 },
	geohazard_zone: { property: 'fill-opacity', full: 0.25 },
	'geohazard_zone-edge': { property: 'line-opacity', full: 1 }
};

/** Opacities for the level that the list is filtered by: features of other levels step back. */
export function opacitiesOf(chosen: LevelKey | null) {
	return Object.entries(GRADED).map(([id, { property, full }]) => {
		const code = chosen === null || chosen === 'none' ? 0 : LEVEL_CODE[chosen];
		const isChosen: ExpressionSpecification = ['==', ['to-number', ['get', 'level'], 0], code];
		const dimmed: ExpressionSpecification = ['case', isChosen, full, 0.05 * full];
		return { id, property, value: chosen === null ? full : dimmed };
	});
}

/** The style of the map: a quiet base from the district's own tiles, over which the four colours speak. */
export function styleOf(input: StyleInput): StyleSpecification {
	const sources: Record<string, SourceSpecification> = {
		zones: { type: 'geojson', data: EMPTY, tolerance: 0 },
		strip: { type: 'geojson', data: EMPTY },
		chosen: { type: 'geojson', data: EMPTY },
		// Tiles cut areas into pieces, and each piece would carry the name.
		areas: { type: 'geojson', data: EMPTY }
	};
	if (input.tiles) sources.own = { type: 'vector', tiles: [input.tiles], minzoom: 6, maxzoom: input.deepest ?? 16 };
	if (input.basemap) sources.basemap = { type: 'raster', ...input.basemap };
	const palette = PALETTES[input.palette];
	const layers = [
		...ground(input),
		...zoneFills(palette),
		...structures(palette),
		...hcaBands(palette),
		...pipes(palette),
		...zoneEdges(palette),
		...boundaries(palette),
		...contours(palette),
		...strip(palette),
		...marked(palette),
		...chosen(palette),
		...labels(input),
		...lineNames(input)
	].filter((layer) => !('source' in layer) || (typeof layer.source === 'string' && layer.source in sources));
	return { version: 8, sources, layers };
}
