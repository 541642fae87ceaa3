import type { Attributes } from '../../src/lib/risk/layer.ts';
import { parkOutline } from './land.ts';
import type { Plan } from './plan.ts';
import type { Plant } from './plants.ts';
import { blobOf, distanceBetween, insideOf, type Point } from './plane-shapes.ts';

export interface RiskContour {
	name: string;
	ring: Point[];
	attributes: Attributes;
}

/** Mean radius of each line around the middle of a plant, metres; the outermost at most. */
const RADII_M = [
	['3e-5', 90],
	['1e-5', 150],
	['3e-6', 260]
] as const;
const OUTERMOST_M = { least: 480, most: 1_500 };
/** A school nearer than this lies inside the outermost line: its radius is taken from there. */
const BEYOND_SCHOOL_M = 170;

/** The control line runs this far outside a chemical park, in the plan. */
const CONTROL_LINE_M = 420;

/** Vertices of a line: so many that one inside another stays there. */
const VERTICES = 96;

/**
 * Individual-risk contours as an assessment would hand them over: four nested lines around one plant of each chemical
 * park, the one nearest to a school, and the control line around the park. Fictional like the plants.
 */
export function riskContoursOf(
	plan: Plan,
	plants: readonly { plant: Plant; name: string }[],
	parkNames: readonly string[],
	schools: readonly Point[]
): RiskContour[] {
	const inDistrict = insideOf(plan.tiling.outline);
	const contours: RiskContour[] = [];
	plan.land.parks.forEach((park, p) => {
		if (!park.chemical) return;
		const near = plants
			.filter(({ plant }) => plant.park === p && plant.chemical)
			.map(({ plant, name }) => ({ plant, name, schoolM: nearest(middleOf(plant), schools) }))
			.sort((a, b) => a.schoolM - b.schoolM);
		const report = { assessmentReport: `示评QRA-2026-${String(p + 1).padStart(3, '0')}`, assessedOn: '2026-03-18' };
		if (near.length > 0) {
			const [{ plant, name, schoolM }] = near;
			const outermostM = Math.min(Math.max(schoolM + BEYOND_SCHOOL_M, OUTERMOST_M.least), OUTERMOST_M.most);
			for (const [frequency, radiusM] of [...RADII_M, ['3e-7', outermostM] as const]) {
				const ring = within(middleOf(plant), radiusM, p, inDistrict);
				const attributes = { kind: 'individual_risk', frequency, enterprise: name, assessor: ASSESSOR, ...report };
				contours.push({ name: `${name}个人风险 ${frequency}`, ring, attributes });
			}
		}
		contours.push({
			name: `${parkNames[p]}周边规划安全控制线`,
			ring: parkOutline(plan.frame, park.cells, CONTROL_LINE_M),
			attributes: { kind: 'park_control_line', enterprise: parkNames[p], assessor: ASSESSOR, ...report }
		});
	});
	return contours;
}

const ASSESSOR = '云泽安全评价示例机构';

function middleOf({ block }: Plant): Point {
	const [a, , c] = block.corners;
	return [(a[0] + c[0]) / 2, (a[1] + c[1]) / 2];
}

function nearest(from: Point, places: readonly Point[]): number {
	return places.reduce((least, place) => Math.min(least, distanceBetween(from, place)), Infinity);
}

/** A slightly rugged ring around a place, smaller where it would leave the district. */
function within(centre: Point, radiusM: number, phase: number, inDistrict: (point: Point) => boolean): Point[] {
	const ring = blobOf(centre, radiusM, 0.09, VERTICES, phase);
	return ring.every(inDistrict) ? ring : within(centre, radiusM * 0.93, phase, inDistrict);
}
