import type { ExpressionSpecification, LayerSpecification } from 'maplibre-gl';
import { PALETTES } from '../map/palette.ts';
import { LEVEL_KEYS } from '$lib/ui/levels.ts';
import { FONT, type StyleInput } from '../map/style-words.ts';

const { levels, ink, letterHalo, chosen, chosenHalo } = PALETTES.dark;
const BOLD = FONT.map((font) => (font === 'sans-serif' ? font : `${font} Bold`));

/** Layers of the rings round what alerts speak of, for picking. */
export const ALERT_LAYERS = ['alert-inner'];

/** A double ring round the place of each alert: white outside, its colour inside; fainter once acknowledged. */
export function alertRings(): LayerSpecification[] {
	const colour: ExpressionSpecification = ['match', ['get', 'level'], 'red', levels.red.fill, levels.orange.fill];
	const strength: ExpressionSpecification = ['case', ['get', 'acknowledged'], 0.45, 1];
	const ring = (id: string, radius: number, stroke: ExpressionSpecification | string, width: number) => ({
		id,
		type: 'circle' as const,
		source: 'alerts',
		layout: { 'circle-sort-key': ['get', 'order'] as ExpressionSpecification },
		paint: {
			'circle-radius': radius,
			'circle-opacity': 0,
			'circle-stroke-color': stroke,
			'circle-stroke-width': width,
			'circle-stroke-opacity': strength
		}
	});
	return [
		ring('alert-ground', 13, chosenHalo, 11),
		ring('alert-outer', 20, '#ffffff', 2.2),
		ring('alert-inner', 14, colour, 4.2)
	];
}

/** Hidden dangers, the most pressing on top, their names from close by. */
export function dangerMarks({ typeScale }: StyleInput): LayerSpecification[] {
	return [
		{
			id: 'danger',
			type: 'symbol',
			source: 'dangers',
			layout: {
				'icon-image': ['concat', 'danger-', ['get', 'state']],
				'icon-size': typeScale,
				'icon-allow-overlap': true,
				'icon-ignore-placement': true,
				'symbol-sort-key': ['get', 'order'],
				'text-field': ['step', ['zoom'], '', 12.5, ['coalesce', ['get', 'name'], '']],
				'text-font': FONT,
				'text-size': 12 * typeScale,
				'text-anchor': 'top',
				'text-offset': [0, 1.2],
				'text-max-width': 9,
				'text-optional': true,
				visibility: 'none'
			},
			paint: { 'text-color': ink, 'text-halo-color': letterHalo, 'text-halo-width': 1.8 }
		}
	];
}

/** An image without a mark, as large as the ring round what is looked at: it keeps other words out of it. */
export const FOCUS_ROOM = 'focus-room';
/** Its side, CSS pixels at 16 px type. */
export const FOCUS_ROOM_SIZE = 48;

/**
 * The ring round the feature that is looked at, in the colour of its level, and its name, which goes before every other
 * word: what is looked at may be smaller than the ring, and stand in a zone of another level.
 */
export function focusRings({ typeScale }: StyleInput): LayerSpecification[] {
	const ring = (id: string, radius: number, colour: ExpressionSpecification | string, width: number) => ({
		id,
		type: 'circle' as const,
		source: 'focused',
		paint: {
			'circle-radius': radius,
			'circle-opacity': 0,
			'circle-stroke-color': colour,
			'circle-stroke-width': width
		}
	});
	const fills = LEVEL_KEYS.flatMap((key) => [key, levels[key].fill]);
	const ofLevel = ['match', ['get', 'level'], ...fills, 'rgba(0,0,0,0)'] as unknown as ExpressionSpecification;
	return [
		ring('focused-ground', 20, chosenHalo, 13),
		ring('focused-ring', 26, chosen, 3.2),
		ring('focused-level', 21, ofLevel, 4.4),
		{
			id: 'focused-name',
			type: 'symbol',
			source: 'focused',
			layout: {
				'icon-image': FOCUS_ROOM,
				'icon-size': typeScale,
				'icon-allow-overlap': true,
				'text-field': ['get', 'name'],
				'text-font': BOLD,
				'text-size': 19 * typeScale,
				// Below, for a column stands up from the place.
				'text-anchor': 'top',
				'text-offset': [0, 1.7],
				'text-max-width': 12,
				'text-allow-overlap': true
			},
			paint: { 'text-color': chosen, 'text-halo-color': letterHalo, 'text-halo-width': 2.6 }
		}
	];
}
