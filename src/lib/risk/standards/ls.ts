import type { Level } from '../level.ts';
import type { Grade } from '../reason.ts';
import type { RuleSet, RuleTables } from '../rule-set.ts';
import type { Confidence, Words } from '../words.ts';
import { cutOffOf, gradeFromReasons } from './grade.ts';
import { Refusal, refuseUnlessFrom } from './refusal.ts';

/** Matrices in use: the 5×5 of most guides, its stricter variant B, and the 4×4 of Zhejiang. */
export type LsVariant = keyof RuleTables['ls']['variants'];

/**
 * Grades by the risk matrix, R = L·S. Throws a Refusal when L or S is not a whole number from 1 to the size of the
 * matrix.
 */
export function gradeLs(L: number, S: number, rules: RuleSet, chosen?: LsVariant): Grade {
	const data = rules.tables.ls;
	const variant = chosen ?? (data.default as LsVariant);
	const matrix = data.variants[variant];
	for (const [name, value] of Object.entries({ L, S })) {
		if (!Number.isInteger(value) || value < 1 || value > matrix.size) {
			throw new Refusal(name, {
				zh: `${name} 为 ${value}: ${variant} 矩阵取 1 至 ${matrix.size} 的整数, 请核对`,
				en: `${name} is ${value}; the ${variant} matrix has whole numbers from 1 to ${matrix.size}.`
			});
		}
	}
	const R = L * S;
	const rows = matrix.rows.map((row) => ({ from: row.r, grade: null, level: row.level as Level }));
	const row = cutOffOf(R, rows);
	const reason = {
		rule: `LS-${variant}`,
		clause: `${data.standard} ${variant}`,
		text: { zh: `R = L×S = ${L}×${S} = ${R} (${variant} 矩阵)`, en: `R = L×S = ${L}×${S} = ${R} (${variant} matrix)` },
		inputs: { lsL: L, lsS: S, R },
		measured: R,
		limit: row.from,
		unit: null,
		confidence: data.confidence as Confidence,
		level: row.level
	};
	return gradeFromReasons([reason], null, { lsL: L, lsS: S, lsR: R });
}

/** S of the 5×5 matrix for a direct loss in 万元. Throws a Refusal for a loss below 0. */
export function severityOfLoss(lossWan: number, rules: RuleSet): number {
	const { rows } = rules.tables.ls.directLoss;
	refuseUnlessFrom('lossWan', { zh: '直接经济损失', en: 'Direct loss' }, lossWan, 0);
	const row = rows.find(({ from, above }) => (above === undefined ? lossWan >= (from ?? 0) : lossWan > above));
	return (row ?? rows[rows.length - 1]).S;
}

/** Who has to control a risk of a level: the company, the workshop, or the team. */
export function controlTierOf(level: Level, rules: RuleSet): Words {
	const tier = rules.tables.ls.tiers.rows.find(({ levels }) => levels.includes(level));
	if (tier === undefined) throw new RangeError(`data/rules/ls.json has no control tier for level "${level}".`);
	return tier.name;
}
