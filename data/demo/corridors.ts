import { piecesInside } from './clipping.ts';
import type { Frame } from './frame.ts';
import { lengthOf, smoothLine, type Point } from './plane-shapes.ts';

/** Ways that do not follow the lattice: they cross it in long curves. */
export interface Corridor {
	kind: 'expressway' | 'railway';
	name: string;
	line: Point[];
}

const EXPRESSWAYS = {
	云环高速: [
		[-0.03, 0.31],
		[0.12, 0.36],
		[0.27, 0.29],
		[0.41, 0.27],
		[0.53, 0.235],
		[0.66, 0.245],
		[0.8, 0.275],
		[0.9, 0.34],
		[1.03, 0.36]
	],
	泽北高速: [
		[0.4, -0.04],
		[0.415, 0.2],
		[0.395, 0.42],
		[0.41, 0.62],
		[0.445, 0.82],
		[0.45, 1.04]
	]
} as const;

const RAILWAY = [
	[-0.03, 0.79],
	[0.15, 0.775],
	[0.31, 0.64],
	[0.45, 0.555],
	[0.58, 0.47],
	[0.72, 0.41],
	[0.86, 0.44],
	[1.03, 0.5]
] as const;

/** A curve through places given as shares of the plan's width and height, cut at the district's border. */
export function curveInside(
	frame: Frame,
	outline: readonly Point[],
	shares: readonly (readonly [number, number])[],
	stepM: number
): Point[] {
	const way = shares.map(([u, v]): Point => [u * frame.width, v * frame.height]);
	const steps = Math.max(2, Math.round(lengthOf(way) / (way.length - 1) / stepM));
	const line = smoothLine(way, steps).map(([u, v]) => frame.place(u, v));
	const pieces = piecesInside(line, outline);
	if (pieces.length === 0) throw new Error('A corridor does not cross the district.');
	return pieces[0];
}

export function corridorsOf(frame: Frame, outline: readonly Point[]): Corridor[] {
	return [
		...Object.entries(EXPRESSWAYS).map(([name, shares]) => ({
			kind: 'expressway' as const,
			name,
			line: curveInside(frame, outline, shares, 120)
		})),
		{ kind: 'railway', name: '云泽铁路', line: curveInside(frame, outline, RAILWAY, 120) }
	];
}

/** Long pipelines, from border to border or to their end in the district. Parks and plants keep clear of them. */
export interface Trunks {
	gas: Point[];
	oil: Point[];
	/** High-pressure city gas from the gas trunk towards the city. */
	high: Point[];
}

/** As new trunk lines are laid: around the towns and the lakes, though not everywhere. */
const TRUNKS = {
	gas: [
		[-0.04, 0.5],
		[0.08, 0.495],
		[0.19, 0.505],
		[0.265, 0.56],
		[0.3, 0.63],
		[0.34, 0.84],
		[0.43, 0.93],
		[0.5, 0.945],
		[0.6, 0.945],
		[0.74, 0.915],
		[0.86, 0.83],
		[0.93, 0.72],
		[1.04, 0.66]
	],
	oil: [
		[-0.04, 0.44],
		[0.06, 0.455],
		[0.13, 0.465],
		[0.2, 0.487],
		[0.28, 0.48],
		[0.33, 0.42],
		[0.38, 0.35],
		[0.44, 0.29],
		[0.5, 0.25],
		[0.56, 0.235],
		[0.61, 0.245],
		[0.66, 0.27],
		[0.705, 0.315]
	],
	high: [
		[0.5, 0.94],
		[0.47, 0.76],
		[0.48, 0.6],
		[0.5, 0.47],
		[0.49, 0.34]
	]
} as const;

export function trunksOf(frame: Frame, outline: readonly Point[]): Trunks {
	return {
		gas: curveInside(frame, outline, TRUNKS.gas, 50),
		oil: curveInside(frame, outline, TRUNKS.oil, 50),
		high: curveInside(frame, outline, TRUNKS.high, 50)
	};
}
