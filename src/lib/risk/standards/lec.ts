import type { Level } from '../level.ts';
import type { Grade } from '../reason.ts';
import { perRuleSet, type RuleSet } from '../rule-set.ts';
import type { Confidence } from '../words.ts';
import { cutOffOf, gradeFromReasons, type CutOff } from './grade.ts';
import { Refusal, refuseUnlessFrom } from './refusal.ts';

const levelsOf = perRuleSet(({ lec }) =>
	lec.levels.rows.map((row): CutOff => ({ from: row.d, grade: row.grade, level: row.level as Level }))
);

/**
 * Grades a place of work by LEC: D = L·E·C, red from 320, orange from 160, yellow from 70, else blue.
 * At exactly 320, where tables differ, red is a choice of this house. Throws a Refusal when a factor is not above 0.
 */
export function gradeLec(L: number, E: number, C: number, rules: RuleSet): Grade {
	const data = rules.tables.lec;
	for (const [field, value] of Object.entries({ L, E, C })) {
		if (value > 0 && Number.isFinite(value)) continue;
		throw new Refusal(field, {
			zh: `${field} 为 ${value}: LEC 各因子应大于 0, 请核对`,
			en: `L ${L}, E ${E}, C ${C}: each factor of LEC is above 0.`
		});
	}
	// Typed-in tenths must not miss a boundary by their last binary digit.
	const D = Number((L * E * C).toPrecision(12));
	const row = cutOffOf(D, levelsOf(rules));
	const exactly = data.levels.rows.find((one) => one.d === D)?.exactly;
	const reason = {
		rule: 'LEC-D',
		clause: `${data.levels.standard} ${data.clause}`,
		text: {
			zh: `D = L×E×C = ${L}×${E}×${C} = ${D}, 风险等级${row.grade}`,
			en: `D = L×E×C = ${L}×${E}×${C} = ${D}, grade ${row.grade}`
		},
		inputs: { L, E, C, D },
		measured: D,
		limit: row.from,
		unit: null,
		confidence: (exactly?.confidence ?? data.levels.confidence) as Confidence,
		level: row.level
	};
	return gradeFromReasons([reason], row.grade, { L, E, C, D });
}

/** The factor C for a direct loss in 万元, where nobody is hurt. Throws a Refusal for a loss below 0. */
export function consequenceOfLoss(lossWan: number, rules: RuleSet): number {
	const { rows } = rules.tables.lec.directLoss;
	refuseUnlessFrom('lossWan', { zh: '直接经济损失', en: 'Direct loss' }, lossWan, 0);
	const row = rows.find(({ from, above }) => (above === undefined ? lossWan >= (from ?? 0) : lossWan > above));
	return (row ?? rows[rows.length - 1]).C;
}
