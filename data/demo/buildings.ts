import type { Attributes } from '../../src/lib/risk/layer.ts';
import { CELLS_A_SIDE } from './demo-numbers.ts';
import type { Use } from './land.ts';
import { blockOf, isOldTown, lotsOf, type Block, type Form, type Lot } from './lots.ts';
import type { Plan } from './plan.ts';
import { noiseAt, randomOf, type Random } from './random.ts';

/** Buildings to a cell, before the whole is brought to its number. */
const WEIGHT: Readonly<Partial<Record<Use, number>>> = { core: 26, town: 17, industry: 8 };
const OLD_TOWN_WEIGHT = 40;

/** A cell of the country with a road: hamlets here and there, single farms elsewhere. */
const HAMLET = { dense: 13, thin: 0.8 };

function weightOf(plan: Plan, block: Block): number {
	if (block.use === 'town' && isOldTown(plan, block.i, block.j)) return OLD_TOWN_WEIGHT;
	if (block.use !== 'rural') return WEIGHT[block.use] ?? 0;
	if (block.ways.every((way) => way === null || way === 'avenue' || way === 'street')) return 0;
	return noiseAt(plan.seed + 41, plan.frame.us[block.i], plan.frame.vs[block.j], 1_700) > 0.12
		? HAMLET.dense
		: HAMLET.thin;
}

/**
 * Exactly `count` lots with their blocks, block after block, from superblock to superblock. A block that has not room
 * for its share passes the rest on to the next. Throws an Error when the district has not room for all.
 */
export function* builtLots(plan: Plan, count: number): Generator<{ lot: Lot; block: Block }> {
	const blocks = blocksInOrder(plan);
	const weight = blocks.reduce((sum, block) => sum + weightOf(plan, block), 0);
	let seen = 0;
	let built = 0;
	for (const block of blocks) {
		seen += weightOf(plan, block);
		const due = Math.round((count * seen) / weight) - built;
		if (due <= 0) continue;
		for (const lot of lotsOf(plan, block).slice(0, due)) {
			yield { lot, block };
			built++;
		}
	}
	if (built < count) throw new Error(`Found room for ${built} buildings of ${count}.`);
}

/** Share of the buildings that will stand on each use, for what is dealt out over them. */
export function usesOf(plan: Plan, count: number): Map<Use, number> {
	const sums = new Map<Use, number>();
	let total = 0;
	for (const block of blocksInOrder(plan)) {
		const weight = weightOf(plan, block);
		sums.set(block.use, (sums.get(block.use) ?? 0) + weight);
		total += weight;
	}
	for (const [use, sum] of sums) sums.set(use, (sum / total) * count);
	return sums;
}

/** Superblock by superblock, the country first and the city last: what is left over at the end finds room there. */
function blocksInOrder(plan: Plan): Block[] {
	const { land } = plan;
	const country: Block[] = [];
	const towns: Block[] = [];
	for (let I = 0; I < land.columns; I += CELLS_A_SIDE) {
		for (let J = 0; J < land.rows; J += CELLS_A_SIDE) {
			for (let i = I; i < I + CELLS_A_SIDE; i++) {
				for (let j = J; j < J + CELLS_A_SIDE; j++) {
					const use = land.use(i, j);
					if (use === 'rural') country.push(blockOf(plan, i, j));
					else if (use === 'core' || use === 'town' || use === 'industry') towns.push(blockOf(plan, i, j));
				}
			}
		}
	}
	return [...country, ...towns];
}

interface Make {
	uses: readonly string[];
	storeys: readonly [number, number];
	storeyM: number;
	since: readonly [number, number];
}

const MAKES: Readonly<Record<Form, Make>> = {
	slab: { uses: ['residential'], storeys: [6, 18], storeyM: 2.9, since: [1992, 2022] },
	tower: { uses: ['residential', 'residential', 'office'], storeys: [18, 33], storeyM: 3, since: [2004, 2025] },
	shop: {
		uses: ['commercial', 'residential', 'residential', 'office'],
		storeys: [2, 7],
		storeyM: 3.2,
		since: [1984, 2018]
	},
	house: {
		uses: ['dwelling', 'residential', 'commercial', 'auxiliary'],
		storeys: [1, 4],
		storeyM: 3,
		since: [1968, 2010]
	},
	farmhouse: { uses: ['dwelling'], storeys: [1, 3], storeyM: 3.1, since: [1972, 2021] },
	shed: { uses: ['agricultural', 'auxiliary'], storeys: [1, 1], storeyM: 3.4, since: [1980, 2022] },
	hall: { uses: ['factory', 'factory', 'warehouse', 'office'], storeys: [1, 3], storeyM: 6.5, since: [1994, 2024] },
	depot: { uses: ['warehouse', 'factory'], storeys: [1, 1], storeyM: 9, since: [1998, 2024] },
	block: { uses: ['commercial', 'office', 'public'], storeys: [3, 9], storeyM: 4.2, since: [1996, 2025] }
};

/** What the register says of a building; some years, storeys and heights are not known. */
export function buildingAttributes(lot: Lot, random: Random): Attributes {
	const make = MAKES[lot.form];
	const use = random.pick(make.uses);
	const storeys = random.integer(make.storeys[0], make.storeys[1]);
	const attributes: Attributes = { use, storeys, heightM: Math.round(storeys * make.storeyM * 10) / 10 };
	if (use === 'residential' || use === 'dwelling') {
		const households =
			use === 'dwelling' ? random.integer(1, 2) : Math.max(2, Math.round((lot.areaM2 * storeys) / 130));
		attributes.households = households;
		attributes.people = Math.round(households * random.between(2, 3.4));
		attributes.occupied = !random.happens(0.03);
		// its own stream, so that the rest of the building stays as it is
		const register = randomOf('register', Math.round(lot.door[0] * 10), Math.round(lot.door[1] * 10));
		if (register.happens(0.03)) delete attributes.households;
		if (register.happens(0.05)) delete attributes.people;
	}
	if (use === 'factory' || use === 'warehouse')
		attributes.fireClass = random.pick(['丙', '丙', '丁', '丁', '戊', '戊', '乙']);
	if (random.happens(0.92)) attributes.builtYear = random.integer(make.since[0], make.since[1]);
	if (random.happens(0.03)) {
		delete attributes.storeys;
		delete attributes.heightM;
	}
	return attributes;
}

/** Can a building of this kind be on the list of dangerous houses? Old, low, and lived in or traded in. */
export function mayBeDangerous(lot: Lot): boolean {
	return lot.form === 'house' || lot.form === 'farmhouse' || lot.form === 'shop';
}

/** Of 300 appraised houses: a third sound or nearly so, the rest partly or wholly dangerous. JGJ 125-2016 6.1.4. */
const GRADES = ['A', 'B', 'B', 'C', 'C', 'C', 'C', 'D', 'D', 'B'] as const;

/** The appraisal of house number `k` of the list. */
export function appraisalOf(k: number, random: Random): Attributes {
	const dangerGrade = GRADES[k % GRADES.length];
	const attributes: Attributes = {
		dangerGrade,
		appraisalNo: `示鉴${2020 + (k % 6)}-${String(k + 1).padStart(4, '0')}`,
		builtYear: random.integer(1955, 1988),
		occupied: dangerGrade === 'D' ? random.happens(0.3) : random.happens(0.85)
	};
	if (dangerGrade === 'D' && random.happens(0.8)) attributes.planId = `一栋一方案-${String(k + 1).padStart(3, '0')}`;
	return attributes;
}
