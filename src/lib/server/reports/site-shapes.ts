import type { LayerId } from '../../risk/layer.ts';
import { layerOf } from '../../risk/layers/registry.ts';
import { say, type Language } from './document.ts';
import { discPath, path, type Box, type Path, type Point, type Shape } from './drawing.ts';
import type { Drawn } from './geometry-paths.ts';
import { hatch } from './hatch.ts';
import { LAYER_LOOK } from './layer-looks.ts';
import type { Sample } from './legend.ts';

export const SITE_INK = '#0b0c0e';
export const LINE_INK = '#9c0f1c';

export function layerShapes({ layer, drawn }: { layer: LayerId; drawn: Drawn }): Shape[] {
	const look = LAYER_LOOK[layer];
	const { stroke, fill, width } = look;
	return [
		...(drawn.areas.length > 0 ? [path(drawn.areas, { ...look, closed: true, width: Math.min(width, 1) })] : []),
		...(drawn.lines.length > 0 ? [path(drawn.lines, { ...look, fill: null })] : []),
		...drawn.points.map((point) => discPath(point, 3, { fill: fill ?? '#ffffff', stroke, width: 0.9 }))
	];
}

export function siteShapes({ areas, lines, points }: Drawn): Path[] {
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

export function lineShapes(from: Point, to: Point): Path[] {
	return [
		path([[from, to]], { stroke: '#ffffff', width: 2.4 }),
		path([[from, to]], { stroke: LINE_INK, width: 1.1 }),
		discPath(from, 1.7, { fill: LINE_INK }),
		discPath(to, 1.7, { fill: LINE_INK })
	];
}

/** What the signs of a site map mean. */
export function samplesOf(
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
