import type { ExpressionSpecification, FilterSpecification, LayerSpecification } from 'maplibre-gl';
import type { Palette, PaletteName } from './palette.ts';
import type { Status } from '$lib/api.ts';
import { LEVEL_KEYS } from '$lib/ui/levels.ts';

export interface StyleInput {
	/** Template of the district's tiles; null while there is no district. */
	tiles: string | null;
	basemap: Status['basemap'];
	language: 'zh' | 'en';
	/** How much larger than at 16 px the page's type is: a wall is read from afar. */
	typeScale: number;
	/** Deepest zoom of the tiles that there are, beyond which the map enlarges them; absent: as deep as the server draws. */
	deepest?: number;
	/** Light for pages, dark for the wall. */
	palette: PaletteName;
}

/** Drawn from the fonts of the machine: no glyph server (docs/decisions). */
export const FONT = ['Noto Sans SC', 'Noto Sans CJK SC', 'PingFang SC', 'Microsoft YaHei', 'sans-serif'];

/** The level of a tile's feature, a code from 0 to 4, as a colour. */
export function byLevelCode({ levels }: Palette, part: 'fill' | 'ink', ungraded?: string): ExpressionSpecification {
	const [red, orange, yellow, blue, none] = LEVEL_KEYS.map((level) => levels[level][part]);
	return ['match', ['get', 'level'], 4, red, 3, orange, 2, yellow, 1, blue, ungraded ?? none];
}

/** Line width that grows with the zoom: pairs of zoom and pixels. */
export function width(...stops: number[]): ExpressionSpecification {
	return ['interpolate', ['exponential', 1.5], ['zoom'], ...stops] as ExpressionSpecification;
}

export function own(
	id: string,
	sourceLayer: string,
	type: 'fill' | 'line' | 'circle',
	paint: Record<string, unknown>,
	filter?: FilterSpecification,
	minzoom?: number
): LayerSpecification {
	return {
		id,
		type,
		source: 'own',
		'source-layer': sourceLayer,
		paint,
		...(filter ? { filter } : {}),
		...(minzoom ? { minzoom } : {})
	} as LayerSpecification;
}
