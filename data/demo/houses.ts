import { appraisalOf, buildingAttributes, builtLots, mayBeDangerous, usesOf } from './buildings.ts';
import type { Attributes } from '../../src/lib/risk/layer.ts';
import { DEMO_COUNTS } from './demo-numbers.ts';
import { dutyOf } from './duty.ts';
import { ENTERPRISE_WEIGHT, enterpriseAt, plantEnterprise } from './enterprises.ts';
import { areaOf, feature, pointOf, type DemoFeature } from './feature.ts';
import { hazardSourcesOf } from './hazard-sources.ts';
import type { Use } from './land.ts';
import type { Lot } from './lots.ts';
import { subdistrictName } from './names.ts';
import type { Encroachment } from './pipelines.ts';
import type { Plan } from './plan.ts';
import { distanceBetween } from './plane-shapes.ts';
import type { Plant } from './plants.ts';
import { protectionTargetOf, TARGET_WEIGHT } from './protection-targets.ts';
import { randomOf } from './random.ts';
import { shareOf } from './shares.ts';

/** Plants, houses against the lines, then street after street; enterprises and protection targets in the buildings. */
export function* housesOf(
	plan: Plan,
	plants: readonly Plant[],
	encroachments: readonly Encroachment[]
): Generator<DemoFeature> {
	const { seed, scale } = plan;
	const totals = {
		buildings: Math.round(DEMO_COUNTS.buildings * scale),
		enterprises: Math.round(DEMO_COUNTS.enterprises * scale),
		targets: Math.round(DEMO_COUNTS.protectionTargets * scale),
		dangerous: Math.round(DEMO_COUNTS.dangerousBuildings * scale),
		hazardSources: Math.round(DEMO_COUNTS.hazardSources * scale)
	};
	const named = namedPlants(plants, seed);
	let buildings = 0;
	let enterprises = 0;
	for (const [k, plant] of plants.entries()) {
		const random = randomOf(seed, 'plant buildings', k);
		const { name, attributes } = named[k];
		yield feature(
			'enterprise',
			enterprises++,
			name,
			{ ...attributes, ...dutyOf('enterprise', k, seed) },
			// registers hold the gate of a gas depot only
			attributes.kind === 'lpg_station' ? pointOf(plant.office.door) : areaOf(plant.fence),
			random.happens(0.5) ? 1 : null
		);
		yield feature(
			'building',
			buildings++,
			`${name}办公楼`,
			{ use: 'office', storeys: 4, heightM: 15 },
			areaOf(plant.office.ring)
		);
		for (const hall of plant.halls) {
			const known: Attributes = {
				use: random.pick(['factory', 'warehouse']),
				storeys: 1,
				heightM: 9,
				fireClass: random.pick(['甲', '乙', '丙'])
			};
			yield feature('building', buildings++, null, known, areaOf(hall.ring));
		}
	}
	const sources = hazardSourcesOf(
		plants,
		named.map((plant) => plant.name),
		totals.hazardSources,
		seed
	);
	for (const [k, source] of sources.entries()) {
		const attributes = { ...source.attributes, ...dutyOf('hazard_source', k, seed) };
		yield feature('hazard_source', k, source.name, attributes, areaOf(source.ring), source.accuracyM);
	}
	for (const { lot, accuracyM } of encroachments) {
		const known = buildingAttributes(lot, randomOf(seed, 'encroachment', buildings));
		yield feature('building', buildings++, null, known, areaOf(lot.ring), accuracyM);
	}

	const uses = usesOf(plan, totals.buildings - buildings);
	const weighed = (weights: Readonly<Partial<Record<Use, number>>>) =>
		[...uses].reduce((sum, [use, count]) => sum + count * (weights[use] ?? 0), 0);
	const enterpriseShare = shareOf(totals.enterprises - enterprises, weighed(ENTERPRISE_WEIGHT));
	const targetShare = shareOf(totals.targets, weighed(TARGET_WEIGHT));
	const chemicals = plants.filter((plant) => plant.chemical).map((plant) => plant.office.door);
	const nearChemicals = ({ door }: Lot) => chemicals.some((at) => distanceBetween(at, door) < SCHOOL_PLANNED_M);
	const dangerShare = shareOf(totals.dangerous, weighed(DANGER_WEIGHT));
	let dangerDebt = 0;
	for (const { lot, block } of builtLots(plan, totals.buildings - buildings)) {
		const random = randomOf(seed, 'house', buildings);
		const known = buildingAttributes(lot, random);
		const geometry = areaOf(lot.ring);
		const subdistrict = () => subdistrictName(plan.tiling.nearest(...planPoint(plan, lot)));
		dangerDebt += Number(dangerShare.take(DANGER_WEIGHT[block.use] ?? 0));
		if (dangerDebt > 0 && mayBeDangerous(lot)) {
			const appraised = dangerShare.given() - dangerDebt;
			Object.assign(known, appraisalOf(appraised, random), dutyOf('building', appraised, seed));
			dangerDebt--;
		}
		yield feature('building', buildings++, null, known, geometry, random.happens(0.1) ? 0.5 : null);
		if (enterpriseShare.take(ENTERPRISE_WEIGHT[block.use] ?? 0)) {
			const { name, attributes } = enterpriseAt(lot, block.use, subdistrict(), random);
			Object.assign(attributes, dutyOf('enterprise', enterprises, seed));
			yield feature('enterprise', enterprises++, name, attributes, pointOf(lot.door), random.happens(0.3) ? 2 : null);
		}
		if (targetShare.take(TARGET_WEIGHT[block.use] ?? 0)) {
			const k = targetShare.given() - 1;
			const { name, attributes } = protectionTargetOf(k, block.use, subdistrict(), random);
			// what stood here stood before the chemical parks; a school this near is still being planned
			if (attributes.kind === 'school' && nearChemicals(lot)) attributes.phase = 'new';
			yield feature('protection_target', k, name, attributes, geometry, null);
		}
	}
}

const SCHOOL_PLANNED_M = 1_400;

const DANGER_WEIGHT: Readonly<Partial<Record<Use, number>>> = { core: 0.4, town: 1, rural: 1.4 };

function planPoint(plan: Plan, lot: Lot): [number, number] {
	const [u, v] = plan.frame.planOf(lot.door);
	return [u, v];
}

const CHEMICAL = [
	['hazchem_production', '精细化工有限公司', 1],
	['hazchem_storage', '危化品仓储有限公司', 1],
	['oil_depot', '成品油库', 19],
	['hazchem_production', '合成材料厂', 1]
] as const;
const ORDINARY = [
	['general', '冷链食品有限公司', 12],
	['lpg_station', '液化气储配站', 13],
	['general', '自来水厂', 12],
	['hazchem_storage', '溶剂仓储有限公司', 1]
] as const;

/** The plants with the enterprises that run them. */
export function namedPlants(plants: readonly Plant[], seed: number) {
	return plants.map((plant, k) => ({ plant, ...namePlant(plant, k, seed) }));
}

function namePlant(plant: Plant, k: number, seed: number) {
	const kinds = plant.chemical ? CHEMICAL : ORDINARY;
	const [kind, label, field] = kinds[k % kinds.length];
	return plantEnterprise(kind, label, field, randomOf(seed, 'plant name', k));
}
