import type { FilterSpecification, LayerSpecification } from 'maplibre-gl';
import type { Palette } from './palette.ts';
import { own, width } from './style-words.ts';

const NOTHING: FilterSpecification = ['==', ['literal', 1], 0];
/** Layers whose features can be counted as exposed: dwellings and protection targets. */
const COUNTED = ['building', 'protection_target'] as const;

/** What an answer points at on the map: the stretch that is looked at, and who was counted around a hazard source. */
export function marked({ exposed, chosen: ink }: Palette): LayerSpecification[] {
	return [
		{
			id: 'exposed-strip',
			type: 'fill',
			source: 'strip',
			filter: ['==', ['get', 'part'], 'exposed'],
			paint: { 'fill-color': exposed, 'fill-opacity': 0.06 }
		},
		{
			id: 'exposed-edge',
			type: 'line',
			source: 'strip',
			filter: ['==', ['get', 'part'], 'exposed'],
			paint: { 'line-color': exposed, 'line-width': 2.2, 'line-dasharray': [4, 2] }
		},
		...COUNTED.map((layer) =>
			own(`exposed-${layer}`, layer, 'line', { 'line-color': exposed, 'line-width': width(12, 1.5, 17, 4) }, NOTHING)
		),
		...COUNTED.map((layer) =>
			own(
				`exposed-${layer}-at`,
				layer,
				'circle',
				{
					'circle-radius': width(12, 4, 17, 12),
					'circle-opacity': 0,
					'circle-stroke-color': exposed,
					'circle-stroke-width': 2.5
				},
				NOTHING
			)
		),
		own(
			'segment-chosen',
			'segment',
			'line',
			{ 'line-color': ink, 'line-width': 2.5, 'line-gap-width': width(9, 9, 16, 26) },
			NOTHING
		)
	];
}

/** The filters by which those layers show one stretch and these features, and nothing else. */
export function filtersOf(
	segment: { pipeline: string; id: number } | null,
	exposed: readonly string[]
): { id: string; filter: FilterSpecification }[] {
	const isCounted: FilterSpecification = ['in', ['get', 'id'], ['literal', [...exposed]]];
	const isLookedAt: FilterSpecification =
		segment === null
			? NOTHING
			: ['all', ['==', ['get', 'pipeline'], segment.pipeline], ['==', ['to-number', ['get', 'id']], segment.id]];
	return [
		{ id: 'segment-chosen', filter: isLookedAt },
		...COUNTED.flatMap((layer) => [
			{ id: `exposed-${layer}`, filter: isCounted },
			{
				id: `exposed-${layer}-at`,
				filter: ['all', ['==', ['geometry-type'], 'Point'], isCounted] as FilterSpecification
			}
		])
	];
}
