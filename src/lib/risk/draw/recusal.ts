import type { RuleSet } from '../rule-set.ts';
import type { Confidence, Words } from '../words.ts';
import { drawTable } from './table.ts';

/** Who may be sent, and what they have declared. */
export interface Inspector {
	id: string;
	name: string;
	/** Ids of sites that they work or worked for, and of those where a close relative does. */
	employers: readonly string[];
	relativesAt: readonly string[];
	/** Subdistricts whose sites they see; `null`: all. */
	subdistricts: readonly string[] | null;
}

/** A site to be visited, and who visited it the last time. */
export interface SiteToVisit {
	id: string;
	name: string;
	lastInspectors: readonly string[];
	/** Subdistricts that it touches. */
	subdistricts: readonly string[];
}

/** Why somebody may not visit a site. */
export interface Recusal {
	/** Id of the row of data/rules/draw.json. */
	rule: string;
	name: Words;
	clause: string;
	confidence: Confidence;
}

type Applies = (inspector: Inspector, site: SiteToVisit) => boolean;

const APPLIES: Readonly<Record<string, Applies>> = {
	employer: ({ employers }, site) => employers.includes(site.id),
	relative: ({ relativesAt }, site) => relativesAt.includes(site.id),
	last_visit: ({ id }, site) => site.lastInspectors.includes(id),
	// Whoever does not see a site could not write down their visit.
	elsewhere: ({ subdistricts }, site) =>
		subdistricts !== null && !site.subdistricts.some((id) => subdistricts.includes(id))
};

/**
 * Why an inspector may not visit a site, by the rules of recusal that are switched on; empty: they may. Throws a
 * RangeError for a rule of the table that the program does not know: it must not be passed over.
 */
export function recusalsOf(inspector: Inspector, site: SiteToVisit, rules: RuleSet): Recusal[] {
	const rows = drawTable(rules).recusals.filter(({ on, id }) => {
		if (!Object.hasOwn(APPLIES, id)) throw new RangeError(`There is no rule of recusal "${id}".`);
		return on && APPLIES[id](inspector, site);
	});
	return rows.map(({ id, name, source }) => ({
		rule: id,
		name,
		clause: `${source.standard} ${source.clause}`,
		confidence: source.confidence as Confidence
	}));
}
