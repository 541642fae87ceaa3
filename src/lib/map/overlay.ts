import type { Layer } from '@deck.gl/core';
import { IconLayer, ScatterplotLayer } from '@deck.gl/layers';
import type { MapLibreOverlay } from '@deck.gl/maplibre';
import type { Switch } from './address.ts';
import type { Atlas } from './marks.ts';
import { drawAtlas, markKey } from './marks.ts';
import { createControl } from './overlay-control.ts';
import {
	BELOW_NAMES,
	FAR_ZOOM,
	hasLine,
	lineLayers,
	ON_TOP,
	violationColours,
	type LineLook
} from './overlay-lines.ts';
import { PALETTES } from './palette.ts';
import type { FindingItem, Units } from '$lib/api.ts';
import type { LayerId } from '$lib/risk/layer.ts';
import { LEVEL_CODE } from '$lib/risk/level.ts';
import type { LevelKey } from '$lib/ui/levels.ts';
import { keyOfCode } from '$lib/ui/levels.ts';

/** What deck.gl draws over the map. */
export interface Drawn extends LineLook {
	units: Units | null;
	violations: readonly FindingItem[];
	/** Findings of the chosen feature, drawn whatever the switches say. */
	chosen: readonly FindingItem[];
	hidden: ReadonlySet<Switch>;
	level: LevelKey | null;
	hoveredAt: [number, number] | null;
	chosenAt: [number, number] | null;
}

/** What draws over the map. */
export interface Overlay {
	control: MapLibreOverlay;
	/** Shows a new state of things. */
	draw: (drawn: Drawn) => void;
	/** To be called once the map is taken down. */
	end: () => void;
}

/** The overlay, to be added to the map as a control. */
export function createOverlay(): Overlay {
	const { control, end } = createControl();
	const atlas = drawAtlas(PALETTES.light);
	return { control, draw: (drawn) => control.setProps({ layers: layersOf(drawn, atlas) }), end };
}

function layersOf(drawn: Drawn, atlas: Atlas): Layer[] {
	const chosen = drawn.chosen.filter(hasLine);
	const drawnAsChosen = new Set(chosen.map(({ id }) => id));
	const others = drawn.violations.filter(({ id }) => !drawnAsChosen.has(id));
	const shown = drawn.hidden.has('violations') ? [] : others.filter(hasLine);
	const layers: Layer[] = [];
	if (drawn.units) layers.push(...unitLayers(drawn.units, drawn, atlas));
	const colours = violationColours(PALETTES.light);
	layers.push(...lineLayers('violations', shown, drawn, colours), ...lineLayers('chosen', chosen, drawn, colours));
	layers.push(...rings(drawn));
	return layers;
}

interface Order {
	quiet: number[];
	loud: number[];
}
let drawnFor: { units: Units; hidden: ReadonlySet<Switch>; level: LevelKey | null; order: Order } | null = null;

/** Rows of the units to draw, worst last, so that it lies on top. The same rows are the same arrays: deck.gl compares. */
function orderOf(units: Units, hidden: ReadonlySet<Switch>, level: LevelKey | null): Order {
	if (drawnFor?.units === units && drawnFor.hidden === hidden && drawnFor.level === level) return drawnFor.order;
	const shown = units.id
		.map((_, i) => i)
		.filter((i) => !hidden.has(units.layer[i]) && (level === null || keyOfCode(units.level[i]) === level))
		.sort((a, b) => units.level[a] - units.level[b]);
	const isLoud = (i: number) => units.level[i] >= LEVEL_CODE.orange || units.layer[i] === 'hazard_source';
	const order = { quiet: shown.filter((i) => !isLoud(i)), loud: shown.filter(isLoud) };
	drawnFor = { units, hidden, level, order };
	return order;
}

/** Metres across by layer: a hazard source is seen from farther away than a shop. */
const SIZE_M: Partial<Record<LayerId, number>> = { hazard_source: 150, park: 120, enterprise: 60, building: 50 };

/** From afar the units of the two high levels and the hazard sources stand out, and the rest is fine grain. */
function unitLayers(units: Units, drawn: Drawn, atlas: Atlas): Layer[] {
	const order = orderOf(units, drawn.hidden, drawn.level);
	const layer = (id: string, data: number[], fewestPixels: number) =>
		new IconLayer<number, typeof BELOW_NAMES>({
			...BELOW_NAMES,
			id,
			data,
			pickable: true,
			// The type knows addresses and textures; a canvas becomes a texture just as well.
			iconAtlas: atlas.canvas as unknown as string,
			iconMapping: atlas.mapping,
			getIcon: (i) => markKey(units.layer[i], keyOfCode(units.level[i])),
			getPosition: (i) => [units.lng[i], units.lat[i]],
			getSize: (i) => (SIZE_M[units.layer[i]] ?? 50) * (0.6 + 0.2 * units.level[i]),
			sizeUnits: 'meters',
			sizeMinPixels: fewestPixels * drawn.typeScale,
			sizeMaxPixels: 24 * drawn.typeScale
		});
	const isFar = drawn.zoom < FAR_ZOOM;
	return [layer('units-quiet', order.quiet, isFar ? 2.5 : 4.5), layer('units-loud', order.loud, isFar ? 4.5 : 9)];
}

/** The ring round what is hovered, and round what is chosen. */
function rings({ hoveredAt, chosenAt, typeScale }: Drawn): Layer[] {
	const ring = (id: string, at: [number, number] | null, radius: number, lineWidth: number) =>
		at === null
			? []
			: [
					new ScatterplotLayer<[number, number]>({
						id,
						data: [at],
						parameters: ON_TOP,
						getPosition: (place) => place,
						getRadius: radius * typeScale,
						radiusUnits: 'pixels',
						filled: false,
						stroked: true,
						getLineColor: [11, 13, 16],
						getLineWidth: lineWidth * typeScale,
						lineWidthUnits: 'pixels'
					})
				];
	return [...ring('hovered', hoveredAt, 14, 2.5), ...ring('chosen-ring', chosenAt, 17, 3.5)];
}
