import type { Attributes } from '../../src/lib/risk/layer.ts';
import { personName, phoneNumber } from './names.ts';
import type { Plan } from './plan.ts';
import { blobOf, distanceBetween, isInside, type Point } from './plane-shapes.ts';
import { randomOf } from './random.ts';

export interface GeohazardZone {
	name: string;
	ring: Point[];
	attributes: Attributes;
}

const ZONES: readonly { kind: 'danger' | 'prone'; type: string; zh: string; radiusM: number; grade: string | null }[] =
	[
		{ kind: 'danger', type: 'landslide', zh: '滑坡', radiusM: 90, grade: '高' },
		{ kind: 'danger', type: 'ground_collapse', zh: '地面塌陷', radiusM: 110, grade: '极高' },
		{ kind: 'danger', type: 'collapse', zh: '崩塌', radiusM: 60, grade: '中' },
		{ kind: 'danger', type: 'landslide', zh: '岸坡', radiusM: 80, grade: null },
		{ kind: 'prone', type: 'ground_collapse', zh: '岩溶塌陷', radiusM: 620, grade: '中' },
		{ kind: 'prone', type: 'subsidence', zh: '软土沉降', radiusM: 900, grade: '中' },
		{ kind: 'prone', type: 'landslide', zh: '丘陵滑坡', radiusM: 420, grade: '高' },
		{ kind: 'prone', type: 'landslide', zh: '岸坡', radiusM: 350, grade: '中' },
		{ kind: 'prone', type: 'subsidence', zh: '软土沉降', radiusM: 700, grade: '低' },
		{ kind: 'prone', type: 'other', zh: '崩岸', radiusM: 300, grade: null }
	];

/** Danger zones by their risk, prone zones by their susceptibility; a few whose class nobody has stated. */
export function geohazardsOf(plan: Plan): GeohazardZone[] {
	const random = randomOf(plan.seed, 'geohazards');
	const { tiling, land, waters } = plan;
	const zones: GeohazardZone[] = [];
	const taken: Point[] = [];
	const count = Math.round(ZONES.length * plan.scale);
	for (let tries = 0; zones.length < count && tries < count * 400; tries++) {
		const spec = ZONES[zones.length % ZONES.length];
		const [i, j] = [random.integer(0, land.columns - 1), random.integer(0, land.rows - 1)];
		const centre = land.cell(i, j)[0];
		if (land.use(i, j) !== 'rural' || taken.some((other) => distanceBetween(other, centre) < 2_200)) continue;
		const ring = blobOf(centre, spec.radiusM, 0.6, 48, random.between(0, 6));
		const isLand = ring.every((p) => isInside(p, tiling.outline) && !waters.some((water) => isInside(p, water.ring)));
		if (!isLand) continue;
		taken.push(centre);
		const attributes: Attributes = {
			kind: spec.kind,
			hazardType: spec.type,
			responsiblePerson: personName(random),
			phone: phoneNumber(random),
			lastSurveyed: `2026-0${random.integer(3, 9)}-0${random.integer(1, 9)}`
		};
		if (spec.grade !== null) attributes[spec.kind === 'danger' ? 'risk' : 'susceptibility'] = spec.grade;
		if (spec.kind === 'danger') attributes.threatenedPeople = random.integer(4, 160);
		const name = `${spec.zh}${spec.kind === 'danger' ? '危险区' : '易发区'}${zones.length + 1}`;
		zones.push({ name, ring, attributes });
	}
	return zones;
}
