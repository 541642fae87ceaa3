import type { Geometry, Position } from 'geojson';
import { planeOf, type Plane } from '../../geo/plane.ts';
import type { LayerId } from '../../risk/layer.ts';
import type { ParcelAnswer, PlacedFinding } from '../../siting/api.ts';
import { anchorOf } from './anchor.ts';
import type { Language } from './document.ts';
import type { Box, Drawing, Point } from './drawing.ts';
import { drawnIn, inPlane, positionsOf, type Drawn } from './geometry-paths.ts';
import type { Wanted } from './labels.ts';
import { LAYER_ORDER } from './layer-looks.ts';
import { frameOf, mapSheet, type MapContent } from './map-sheet.ts';
import { layerShapes, LINE_INK, lineShapes, samplesOf, SITE_INK, siteShapes } from './site-shapes.ts';
import { metresAPoint, onPaper, viewOf, type View } from './view.ts';

/** A feature around the site, for the map. */
export interface Surrounding {
	id: string;
	layer: LayerId;
	name: string | null;
	/** Longitude, latitude. */
	geometry: Geometry;
}

const HEIGHT = 350;
/** A site alone is shown with at least so much around it, metres. */
const LEAST_M = 60;

/** What the map of a parcel shows of the plane: the site and the lines of all findings that count, with room around. */
export function siteView(answer: ParcelAnswer, srid: number): View {
	const plane = planeOf(srid);
	const shown = [
		...positionsOf(inPlane(answer.parcel.geometry, plane)),
		...counted(answer.findings).flatMap(({ line }) => (line ? line.map(([lng, lat]) => plane.project(lng, lat)) : []))
	];
	const [west, south, east, north] = boundsOf(shown);
	const room = Math.max(LEAST_M / 2, 0.12 * Math.max(east - west, north - south));
	return viewOf([west - room, south - room, east + room, north + room], frameOf(HEIGHT));
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
	const named = new Set(counted(answer.findings).map(({ other }) => other?.id));
	const layers = LAYER_ORDER.filter((layer) => around.some((one) => one.layer === layer));
	const kinds = layers.map((layer) => ({ layer, drawn: around.find((one) => one.layer === layer)!.drawn }));
	return mapSheet(
		{
			view,
			srid,
			ground: layers.flatMap((layer) => around.filter((one) => one.layer === layer)).flatMap(layerShapes),
			over: [...siteShapes(site), ...lines.flatMap(({ from, to }) => lineShapes(from, to))],
			labels: [
				...lines.map(({ from, to, numbers }) => numberLabel(from, to, numbers)),
				siteLabel(site, answer.parcel.name, language),
				...around
					.filter(({ name }) => name !== null)
					.map(({ id, name, drawn, anchor }) => nameLabel(drawn, anchor!, name!, named.has(id)))
					.sort((a, b) => Number(b.must) - Number(a.must))
			],
			samples: samplesOf(kinds, lines.length > 0, language),
			inset: insetOf(answer, surroundings, view, plane),
			alt: altOf(answer, lines.length, around.length, view, language)
		},
		language
	);
}

/** A site that is smaller than this on the map is shown once more, points. */
const SMALL = 36;
const INSET = { width: 150, height: 120 };

/** The site at a larger scale, in the corner of the frame that is furthest from what is drawn; null for one large enough. */
function insetOf(
	answer: ParcelAnswer,
	surroundings: readonly Surrounding[],
	whole: View,
	plane: Plane
): MapContent['inset'] {
	const site = positionsOf(inPlane(answer.parcel.geometry, plane));
	const [west, south, east, north] = boundsOf(site);
	const size = Math.max(east - west, north - south);
	if (size === 0 || size / metresAPoint(whole) >= SMALL) return null;
	const drawn = linesOf(answer, whole, plane).flatMap(({ from, to }) => [from, to]);
	const [x, y] = onPaper(whole, [(west + east) / 2, (south + north) / 2]);
	const [{ box: corner }] = cornersFor(whole.frame)
		.map((box) => ({
			box,
			hit: drawn.filter(([px, py]) => px > box[0] && px < box[2] && py > box[1] && py < box[3]).length,
			away: Math.hypot((box[0] + box[2]) / 2 - x, (box[1] + box[3]) / 2 - y)
		}))
		.sort((a, b) => a.hit - b.hit || b.away - a.away);
	const room = Math.max(size * 0.5, 5);
	const view = viewOf([west - room, south - room, east + room, north + room], corner);
	const around = LAYER_ORDER.flatMap((layer) => surroundings.filter((one) => one.layer === layer));
	return {
		view,
		shapes: [
			...around.flatMap(({ layer, geometry }) =>
				layerShapes({ layer, drawn: drawnIn(view, inPlane(geometry, plane)) })
			),
			...siteShapes(drawnIn(view, inPlane(answer.parcel.geometry, plane))),
			...linesOf(answer, view, plane).flatMap(({ from, to }) => lineShapes(from, to))
		]
	};
}

/** The lower corners, and the upper left one: the upper right has the north arrow. */
function cornersFor([left, top, right, bottom]: Box): Box[] {
	const { width, height } = INSET;
	return [
		[left, bottom - height, left + width, bottom],
		[right - width, bottom - height, right, bottom],
		[left, top, left + width, top + height]
	];
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

/** On an area or a line, above a point or what is little larger. */
function nameLabel({ areas, lines }: Drawn, [x, y]: Point, name: string, must: boolean): Wanted {
	const ys = areas.flat().map(([, value]) => value);
	const isSmall = ys.length > 0 ? most(ys) - least(ys) < 12 : lines.length === 0;
	const at: Point = isSmall ? [x, y - 9] : [x, y];
	return { at, text: short(name), size: 6, bold: must, colour: '#3a3f47', frame: null, must };
}

/** A name on the map; the whole of it stands in the table. */
function short(name: string): string {
	const signs = [...name];
	return signs.length > 22 ? `${signs.slice(0, 21).join('')}…` : name;
}

function altOf(answer: ParcelAnswer, lines: number, around: number, view: View, language: Language): string {
	return language === 'zh'
		? `地块“${answer.parcel.name}”及周边 ${around} 个要素，比例尺 1:${view.scale}，${lines} 条最近两点连线。`
		: `Parcel “${answer.parcel.name}” with ${around} features around it, 1:${view.scale}, ${lines} lines between nearest points.`;
}

function boundsOf(positions: readonly Position[]): [number, number, number, number] {
	const xs = positions.map(([x]) => x);
	const ys = positions.map(([, y]) => y);
	return [least(xs), least(ys), most(xs), most(ys)];
}

function least(values: readonly number[]): number {
	return values.reduce((a, b) => Math.min(a, b));
}

function most(values: readonly number[]): number {
	return values.reduce((a, b) => Math.max(a, b));
}
