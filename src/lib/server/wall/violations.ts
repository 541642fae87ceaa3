import { ruleOf } from '../../risk/clearance/catalogue.ts';
import type { RuleSet } from '../../risk/rule-set.ts';
import type { Figure, Wall } from '../../wall/api.ts';
import type { Counted } from './before.ts';
import { figureOf, type Moments } from './figure.ts';

/** Broken rules with how often, the most broken first, then by id. */
export function violationFigures(moments: Moments<Counted>, rules: RuleSet): Wall['violations'] {
	return Object.keys(moments.now.brokenByRule)
		.map((id) => {
			const { name, clause, severity } = ruleOf(id, rules);
			const list = { endpoint: 'findings' as const, query: { state: 'broken', rule: id } };
			const figure = figureOf(moments, ({ brokenByRule }) => brokenByRule[id] ?? 0, list, 'violations');
			return { rule: id, name, clause, severity, figure };
		})
		.sort((a, b) => b.figure.value - a.figure.value || (a.rule < b.rule ? -1 : 1));
}

/** Findings that could not be decided. */
export function undecidedFigure(moments: Moments<Counted>): Figure {
	const list = { endpoint: 'findings' as const, query: { state: 'undecided' } };
	return figureOf(moments, ({ states }) => states.undecided, list, 'undecided');
}
