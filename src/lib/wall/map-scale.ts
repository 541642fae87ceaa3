import type { LayerSpecification } from 'maplibre-gl';

/** The smallest words of the map, pixels at 16 px type, and the share of the wall's height that they must have. */
const SMALLEST = 10;
const LEAST_SHARE = 1 / 90;

/** How much larger than at 16 px the map's type is. */
export function scaleOfType(): number {
	const rootSize = Number.parseFloat(getComputedStyle(document.documentElement).fontSize) / 16;
	return Math.max(rootSize, (window.innerHeight * LEAST_SHARE) / SMALLEST);
}

/** Sizes of paint in pixels that a wall enlarges with its type; sizes of text are already. */
const SIZES = new Set([
	'line-width',
	'line-gap-width',
	'circle-radius',
	'circle-stroke-width',
	'text-halo-width',
	'icon-halo-width'
]);

/** The layer with its lines, rings and halos `by` times as large. */
export function scaled(layer: LayerSpecification, by: number): LayerSpecification {
	if (by === 1 || !('paint' in layer) || !layer.paint) return layer;
	const paint = Object.entries(layer.paint).map(([key, value]) => [key, SIZES.has(key) ? times(value, by) : value]);
	return { ...layer, paint: Object.fromEntries(paint) } as LayerSpecification;
}

/** A size times `by`. Of an interpolation over the zoom, which may stand nowhere but outermost, its outputs. */
export function times(size: unknown, by: number): unknown {
	if (typeof size === 'number') return size * by;
	if (!Array.isArray(size)) return size;
	if (size[0] === 'interpolate') return size.map((part, k) => (k > 2 && k % 2 === 0 ? times(part, by) : part));
	return ['*', size, by];
}
