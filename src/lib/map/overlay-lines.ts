import type { Color, Layer } from '@deck.gl/core';
import { LineLayer, ScatterplotLayer, TextLayer } from '@deck.gl/layers';
import type { Palette } from './palette.ts';
import type { FindingItem } from '$lib/api.ts';
import { rgbOf } from '$lib/ui/levels.ts';

/** How the lines of findings are drawn. */
export interface LineLook {
	/** Id of the one finding that is looked at. */
	finding: number | null;
	zoom: number;
	typeScale: number;
	/** The words beside a line: measured and required. */
	label: (finding: FindingItem) => string;
}

export type Line = FindingItem & { from: [number, number]; to: [number, number] };

/** Colours of the lines, of what keeps them off the ground, and of their words. */
export interface LineColours {
	ink: [number, number, number];
	casing: [number, number, number];
}

export function violationColours({ violation, casing }: Palette): LineColours {
	return { ink: rgbOf(violation), casing: rgbOf(casing) };
}

/** From this zoom a line of some metres is long enough to carry its numbers. */
const LABEL_ZOOM = 15;
/** Below this zoom a whole district fits a phone, and marks shrink so that the zones are seen. */
export const FAR_ZOOM = 11;
/** What must be read is never hidden by what else was drawn at the same height. */
export const ON_TOP = { depthCompare: 'always', depthWriteEnabled: false } as const;
/** Everything of deck.gl stands below the names. */
export const BELOW_NAMES = { beforeId: 'zone-letter' };

export function hasLine(finding: FindingItem): finding is Line {
	return finding.from !== null && finding.to !== null;
}

/** Beyond this a line is a bearing, not a gap: hundreds of them round one tank farm would bury the map. */
const LONG_M = 50;

/** The lines of findings, the near ones with rings at their ends and, from close by, their numbers. */
export function lineLayers(id: string, data: readonly Line[], drawn: LineLook, colours: LineColours): Layer[] {
	const { ink, casing } = colours;
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
	if (quiet.length > 0) layers.push(lines('quiet', quiet, [...ink, 30], () => scale));
	if (loud.length === 0) return layers;
	layers.push(
		ends(id, loud, drawn.zoom < FAR_ZOOM ? 0.6 * scale : scale, colours),
		lines('casing', loud, casing, (line) => widthOf(line) + 3 * scale),
		lines('lines', loud, ink, widthOf)
	);
	if (numbered.length > 0 && drawn.zoom >= LABEL_ZOOM) layers.push(numbers(id, numbered, drawn, colours));
	return layers;
}

/** Rings at both ends, so that a line of some metres is found from afar. */
function ends(id: string, lines: readonly Line[], scale: number, { ink, casing }: LineColours): Layer {
	return new ScatterplotLayer<[number, number], typeof BELOW_NAMES>({
		...BELOW_NAMES,
		id: `${id}-ends`,
		data: lines.flatMap(({ from, to }) => [from, to]),
		getPosition: (end) => end,
		getRadius: 3,
		radiusUnits: 'pixels',
		radiusScale: scale,
		getFillColor: casing,
		getLineColor: ink,
		stroked: true,
		getLineWidth: 1.5 * scale,
		lineWidthUnits: 'pixels'
	});
}

function numbers(id: string, data: readonly Line[], drawn: LineLook, { ink, casing }: LineColours): Layer {
	return new TextLayer<Line>({
		id: `${id}-numbers`,
		data,
		parameters: ON_TOP,
		getPosition: ({ from, to }) => [(from[0] + to[0]) / 2, (from[1] + to[1]) / 2],
		getText: drawn.label,
		getSize: 13 * drawn.typeScale,
		getPixelOffset: [0, -20 * drawn.typeScale],
		getColor: ink,
		background: true,
		getBackgroundColor: [...casing, 235],
		getBorderColor: ink,
		getBorderWidth: 1,
		backgroundPadding: [5, 3],
		fontFamily: '"Noto Sans SC", "Noto Sans CJK SC", "PingFang SC", "Microsoft YaHei", sans-serif',
		characterSet: 'auto'
	});
}
