import { crsWords } from './crs-words.ts';
import { say, type Language } from './document.ts';
import { boxPath, label, type Drawing, type Layer, type Shape } from './drawing.ts';
import { gridOf, northArrow, scaleBar } from './furniture.ts';
import { setLabels, type Wanted } from './labels.ts';
import { legendOf, type Sample } from './legend.ts';
import type { View } from './view.ts';

/** Width of every map, points; its frame leaves room for the northings to the left. */
const WIDTH = 520;
const LEFT = 10;
const TOP = 2;
const INK = '#16191e';

/** The frame of a map of a height, points. */
export function frameOf(height: number): View['frame'] {
	return [LEFT, TOP, WIDTH - 2, TOP + height];
}

export interface MapContent {
	view: View;
	srid: number;
	/** Drawn in this order; the grid's crosses lie between the two. */
	ground: readonly Shape[];
	over: readonly Shape[];
	labels: readonly Wanted[];
	samples: readonly Sample[];
	/** What is too small to be seen on the map, once more at a larger scale; null: nothing is. */
	inset: { view: View; shapes: readonly Shape[] } | null;
	alt: string;
}

/** A map with what makes it one: frame, grid, north arrow, legend, scale bar, and its coordinate system in words. */
export function mapSheet(
	{ view, srid, ground, over, labels, samples, inset, alt }: MapContent,
	language: Language
): Drawing {
	const { frame, scale } = view;
	const grid = gridOf(view);
	const north = northArrow(view, language === 'zh' ? '坐标北' : 'Grid N');
	const legend = legendOf(samples, [frame[0], frame[3] + 14], WIDTH - frame[0]);
	const foot = frame[3] + 16 + legend.height;
	return {
		width: WIDTH,
		height: foot + 20,
		alt,
		layers: [
			{
				clip: frame,
				shapes: [
					boxPath(frame, { fill: '#fbfaf7' }),
					...ground,
					...grid.crosses,
					...over,
					...setLabels(labels, frame, [north.box, ...(inset ? [inset.view.frame] : [])]),
					...north.shapes
				]
			},
			...(inset ? insetLayers(inset, language) : []),
			{
				clip: null,
				shapes: [
					boxPath(frame, { stroke: INK, width: 0.8 }),
					...grid.margin,
					...legend.shapes,
					...scaleBar(view, [frame[0] + 4, foot + 2]),
					label([WIDTH - 2, foot + 6], `1:${scale}   ${say(crsWords(srid), language)}`, { size: 6.5, align: 'end' }),
					label([WIDTH - 2, foot + 15], gridWords(language), { size: 6, align: 'end', colour: '#6c7480' })
				]
			}
		]
	};
}

function insetLayers({ view, shapes }: NonNullable<MapContent['inset']>, language: Language): Layer[] {
	const { frame, scale } = view;
	const [left, top, right, bottom] = frame;
	const words = language === 'zh' ? `地块放大 1:${scale}` : `Site enlarged 1:${scale}`;
	return [
		{ clip: frame, shapes: [boxPath(frame, { fill: '#fbfaf7' }), ...shapes] },
		{
			clip: frame,
			shapes: [
				boxPath([left, top, right, top + 11], { fill: '#ffffff', opacity: 0.85 }),
				label([left + 4, top + 8], words, { size: 6.5, bold: true }),
				boxPath([left, bottom - 20, left + 110, bottom], { fill: '#ffffff', opacity: 0.85 }),
				...scaleBar(view, [left + 6, bottom - 16]),
				boxPath(frame, { stroke: INK, width: 1.4 })
			]
		}
	];
}

function gridWords(language: Language): string {
	return language === 'zh'
		? '图廓数字为坐标 (米)：下方为东坐标，左侧为北坐标。比例尺按 A4 原尺寸打印时有效，缩放后以图示线段为准。'
		: 'Numbers along the frame are metres: eastings below, northings to the left. 1:n holds on A4 at full size; else the bar holds.';
}
