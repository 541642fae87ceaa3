import { perRuleSet, type RuleSet } from '../rule-set.ts';
import type { Confidence, Words } from '../words.ts';
import { Refusal, refuseUnlessPositive } from './refusal.ts';

/** One number of a table of fixed distances. */
export interface FixedDistance {
	/** Metres. */
	m: number;
	/** Times the height of the pole, where that is more than `m`; `null` where the table asks none. */
	poleHeights: number | null;
	/** Standard and clause as people cite them. */
	clause: string;
	confidence: Confidence;
	effectiveFrom: string | null;
	effectiveTo: string | null;
	/** Ids of places.json where alone it holds; `null`: everywhere. */
	places: readonly string[] | null;
	/** What the table is for, or not for; and what a person has to know of it. */
	scope: Words | null;
	note: Words | null;
}

interface Facts {
	standard: string;
	clause: string;
	confidence: Confidence;
	effectiveFrom: string | null;
	effectiveTo: string | null;
	places?: readonly string[];
}
interface Row extends Partial<Facts> {
	id: string;
	name: Words;
	m: Record<string, number | { m: number; poleHeights: number }>;
	/** Volumes in m³ for which the row holds: of all tanks, and of the largest. */
	total?: { above: number; upTo: number };
	tank?: { upTo: number };
}
interface Table extends Facts {
	id: string;
	name: Words;
	scope?: Words;
	note?: Words;
	heads: { id: string; name: Words }[];
	rows: Row[];
}

const tablesOf = perRuleSet(({ fixedDistances }) => {
	return new Map((fixedDistances.tables as unknown as Table[]).map((table) => [table.id, table]));
});

/**
 * The distance that a table of data/rules/fixed-distances.json gives: `gb50016-3.5.1`, row `class-a-warehouse`, column
 * `items34-upto5`. Throws a Refusal for a table, row or column that is not there, and where the text gives no number.
 */
export function fixedDistanceOf(table: string, row: string, column: string, rules: RuleSet): FixedDistance {
	const found = tablesOf(rules).get(table);
	if (found === undefined)
		throw absent('table', table, [...tablesOf(rules).keys()], '固定距离表', 'table of distances');
	const line = found.rows.find((one) => one.id === row);
	if (line === undefined) throw absent('row', row, idsOf(found.rows), `${table} 的行`, `row of ${table}`);
	if (found.heads.every((one) => one.id !== column)) {
		throw absent('column', column, idsOf(found.heads), `${table} 的列`, `column of ${table}`);
	}
	const cell = line.m[column];
	if (cell === undefined) {
		throw new Refusal('column', {
			zh: `${found.standard} ${found.clause} 没有给出“${line.name.zh}”的这一数值, 需专项论证`,
			en: `${table} gives no number for row "${row}", column "${column}".`
		});
	}
	const { m, poleHeights } = typeof cell === 'number' ? { m: cell, poleHeights: null } : cell;
	return {
		m,
		poleHeights,
		clause: `${line.standard ?? found.standard} ${line.clause ?? found.clause}`,
		confidence: line.confidence ?? found.confidence,
		effectiveFrom: line.effectiveFrom ?? found.effectiveFrom,
		effectiveTo: line.effectiveTo ?? found.effectiveTo,
		places: line.places ?? found.places ?? null,
		scope: found.scope ?? null,
		note: found.note ?? null
	};
}

/**
 * The distance of a pressurised LPG tank area (GB 50016-2014 4.4.1) by its total volume and that of its largest tank, m³:
 * the greater of the two. A largest tank of `null` is not on record: the total alone decides. Throws a Refusal for a
 * volume that is not above 0, lies beyond the table, or for which the column has no number.
 */
export function lpgDistanceOf(
	totalM3: number,
	largestTankM3: number | null,
	column: 'residential' | 'other-civil',
	rules: RuleSet
): FixedDistance {
	refuseUnlessPositive('lpgVolumeM3', { zh: '液化石油气总容积', en: 'LPG volume' }, totalM3);
	if (largestTankM3 !== null) {
		refuseUnlessPositive('largestTankM3', { zh: '最大单罐容积', en: 'Largest tank' }, largestTankM3);
	}
	const rows = tablesOf(rules).get('lpg-tanks')?.rows ?? [];
	const byTotal = rows.findIndex(({ total }) => totalM3 <= (total?.upTo ?? 0));
	if (byTotal < 0) {
		throw new Refusal('lpgVolumeM3', {
			zh: `总容积 ${totalM3} m³ 超出表4.4.1 的范围, 需专项论证`,
			en: `A total of ${totalM3} m³ lies beyond Table 4.4.1.`
		});
	}
	// A tank larger than every row that names one falls under the first row that names none.
	const fits = ({ tank }: Row) => tank === undefined || (largestTankM3 ?? 0) <= tank.upTo;
	const at = Math.max(byTotal, rows.findIndex(fits));
	return fixedDistanceOf('lpg-tanks', rows[at].id, column, rules);
}

function idsOf(rows: readonly { id: string }[]): string[] {
	return rows.map((row) => row.id);
}

function absent(field: string, id: string, known: readonly string[], zh: string, en: string): Refusal {
	return new Refusal(field, {
		zh: `“${id}” 不是${zh}, 可用: ${known.join('、')}`,
		en: `"${id}" is no ${en}; there are ${known.join(', ')}.`
	});
}
