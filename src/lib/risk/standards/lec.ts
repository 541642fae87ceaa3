import data from '../../../../data/rules/lec.json' with { type: 'json' };
import type { Level } from '../level.ts';
import type { Grade } from '../reason.ts';
import type { Confidence } from '../words.ts';
import { cutOffOf, gradeFromReasons, type CutOff } from './grade.ts';

const LEVELS = data.levels.rows.map((row): CutOff => ({ from: row.d, grade: row.grade, level: row.level as Level }));

/**
 * Grades a place of work by LEC: D = L·E·C, red from 320, orange from 160, yellow from 70, else blue.
 * Throws a RangeError when a factor is not above 0.
 */
export function gradeLec(L: number, E: number, C: number): Grade {
	if (!(L > 0 && E > 0 && C > 0)) throw new RangeError(`L ${L}, E ${E}, C ${C}: each factor of LEC is above 0.`);
	const D = L * E * C;
	const row = cutOffOf(D, LEVELS);
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
		confidence: data.levels.confidence as Confidence,
		level: row.level
	};
	return gradeFromReasons([reason], row.grade, { L, E, C, D });
}
