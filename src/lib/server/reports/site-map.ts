import type { Geometry } from 'geojson';
import { planeOf, type Plane } from '../../geo/plane.ts';
import type { LayerId } from '../../risk/layer.ts';
import { layerOf } from '../../risk/layers/registry.ts';
import type { ParcelAnswer, PlacedFinding } from '../../siting/api.ts';
import { anchorOf } from './anchor.ts';
import { crsWords } from './crs-words.ts';
import { say, type Language } from './document.ts';
import {
	boxPath,
	discPath,
	label,
	path,
	type Box,
	type Drawing,
	type Path,
	type Point,
	type Shape
} from './drawing.ts';
import { gridOf, northArrow, scaleBar } from './furniture.ts';
import { drawnIn, inPlane, positionsOf, type Drawn } from './geometry-paths.ts';
import { hatch } from './hatch.ts';
import { setLabels, type Wanted } from './labels.ts';
import { LAYER_LOOK, LAYER_ORDER } from './layer-looks.ts';
import { legendOf, type Sample } from './legend.ts';
import { onPaper, viewOf, type View } from './view.ts';

/** A feature around the site, for the map. */
export interface Surrounding {
	id: string;
	layer: LayerId;
	name: string | null;
	/** Longitude, latitude. */
	geometry: Geometry;
}

const WIDTH = 520;
const FRAME: Box = [10, 2, 518, 352];
const SITE_INK = '#0b0c0e';
const LINE_INK = '#9c0f1c';
/** A site alone is shown with at least so much around it, metres. */
const LEAST_M = 60;

/** What the map of a parcel shows of the plane: the site and the lines of all findings that count, with room around. */
export function siteView(answer: ParcelAnswer, srid: number): View {
	const plane = planeOf(srid);
	const shown = [
		...positionsOf(inPlane(answer.parcel.geometry, plane)),
		...counted(answer.findings).flatMap(({ line }) => (line ? line.map(([lng, lat]) => plane.project(lng, lat)) : []))
	];
	const xs = shown.map(([x]) => x);
	const ys = shown.map(([, y]) => y);
	const [west, south, east, north] = [least(xs), least(ys), most(xs), most(ys)];
	const room = Math.max(LEAST_M / 2, 0.12 * Math.max(east - west, north - south));
	return viewOf([west - room, south - room, east + room, north + room], FRAME);
}

/** Findings that count against the site: they are drawn. */
export function counted(findings: readonly PlacedFinding[]): PlacedFinding[] {
	return findings.filter((finding) => finding.counts !== 'clear');
}

/** The features that a view shows some of. */
export function seenIn(view: View, surroundings: readonly Surrounding[], srid: number): Surrounding[] {
	const plane = planeOf(srid);
	return surroundings.filter(({ geometry }) => anchorOf(drawnIn(view, inPlane(geometry, plane)), view.frame) !== null);
}

/**
 * The map of one parcel: site, neighbours, and the line between the nearest points of each finding that counts, numbered
 * as in the table; with grid, scale bar, north arrow and legend.
 */
