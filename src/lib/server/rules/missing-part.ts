import { SHIPPED, type RuleSet } from '../../risk/rule-set.ts';

/** What only explains: a rule set without it can be asked all the same. */
const WORDS = ['name', 'note', 'text'];
/** Tables that no run asks and that a rule set may be without: those that are shipped are taken then. */
const FALLING_BACK = ['alerts', 'checklists', 'dangerLife', 'draw', 'duties', 'projects', 'round', 'siting', 'wall'];

/**
 * The first part of the tables that this version of Sise ships and a rule set lacks, by its path; null: it has all of
 * them. Rows of tables may differ; what stands around them may not be missing, for the code reads it.
 */
export function missingPart(rules: RuleSet): string | null {
	return missing(rules.tables, SHIPPED.tables, '');
}

function missing(tables: object, shipped: object, path: string): string | null {
	const own = tables as Record<string, unknown>;
	for (const [key, value] of Object.entries(shipped) as [string, unknown][]) {
		if (WORDS.includes(key)) continue;
		const inner = path === '' ? key : `${path}.${key}`;
		if (path === '' && !Object.hasOwn(own, key) && FALLING_BACK.includes(key)) continue;
		if (!Object.hasOwn(own, key) || Array.isArray(own[key]) !== Array.isArray(value)) return inner;
		if (typeof value !== 'object' || value === null || Array.isArray(value)) continue;
		if (typeof own[key] !== 'object' || own[key] === null) return inner;
		const found = missing(own[key], value, inner);
		if (found !== null) return found;
	}
	return null;
}
