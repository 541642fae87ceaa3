import type { RuleSet } from '../../risk/rule-set.ts';
import type { Formula, Wall } from '../../wall/api.ts';
import { wallTable } from './numbers.ts';

type Stated = Omit<Formula, 'confidence'> & { confidence: string };

/** How each kind of number is worked out, by the key that figures name; the numbers in it are those of the rule set. */
export function formulasOf(rules: RuleSet, cellM: number | null): Wall['formulas'] {
	const { ranking, worst, formulas } = wallTable(rules);
	const { areaLevel, gb18218, zoning } = rules.tables;
	const numbers: Record<string, string> = {
		cellM: String(cellM ?? zoning.cell.value),
		broken: String(ranking.broken.value),
		overdue: String(ranking.overdue.value),
		commended: String(ranking.commended.value),
		named: String(ranking.named.value),
		atLeast: String(ranking.commended.value + ranking.named.value),
		...Object.fromEntries(Object.entries(areaLevel.weighted.weights).map(([level, weight]) => [level, String(weight)])),
		breaks: gb18218.levels.rows.map(({ r, grade }) => `${grade} R ${r === 0 ? '> 0' : `≥ ${r}`}`).join(', '),
		worst: String(worst.count.value)
	};
	const filled = (text: string) => text.replaceAll(/\{(\w+)\}/g, (_, key: string) => numbers[key]);
	return Object.fromEntries(
		Object.entries<Stated>(formulas).map(([key, { text, clause, confidence }]): [string, Formula] => {
			const words = { zh: filled(text.zh), en: filled(text.en) };
			return [key, { text: words, clause, confidence: confidence as Formula['confidence'] }];
		})
	);
}