export function siteMap(
	answer: ParcelAnswer,
	surroundings: readonly Surrounding[],
	srid: number,
	language: Language
): Drawing {
	const plane = planeOf(srid);
	const view = siteView(answer, srid);
	const around = surroundings
		.map((one) => ({ ...one, drawn: drawnIn(view, inPlane(one.geometry, plane)) }))
		.map((one) => ({ ...one, anchor: anchorOf(one.drawn, view.frame) }))
		.filter(({ anchor }) => anchor !== null);
	const site = drawnIn(view, inPlane(answer.parcel.geometry, plane));
	const lines = linesOf(answer, view, plane);
	const grid = gridOf(view);
	const north = northArrow(view, language === 'zh' ? '坐标北' : 'Grid N');
	const named = new Set(counted(answer.findings).map(({ other }) => other?.id));
	const wanted: Wanted[] = [
		...lines.map(({ from, to, numbers }) => numberLabel(from, to, numbers)),
		siteLabel(site, answer.parcel.name, language),
		...around
			.filter(({ name }) => name !== null)
			.map(({ id, name, anchor }) => nameLabel(anchor!, name!, named.has(id)))
			.sort((a, b) => Number(b.must) - Number(a.must))
	];
	const layers = LAYER_ORDER.filter((layer) => around.some((one) => one.layer === layer));
	const kinds = layers.map((layer) => ({ layer, drawn: around.find((one) => one.layer === layer)!.drawn }));
	const legend = legendOf(samplesOf(kinds, lines.length > 0, language), [FRAME[0], FRAME[3] + 14], WIDTH - FRAME[0]);
	const foot = FRAME[3] + 16 + legend.height;
	const crs = say(crsWords(srid), language);
	return {
		width: WIDTH,
		height: foot + 20,
		alt: altOf(answer, lines.length, around.length, view, language),
		layers: [
			{
				clip: FRAME,
				shapes: [
					boxPath(FRAME, { fill: '#fbfaf7' }),
					...layers.flatMap((layer) => around.filter((one) => one.layer === layer)).flatMap(layerShapes),
					...grid.crosses,
					...siteShapes(site),
					...lines.flatMap(({ from, to }) => lineShapes(from, to)),
					...setLabels(wanted, FRAME, [north.box]),
					...north.shapes
				]
			},
			{
				clip: null,
				shapes: [
					boxPath(FRAME, { stroke: SITE_INK, width: 0.8 }),
					...grid.margin,
					...legend.shapes,
					...scaleBar(view, [FRAME[0] + 4, foot + 2]),
					label([WIDTH - 2, foot + 6], `1:${view.scale}   ${crs}`, { size: 6.5, align: 'end' }),
					label([WIDTH - 2, foot + 15], gridWords(language), { size: 6, align: 'end', colour: '#6c7480' })
				]
			}
		]
	};
}

function gridWords(language: Language): string {
	return language === 'zh'
		? '图廓数字为坐标 (米)：下方为东坐标，左侧为北坐标。比例尺按 A4 原尺寸打印时有效，缩放后以图示线段为准。'
		: 'Numbers along the frame are metres: eastings below, northings to the left. 1:n holds on A4 at full size; else the bar holds.';
}

interface NumberedLine {
	from: Point;
	to: Point;
	/** Numbers of the findings in the table. */
	numbers: number[];
}

/** The lines of the findings that count; findings between the same two points share one. */
function linesOf(answer: ParcelAnswer, view: View, plane: Plane): NumberedLine[] {
	const lines = new Map<string, NumberedLine>();
	answer.findings.forEach((finding, i) => {
		if (finding.counts === 'clear' || finding.line === null) return;
		const [from, to] = finding.line.map(([lng, lat]) => onPaper(view, plane.project(lng, lat)));
		const key = [...from, ...to].map((value) => value.toFixed(1)).join(' ');
		const line = lines.get(key);
		if (line) line.numbers.push(i + 1);
		else lines.set(key, { from, to, numbers: [i + 1] });
	});
	return [...lines.values()];
}

function layerShapes({ layer, drawn }: { layer: LayerId; drawn: Drawn }): Shape[] {
	const look = LAYER_LOOK[layer];
	const { stroke, fill, width } = look;
	return [
		...(drawn.areas.length > 0 ? [path(drawn.areas, { ...look, closed: true, width: Math.min(width, 1) })] : []),
		...(drawn.lines.length > 0 ? [path(drawn.lines, { ...look, fill: null })] : []),
		...drawn.points.map((point) => discPath(point, 3, { fill: fill ?? '#ffffff', stroke, width: 0.9 }))
	];
}

function siteShapes({ areas, lines, points }: Drawn): Path[] {
	return [
		...(areas.length > 0
			? [
					path(areas, { closed: true, fill: '#ffffff', opacity: 0.55, stroke: '#ffffff', width: 3.2 }),
					hatch(areas, 'rising', 4, 0.45, SITE_INK),
					path(areas, { closed: true, stroke: SITE_INK, width: 1.5 })
				]
			: []),
		...(lines.length > 0
			? [path(lines, { stroke: '#ffffff', width: 4.4 }), path(lines, { stroke: SITE_INK, width: 2.4 })]
			: []),
		...points.flatMap((point) => [
			discPath(point, 5.5, { fill: '#ffffff', stroke: SITE_INK, width: 1.5 }),
			discPath(point, 2.2, { fill: SITE_INK })
		])
	];
}

