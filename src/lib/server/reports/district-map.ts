import type { Geometry } from 'geojson';
import { planeOf } from '../../geo/plane.ts';
import { LEVEL_KEYS, LEVEL_LOOK, keyOf, type LevelKey } from '../../risk/level-look.ts';
import type { Level } from '../../risk/level.ts';
import { anchorOf } from './anchor.ts';
import { ringWithin } from './clip.ts';
import type { Language } from './document.ts';
import { path, type Box, type Drawing, type Point, type Shape } from './drawing.ts';
import { drawnIn, inPlane, positionsOf, type Drawn } from './geometry-paths.ts';
import { hatch } from './hatch.ts';
import type { Wanted } from './labels.ts';
import type { Sample } from './legend.ts';
import { levelMark } from './looks.ts';
import { frameOf, mapSheet } from './map-sheet.ts';
import { viewOf } from './view.ts';

/** A zone of the four-colour map. Geometries are longitude, latitude. */
export interface MapZone {
	level: Level | null;
	geometry: Geometry;
}
/** The district itself, or one of its subdistricts. */
export interface MapArea {
	kind: 'district' | 'subdistrict';
	name: string;
	level: Level | null;
	geometry: Geometry;
}

/** Room for the map on a page that it has for itself with its caption. */
const TALLEST = 600;
const FLATTEST = 280;
const FRAME_WIDTH = 508;
const BORDER = '#22262c';
/** Letters that are set into the greatest pieces of each level. */
const LETTERS = 8;

/** The four-colour map of a run: zones in colour and pattern, borders and names of subdistricts. */
export function districtMap(
	zones: readonly MapZone[],
	areas: readonly MapArea[],
	srid: number,
	language: Language
): Drawing {
	const plane = planeOf(srid);
	const placed = [...zones, ...areas].map(({ geometry }) => inPlane(geometry, plane));
	const view = viewAround(placed);
	const drawn = placed.map((geometry) => drawnIn(view, geometry));
	const byLevel = (key: LevelKey) => zones.flatMap(({ level }, i) => (keyOf(level) === key ? [drawn[i]] : []));
	const borders = areas.map((area, i) => ({ ...area, drawn: drawn[zones.length + i] }));
	// Blue lies under all others, and red over them: where two meet the worse one's edge is seen.
	const keys = LEVEL_KEYS.filter((key) => byLevel(key).length > 0);
	const ground = [...keys]
		.reverse()
		.flatMap((key) => byLevel(key).flatMap(({ areas: rings }) => zoneShapes(rings, key)));
	return mapSheet(
		{
			view,
			srid,
			ground,
			over: borders.flatMap(({ kind, drawn: { areas: rings } }) => borderShapes(rings, kind)),
			labels: [
				...borders
					.filter(({ kind }) => kind === 'subdistrict')
					.flatMap((area) => nameLabel(area, view.frame, language)),
				...keys.filter((key) => key !== 'blue').flatMap((key) => letterLabels(byLevel(key), key, view.frame, language))
			],
			samples: [...keys.map((key) => zoneSample(key, language)), ...borderSamples(language)],
			inset: null,
			alt: altOf(zones.length, borders.length, view.scale, language)
		},
		language
	);
}

function viewAround(geometries: readonly Geometry[]) {
	let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity];
	for (const [x, y] of geometries.flatMap(positionsOf)) {
		[west, south] = [Math.min(west, x), Math.min(south, y)];
		[east, north] = [Math.max(east, x), Math.max(north, y)];
	}
	const room = 0.02 * Math.max(east - west, north - south, 100);
	const box = [west - room, south - room, east + room, north + room] as const;
	const height = ((box[3] - box[1]) / (box[2] - box[0])) * FRAME_WIDTH;
	return viewOf(box, frameOf(Math.min(TALLEST, Math.max(FLATTEST, height))));
}

function zoneShapes(rings: readonly Point[][], key: LevelKey): Shape[] {
	const { fill, ink, zoneOpacity, pattern } = LEVEL_LOOK[key];
	return [
		path(rings, { closed: true, fill, opacity: zoneOpacity }),
		...(pattern === null ? [] : [hatch(rings, pattern.kind, pattern.size / 2, pattern.width / 3, ink)]),
		path(rings, { closed: true, stroke: ink, width: key === 'blue' ? 0.15 : 0.4 })
	];
}

function borderShapes(rings: readonly Point[][], kind: MapArea['kind']): Shape[] {
	const look = kind === 'district' ? { width: 1.6 } : { width: 0.8, dash: [5, 1.5] };
	return [path(rings, { closed: true, stroke: BORDER, ...look })];
}

function nameLabel(area: MapArea & { drawn: Drawn }, frame: Box, language: Language): Wanted[] {
	const at = anchorOf(area.drawn, frame);
	if (at === null) return [];
	const text = `${area.name} ${levelMark(area.level, language).sign}`;
	return [{ at, text, size: 7, bold: true, colour: BORDER, frame: null, must: true }];
}

/** The letter of a level in its greatest pieces, so that none needs its colour to be known. */
function letterLabels(pieces: readonly Drawn[], key: LevelKey, frame: Box, language: Language): Wanted[] {
	const { ink, letter } = LEVEL_LOOK[key];
	return pieces
		.map((drawn) => ({ drawn, size: Math.max(0, ...drawn.areas.map((ring) => sizeOf(ringWithin(ring, frame)))) }))
		.filter(({ size }) => size > 250)
		.sort((a, b) => b.size - a.size)
		.slice(0, LETTERS)
		.flatMap(({ drawn }) => {
			const at = anchorOf(drawn, frame);
			if (at === null) return [];
			return [{ at, text: letter[language], size: 7, bold: true, colour: ink, frame: null, must: false }];
		});
}

/** Area of a ring, square points (the shoelace formula). */
function sizeOf(ring: readonly Point[]): number {
	const twice = ring.reduce((sum, [ax, ay], i) => {
		const [bx, by] = ring[(i + 1) % ring.length];
		return sum + ax * by - bx * ay;
	}, 0);
	return Math.abs(twice) / 2;
}

function zoneSample(key: LevelKey, language: Language): Sample {
	const { sign, word } = levelMark(key === 'none' ? null : key, language);
	return { text: `${sign} ${word}`, draw: (box) => zoneShapes([cornersOf(box)], key) };
}

function borderSamples(language: Language): Sample[] {
	const zh = language === 'zh';
	return [
		{ text: zh ? '区界' : 'District', draw: (box) => borderShapes([cornersOf(box)], 'district') },
		{ text: zh ? '街道界' : 'Subdistrict', draw: (box) => borderShapes([cornersOf(box)], 'subdistrict') }
	];
}

function cornersOf([left, top, right, bottom]: Box): Point[] {
	return [
		[left, top],
		[right, top],
		[right, bottom],
		[left, bottom]
	];
}

function altOf(zones: number, areas: number, scale: number, language: Language): string {
	return language === 'zh'
		? `四色分布图：${zones} 个分区，${areas} 个行政区域，比例尺 1:${scale}。`
		: `Four-colour map: ${zones} zones, ${areas} administrative areas, 1:${scale}.`;
}
