import { intersection } from 'polyclip-ts';
import type { Frame } from './frame.ts';
import { besideOf, blobOf, smoothLine, type Point } from './plane-shapes.ts';
import { noiseAt } from './random.ts';

export interface Water {
	kind: 'lake' | 'river';
	name: string;
	ring: Point[];
}

/** The river, cut at the district's border, and the lakes. */
export function watersOf(frame: Frame, outline: readonly Point[], seed: number): Water[] {
	return [riverOf(frame, outline), ...lakesOf(frame, seed)];
}

function riverOf(frame: Frame, outline: readonly Point[]): Water {
	const way: Point[] = [];
	for (let k = 0; k <= 20; k++) {
		const t = k / 20;
		const swing = 0.035 * Math.sin(t * 11 + 0.5) + 0.018 * Math.sin(t * 26 + 2);
		way.push([(t * 1.1 - 0.05) * frame.width, (0.155 + swing) * frame.height]);
	}
	const middle = smoothLine(way, 14).map(([u, v]) => frame.place(u, v));
	const widths = middle.map((_, i) => 75 + 22 * Math.sin(i / 9) + 12 * Math.sin(i / 3.7 + 1));
	const left = besideOf(middle, 1).map((p, i): Point => spread(middle[i], p, widths[i]));
	const right = besideOf(middle, -1).map((p, i): Point => spread(middle[i], p, widths[i] * 0.94));
	const band = [...left, ...right.reverse()];
	const cut = intersection(
		[[...band, band[0]].map(([x, y]): [number, number] => [x, y])],
		[[...outline, outline[0]].map(([x, y]): [number, number] => [x, y])]
	);
	const rings = cut.map((polygon) => polygon[0].slice(0, -1)).sort((a, b) => b.length - a.length);
	if (rings.length === 0) throw new Error('The river does not cross the district.');
	return { kind: 'river', name: '澄江', ring: rings[0] };
}

function spread(from: Point, beside: Point, distanceM: number): Point {
	return [from[0] + (beside[0] - from[0]) * distanceM, from[1] + (beside[1] - from[1]) * distanceM];
}

const LAKES = [
	{ name: '云泽湖', u: 0.565, v: 0.735, radiusM: 1_500, phase: 1.3 },
	{ name: '鹭影湖', u: 0.865, v: 0.62, radiusM: 620, phase: 2.9 },
	{ name: '青菱荡', u: 0.255, v: 0.41, radiusM: 780, phase: 4.4 },
	{ name: '月湾湖', u: 0.1, v: 0.67, radiusM: 520, phase: 5.8 }
];

function lakesOf(frame: Frame, seed: number): Water[] {
	return LAKES.map(({ name, u, v, radiusM, phase }) => {
		const centre = frame.place(u * frame.width, v * frame.height);
		const ring = blobOf(centre, radiusM, 0.75, 180, phase).map(([x, y]): Point => {
			// stretched east–west, and a shore that is not a curve of a compass
			const shore = 1 + 0.07 * noiseAt(seed, x, y, 420) + 0.03 * noiseAt(seed + 1, x, y, 120);
			return [centre[0] + (x - centre[0]) * 1.25 * shore, centre[1] + (y - centre[1]) * 0.8 * shore];
		});
		return { kind: 'lake' as const, name, ring };
	});
}