function lineShapes(from: Point, to: Point): Path[] {
	return [
		path([[from, to]], { stroke: '#ffffff', width: 2.4 }),
		path([[from, to]], { stroke: LINE_INK, width: 1.1 }),
		discPath(from, 1.7, { fill: LINE_INK }),
		discPath(to, 1.7, { fill: LINE_INK })
	];
}

function numberLabel(from: Point, to: Point, numbers: readonly number[]): Wanted {
	const at: Point = [(from[0] + to[0]) / 2, (from[1] + to[1]) / 2];
	const text = numbers.length > 6 ? `${numbers.slice(0, 5).join(',')}…${numbers.at(-1)}` : numbers.join(',');
	return { at, text, size: 6.5, bold: true, colour: LINE_INK, frame: LINE_INK, must: true };
}

/** Above the site, so that its shape stays free. */
function siteLabel({ areas, lines, points }: Drawn, name: string, language: Language): Wanted {
	const shown = [...areas.flat(), ...lines.flat(), ...points];
	const xs = shown.map(([x]) => x);
	const at: Point = [(least(xs) + most(xs)) / 2, least(shown.map(([, y]) => y)) - 9];
	const text = `${language === 'zh' ? '拟建' : 'Site'} ${name}`;
	return { at, text: short(text), size: 7, bold: true, colour: SITE_INK, frame: null, must: true };
}

function nameLabel(at: Point, name: string, must: boolean): Wanted {
	return { at, text: short(name), size: 6, bold: must, colour: '#3a3f47', frame: null, must };
}

/** A name on the map; the whole of it stands in the table. */
function short(name: string): string {
	const signs = [...name];
	return signs.length > 22 ? `${signs.slice(0, 21).join('')}…` : name;
}

function samplesOf(
	layers: readonly { layer: LayerId; drawn: Drawn }[],
	hasLines: boolean,
	language: Language
): Sample[] {
	const zh = language === 'zh';
	const ring = ([left, top, right, bottom]: Box): Point[] => [
		[left, top],
		[right, top],
		[right, bottom],
		[left, bottom]
	];
	const through = ([left, top, right, bottom]: Box): [Point, Point] => [
		[left, (top + bottom) / 2],
		[right, (top + bottom) / 2]
	];
	const like = ({ areas, lines }: Drawn, box: Box): Drawn => {
		if (areas.length > 0) return { areas: [ring(box)], lines: [], points: [] };
		if (lines.length > 0) return { areas: [], lines: [through(box)], points: [] };
		return { areas: [], lines: [], points: [[(box[0] + box[2]) / 2, (box[1] + box[3]) / 2]] };
	};
	return [
		{
			text: zh ? '拟建地块' : 'Site',
			draw: (box) => siteShapes({ areas: [ring(box)], lines: [], points: [] })
		},
		...(hasLines
			? [
					{
						text: zh
							? '计入结论的核查结果：最近两点连线及序号'
							: 'Finding that counts: line between nearest points, with its number',
						draw: (box: Box) => lineShapes(...through(box))
					}
				]
			: []),
		...layers.map(({ layer, drawn }) => ({
			text: say(layerOf(layer).name, language),
			draw: (box: Box) => layerShapes({ layer, drawn: like(drawn, box) })
		}))
	];
}

function altOf(answer: ParcelAnswer, lines: number, around: number, view: View, language: Language): string {
	return language === 'zh'
		? `地块“${answer.parcel.name}”及周边 ${around} 个要素，比例尺 1:${view.scale}，${lines} 条最近两点连线。`
		: `Parcel “${answer.parcel.name}” with ${around} features around it, 1:${view.scale}, ${lines} lines between nearest points.`;
}

function least(values: readonly number[]): number {
	return values.reduce((a, b) => Math.min(a, b));
}

function most(values: readonly number[]): number {
	return values.reduce((a, b) => Math.max(a, b));
}
