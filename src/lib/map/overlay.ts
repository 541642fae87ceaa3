import type { Color, Layer } from '@deck.gl/core';
import { IconLayer, LineLayer, ScatterplotLayer, TextLayer } from '@deck.gl/layers';
import { MapLibreOverlay } from '@deck.gl/maplibre';
import type { Switch } from './address.ts';
import type { Atlas } from './marks.ts';
import { drawAtlas, markKey } from './marks.ts';
import type { FindingItem, Units } from '$lib/api.ts';
import type { LayerId } from '$lib/risk/layer.ts';
import { LEVEL_CODE } from '$lib/risk/level.ts';
import type { LevelKey } from '$lib/ui/levels.ts';
import { keyOfCode } from '$lib/ui/levels.ts';

/** What deck.gl draws over the map. */
export interface Drawn {
	units: Units | null;
	violations: readonly FindingItem[];
	/** Findings of the chosen feature, drawn whatever the switches say. */
	chosen: readonly FindingItem[];
	/** Id of the one finding that is looked at. */
	finding: number | null;
	hidden: ReadonlySet<Switch>;
	level: LevelKey | null;
	hoveredAt: [number, number] | null;
	chosenAt: [number, number] | null;
	zoom: number;
	typeScale: number;
	/** The words beside a line: measured and required. */
	label: (finding: FindingItem) => string;
}

type Line = FindingItem & { from: [number, number]; to: [number, number] };

const INK: [number, number, number] = [74, 0, 24];
const WHITE: [number, number, number] = [255, 255, 255];
/** From this zoom a line of some metres is long enough to carry its numbers. */
const LABEL_ZOOM = 15;
/** Below this zoom a whole district fits a phone, and marks shrink so that the zones are seen. */
const FAR_ZOOM = 11;
/** What must be read is never hidden by what else was drawn at the same height. */
const ON_TOP = { depthCompare: 'always', depthWriteEnabled: false } as const;
/** Everything of deck.gl stands below the names. */
const BELOW_NAMES = { beforeId: 'zone-letter' };

/** The overlay, to be added to the map as a control; `draw` shows a new state of things. */
export function createOverlay(): { control: MapLibreOverlay; draw: (drawn: Drawn) => void } {
	const control = new MapLibreOverlay({ interleaved: true, layers: [] });
	const atlas = drawAtlas();
	return { control, draw: (drawn) => control.setProps({ layers: layersOf(drawn, atlas) }) };
}

function layersOf(drawn: Drawn, atlas: Atlas): Layer[] {
	const chosen = drawn.chosen.filter(hasLine);
	const drawnAsChosen = new Set(chosen.map(({ id }) => id));
	const others = drawn.violations.filter(({ id }) => !drawnAsChosen.has(id));
	const shown = drawn.hidden.has('violations') ? [] : others.filter(hasLine);
	const layers: Layer[] = [];
	if (drawn.units) layers.push(...unitLayers(drawn.units, drawn, atlas));
	layers.push(...lineLayers('violations', shown, drawn), ...lineLayers('chosen', chosen, drawn));
	layers.push(...rings(drawn));
	return layers;
}

function hasLine(finding: FindingItem): finding is Line {
	return finding.from !== null && finding.to !== null;
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

/** Beyond this a line is a bearing, not a gap: hundreds of them round one tank farm would bury the map. */
const LONG_M = 50;

function lineLayers(id: string, data: readonly Line[], drawn: Drawn): Layer[] {
	const scale = drawn.typeScale;
	const isLookedAt = (line: Line) => line.id === drawn.finding;
	const loud = data.filter((line) => isLookedAt(line) || (line.measuredM ?? 0) <= LONG_M);
	const quiet = data.filter((line) => !isLookedAt(line) && (line.measuredM ?? 0) > LONG_M);
	// Beside the one that is looked at, the numbers of its neighbours would only hide it.
	const numbered = drawn.finding === null ? loud : loud.filter(isLookedAt);
	const widthOf = (line: Line) => (isLookedAt(line) ? 5 : 2.5) * scale;
	const lines = (part: string, of: Line[], color: Color, getWidth: (line: Line) => number) =>
		new LineLayer<Line, typeof BELOW_NAMES>({
			...BELOW_NAMES,
			id: `${id}-${part}`,
			data: of,
			pickable: part !== 'casing',
			getSourcePosition: (line) => line.from,
			getTargetPosition: (line) => line.to,
			getColor: color,
			getWidth,
			updateTriggers: { getWidth: [drawn.finding, scale] }
		});
	const layers: Layer[] = [];
	if (quiet.length > 0) layers.push(lines('quiet', quiet, [...INK, 30], () => scale));
	if (loud.length === 0) return layers;
	layers.push(
		ends(id, loud, drawn.zoom < FAR_ZOOM ? 0.6 * scale : scale),
		lines('casing', loud, WHITE, (line) => widthOf(line) + 3 * scale),
		lines('lines', loud, INK, widthOf)
	);
	if (numbered.length > 0 && drawn.zoom >= LABEL_ZOOM) layers.push(numbers(id, numbered, drawn));
	return layers;
}

/** Rings at both ends, so that a line of some metres is found from afar. */
function ends(id: string, lines: readonly Line[], scale: number): Layer {
	return new ScatterplotLayer<[number, number], typeof BELOW_NAMES>({
		...BELOW_NAMES,
		id: `${id}-ends`,
		data: lines.flatMap(({ from, to }) => [from, to]),
		getPosition: (end) => end,
		getRadius: 3,
		radiusUnits: 'pixels',
		radiusScale: scale,
		getFillColor: WHITE,
		getLineColor: INK,
		stroked: true,
		getLineWidth: 1.5 * scale,
		lineWidthUnits: 'pixels'
	});
}

function numbers(id: string, data: readonly Line[], drawn: Drawn): Layer {
	return new TextLayer<Line>({
		id: `${id}-numbers`,
		data,
		parameters: ON_TOP,
		getPosition: ({ from, to }) => [(from[0] + to[0]) / 2, (from[1] + to[1]) / 2],
		getText: drawn.label,
		getSize: 13 * drawn.typeScale,
		getPixelOffset: [0, -20 * drawn.typeScale],
		getColor: INK,
		background: true,
		getBackgroundColor: [255, 255, 255, 235],
		getBorderColor: INK,
		getBorderWidth: 1,
		backgroundPadding: [5, 3],
		fontFamily: '"Noto Sans SC", "Noto Sans CJK SC", "PingFang SC", "Microsoft YaHei", sans-serif',
		characterSet: 'auto'
	});
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
