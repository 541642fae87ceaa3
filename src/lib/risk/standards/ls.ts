import data from '../../../../data/rules/ls.json' with { type: 'json' };
import type { Level } from '../level.ts';
import type { Grade } from '../reason.ts';
import type { Confidence } from '../words.ts';
import { cutOffOf, gradeFromReasons } from './grade.ts';

/** Matrices in use: the 5×5 of most guides, its stricter variant B, and the 4×4 of Zhejiang. */
export type LsVariant = keyof typeof data.variants;

/**
 * Grades by the risk matrix, R = L·S. Throws a RangeError when L or S is not a whole number from 1 to the size of the
 * matrix.
 */
export function gradeLs(L: number, S: number, variant: LsVariant = data.default as LsVariant): Grade {
	const matrix = data.variants[variant];
	for (const [name, value] of Object.entries({ L, S })) {
		if (!Number.isInteger(value) || value < 1 || value > matrix.size) {
			throw new RangeError(`${name} is ${value}; the ${variant} matrix has whole numbers from 1 to ${matrix.size}.`);
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
