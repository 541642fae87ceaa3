import type { Level } from '../level.ts';
import { perRuleSet, type RuleTables } from '../rule-set.ts';

/**
 * The numbers of the zoning. No national standard gives them: all are 系统设定 and stand in data/rules/zoning.json
 * (DESIGN.md "Zoning, exactly").
 */
export interface ZoningNumbers {
	/** Nearest first. Up to `reach` times its radius a feature gives its level, `lower` levels down; below blue: nothing. */
	rings: readonly { reach: number; lower: number }[];
	/** `count` or more features that give a cell the same highest level raise it by `raise`, once. */
	accumulation: { count: number; raise: number };
	field: {
		/** A feature adds weight · (1 − d / (reach · r)) where d < reach · r. */
		reach: number;
		/** By level code: none, blue, yellow, orange, red. */
		weights: readonly [number, number, number, number, number];
		/** A sum of at least this much is of the level; what reaches none of them is blue. */
		breaks: { red: number; orange: number; yellow: number };
	};
}

/** The numbers of a rule set's zoning.json. */
export const zoningNumbersOf = perRuleSet(({ zoning: { rings, field } }): ZoningNumbers => ({
	rings: Array.from({ length: rings.count }, (_, k) => ({ reach: k + 1, lower: k * rings.levelsLowerPerRing })),
	accumulation: { count: rings.accumulate.features, raise: rings.accumulate.raiseBy },
	field: {
		reach: field.reach,
		weights: [0, field.weights.blue, field.weights.yellow, field.weights.orange, field.weights.red],
		breaks: { red: breakOf('red', field), orange: breakOf('orange', field), yellow: breakOf('yellow', field) }
	}
}));

function breakOf(level: Level, field: RuleTables['zoning']['field']): number {
	const found = field.breaks.find((one) => one.level === level);
	if (found === undefined) throw new Error(`data/rules/zoning.json has no break of the field for ${level}.`);
	return found.atLeast;
}

/** Throws a RangeError that names the number that cannot be used. */
export function checkNumbers(numbers: ZoningNumbers): void {
	const { rings, accumulation, field } = numbers;
	if (rings.length === 0) throw new RangeError('Zoning by rings needs at least one ring.');
	rings.forEach((ring, k) => {
		const before = k === 0 ? { reach: 0, lower: 0 } : rings[k - 1];
		if (!(ring.reach > before.reach))
			throw new RangeError(`Ring ${k + 1} does not reach further than the one inside it.`);
		if (!(ring.lower >= before.lower)) throw new RangeError(`Ring ${k + 1} lowers less than the one inside it.`);
	});
	if (!(accumulation.count >= 1 && accumulation.count <= MAX_ACCUMULATION))
		throw new RangeError(`Accumulation takes 1 to ${MAX_ACCUMULATION} features, not ${accumulation.count}.`);
	const { red, orange, yellow } = field.breaks;
	if (!(red >= orange && orange >= yellow && yellow > 0))
		throw new RangeError(`Breaks ${red}, ${orange}, ${yellow} do not fall from red to yellow.`);
}

/** What a counter of 5 bits holds beside a level. */
export const MAX_ACCUMULATION = 31;
