import { curveInside } from './corridors.ts';
import { houseBeside } from './encroachments.ts';
import type { Encroachment } from './pipelines.ts';
import type { Plan } from './plan.ts';
import { besideOf, densify, lengthOf, pieceOf, type Point } from './plane-shapes.ts';
import { randomOf } from './random.ts';

export interface PowerLine {
	name: string;
	line: Point[];
	voltageKV: number;
	cable: boolean;
	/** Centre line to outer conductor; `null`: not on record. */
	halfWidthM: number | null;
	accuracyM: number | null;
}

type Shares = readonly (readonly [number, number])[];

const OVERHEAD: readonly { name: string; voltageKV: number; halfWidthM: number; keepM: number; shares: Shares }[] = [
	{
		name: '云泽甲线',
		voltageKV: 500,
		halfWidthM: 12,
		keepM: 20,
		shares: [
			[-0.03, 0.5],
			[0.17, 0.52],
			[0.3, 0.77],
			[0.55, 0.97],
			[0.7, 0.955],
			[0.8, 1.03]
		]
	},
	{
		name: '云泽乙线',
		voltageKV: 220,
		halfWidthM: 7,
		keepM: 15,
		shares: [
			[0.2, -0.03],
			[0.3, 0.2],
			[0.36, 0.45],
			[0.38, 0.7],
			[0.4, 1.03]
		]
	},
	{
		name: '湖东线',
		voltageKV: 220,
		halfWidthM: 7,
		keepM: 15,
		shares: [
			[1.03, 0.58],
			[0.95, 0.66],
			[0.93, 0.8],
			[0.8, 0.94]
		]
	},
	{
		name: '江南线',
		voltageKV: 110,
		halfWidthM: 4,
		keepM: 10,
		shares: [
			[0.06, 0.25],
			[0.25, 0.08],
			[0.45, 0.06],
			[0.7, 0.08],
			[0.8, 0.1],
			[0.97, 0.25]
		]
	},
	{
		name: '芦月线',
		voltageKV: 35,
		halfWidthM: 2.5,
		keepM: 10,
		shares: [
			[0.03, 0.6],
			[0.11, 0.47],
			[0.16, 0.25],
			[0.21, 0.12]
		]
	}
];

/** Where houses stand against a line, as a share of the distance the law asks for from the outer conductor. */
const TOO_NEAR = [0.2, 0.5, 0.8, 1];

export function powerLinesOf(plan: Plan): { lines: PowerLine[]; encroachments: Encroachment[] } {
	const lines: PowerLine[] = [];
	const encroachments: Encroachment[] = [];
	for (const { name, voltageKV, halfWidthM, keepM, shares } of OVERHEAD) {
		const curve = curveInside(plan.frame, plan.tiling.outline, shares, 360);
		const line = densify(curve, 120);
		TOO_NEAR.forEach((share, k) => {
			const lot = houseBeside(plan, line, halfWidthM + keepM * share, 0.1 + k * 0.21, { widthM: 11, depthM: 9 });
			if (lot !== null) encroachments.push({ lot, accuracyM: null });
		});
		plan.kept.addLine(line, halfWidthM + keepM + 4);
		lines.push({ name: `${voltageKV} kV ${name}`, line, voltageKV, cable: false, halfWidthM, accuracyM: null });
	}
	lines.push(...distributionLines(plan));
	return { lines, encroachments };
}

/** 10 kV along township roads, on one side of their land; cables under some avenues of the city. */
function distributionLines(plan: Plan): PowerLine[] {
	const random = randomOf(plan.seed, '10 kV');
	const lines: PowerLine[] = [];
	for (const street of plan.streets.streets) {
		const isCountry = street.way === 'township' && random.happens(0.22);
		const isCity = street.way === 'avenue' && random.happens(0.1);
		if (!(isCountry || isCity) || lengthOf(street.points) < 700) continue;
		const points = densify(
			pieceOf(besideOf(street.points, isCity ? 13 : 4.6), 60, Math.min(5_000, lengthOf(street.points) - 60)),
			120
		);
		lines.push({
			name: `${isCity ? '110 kV 电缆' : '10 kV 线路'} ${lines.length + 1}`,
			line: points,
			voltageKV: isCity ? 110 : 10,
			cable: isCity,
			halfWidthM: isCity ? null : random.happens(0.04) ? null : 0.8,
			accuracyM: isCity ? 1 : null
		});
	}
	return lines;
}
