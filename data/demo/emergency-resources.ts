import type { Attributes } from '../../src/lib/risk/layer.ts';
import type { Use } from './land.ts';
import { PLACE, personName, phoneNumber } from './names.ts';
import type { Plan } from './plan.ts';
import { distanceBetween, isInside, type Point } from './plane-shapes.ts';
import { randomOf } from './random.ts';

export interface EmergencyResource {
	name: string;
	place: Point;
	attributes: Attributes;
}

const RESOURCES: readonly { kind: string; label: string; use: Use; people: number; vehicles: number; holds: string }[] =
	[
		{
			kind: 'fire_station',
			label: '消防救援站',
			use: 'town',
			people: 32,
			vehicles: 6,
			holds: '泡沫消防车 2 辆、水罐车 3 辆'
		},
		{
			kind: 'rescue_team',
			label: '危化品救援队',
			use: 'industry',
			people: 24,
			vehicles: 4,
			holds: '堵漏工具、重型防化服 12 套'
		},
		{
			kind: 'supply_depot',
			label: '应急物资库',
			use: 'town',
			people: 6,
			vehicles: 2,
			holds: '沙袋、围油栏 600 m、发电机'
		},
		{ kind: 'medical', label: '急救站', use: 'core', people: 18, vehicles: 3, holds: '救护车 3 辆、除颤仪 4 台' },
		{
			kind: 'fire_station',
			label: '专职消防队',
			use: 'industry',
			people: 16,
			vehicles: 3,
			holds: '水罐车 2 辆、举高车 1 辆'
		},
		{ kind: 'shelter', label: '应急避难场所', use: 'town', people: 4, vehicles: 0, holds: '帐篷 200 顶、饮用水' }
	];
const EACH = 4;
/** Two of one kind do not stand beside one another. */
const APART_M = 1_500;

/** Teams, depots and stations on land of the use that suits them; a few whose telephone nobody has stated. */
export function emergencyResourcesOf(plan: Plan): EmergencyResource[] {
	const random = randomOf(plan.seed, 'emergency resources');
	const { tiling, land } = plan;
	const found: (EmergencyResource & { kind: string })[] = [];
	const count = Math.round(RESOURCES.length * EACH * plan.scale);
	for (let tries = 0; found.length < count && tries < count * 2_000; tries++) {
		const spec = RESOURCES[found.length % RESOURCES.length];
		const [i, j] = [random.integer(0, land.columns - 1), random.integer(0, land.rows - 1)];
		const place = land.cell(i, j)[0];
		const isBeside = found.some((other) => other.kind === spec.kind && distanceBetween(other.place, place) < APART_M);
		if (land.use(i, j) !== spec.use || isBeside || !isInside(place, tiling.outline)) continue;
		const name = `${PLACE}${spec.label}${Math.floor(found.length / RESOURCES.length) + 1}`;
		const attributes: Attributes = {
			kind: spec.kind,
			operator: `${PLACE}应急管理局`,
			people: spec.people,
			vehicles: spec.vehicles,
			holds: spec.holds,
			roundTheClock: spec.kind !== 'shelter',
			responsiblePerson: personName(random)
		};
		if (!random.happens(0.1)) attributes.phone = phoneNumber(random);
		found.push({ kind: spec.kind, name, place, attributes });
	}
	return found.map(({ name, place, attributes }) => ({ name, place, attributes }));
}
