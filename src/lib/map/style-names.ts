import type { ExpressionSpecification, LayerSpecification } from 'maplibre-gl';
import { PALETTES } from './palette.ts';
import type { StyleInput } from './style-words.ts';
import { FONT } from './style-words.ts';
import type { LevelKey } from '$lib/ui/levels.ts';
import { LEVEL_KEYS } from '$lib/ui/levels.ts';

/** The letters of the zones, and the names of everything. */
export function labels(input: StyleInput): LayerSpecification[] {
	const { language, typeScale } = input;
	const palette = PALETTES[input.palette];
	const size = (...stops: number[]): ExpressionSpecification =>
		[
			'interpolate',
			['linear'],
			['zoom'],
			...stops.map((stop, i) => (i % 2 ? stop * typeScale : stop))
		] as ExpressionSpecification;
	const name = (
		id: string,
		sourceLayer: string,
		minzoom: number,
		textSize: ExpressionSpecification,
		more: object = {},
		paint: object = {}
	) =>
		({
			id,
			type: 'symbol',
			source: 'own',
			'source-layer': sourceLayer,
			minzoom,
			layout: {
				'text-field': ['coalesce', ['get', 'name'], ''],
				'text-font': FONT,
				'text-size': textSize,
				'text-padding': 6,
				...more
			},
			paint: { 'text-color': palette.ink, 'text-halo-color': palette.halo, 'text-halo-width': 1.6, ...paint }
		}) as LayerSpecification;
	const letter = (level: LevelKey) => palette.levels[level].letter[language];
	const [red, orange, yellow, blue, none] = LEVEL_KEYS.map(letter);
	const below = { 'text-anchor': 'top', 'text-offset': [0, 0.9], 'text-max-width': 9 };
	return [
		{
			id: 'zone-letter',
			type: 'symbol',
			source: 'zones',
			// A letter only where its zone is large enough to hold it.
			filter: ['>', ['get', 'areaM2'], ['step', ['zoom'], 6e6, 11, 1.2e6, 12, 3e5, 13, 6e4, 14, 0]],
			layout: {
				'text-field': ['match', ['get', 'level'], 'red', red, 'orange', orange, 'yellow', yellow, 'blue', blue, none],
				'text-font': FONT.map((font) => (font === 'sans-serif' ? font : `${font} Bold`)),
				'text-size': size(9, 11, 14, 17),
				'text-padding': 10,
				'symbol-sort-key': ['match', ['get', 'level'], 'red', 0, 'orange', 1, 'yellow', 2, 3]
			},
			paint: { 'text-color': palette.ink, 'text-halo-color': palette.letterHalo, 'text-halo-width': 2 }
		},
		name(
			'road-name',
			'road',
			14,
			size(14, 10, 17, 13),
			{ 'symbol-placement': 'line' },
			{ 'text-color': palette.roadName }
		),
		name('water-name', 'water', 11, size(11, 11, 16, 15), {}, { 'text-color': palette.waterName }),
		name('pipeline-name', 'pipeline', 13, size(13, 10, 17, 12), { 'symbol-placement': 'line' }),
		name('protection_target-name', 'protection_target', 15, size(15, 10, 18, 13), below, {
			'text-color': palette.targetName
		}),
		name('emergency_resource-name', 'emergency_resource', 13, size(13, 10, 18, 13), below, {
			'text-color': palette.targetName
		}),
		name('enterprise-name', 'enterprise', 15, size(15, 10, 18, 13), below),
		name('hazard_source-name', 'hazard_source', 13, size(13, 10, 18, 13), below),
		name('park-name', 'park', 11, size(11, 11, 16, 14), {}, { 'text-color': palette.parkName }),
		{
			...name('area-name', '', 8, size(8, 11, 14, 17), { 'text-letter-spacing': 0.08, 'text-padding': 2 }),
			source: 'areas',
			'source-layer': undefined
		} as LayerSpecification
	];
}
