import alerts from '../../../data/rules/alerts.json' with { type: 'json' };
import anyingji from '../../../data/rules/anyingji-2018-19.json' with { type: 'json' };
import areaLevel from '../../../data/rules/area-level.json' with { type: 'json' };
import chemicalZone from '../../../data/rules/chemical-zone.json' with { type: 'json' };
import checklists from '../../../data/rules/checklists.json' with { type: 'json' };
import clearances from '../../../data/rules/clearances.json' with { type: 'json' };
import dangerLife from '../../../data/rules/danger-life.json' with { type: 'json' };
import draw from '../../../data/rules/draw.json' with { type: 'json' };
import duties from '../../../data/rules/duties.json' with { type: 'json' };
import exposure from '../../../data/rules/exposure.json' with { type: 'json' };
import fixedDistances from '../../../data/rules/fixed-distances.json' with { type: 'json' };
import gb18218 from '../../../data/rules/gb18218.json' with { type: 'json' };
import gb36894 from '../../../data/rules/gb36894.json' with { type: 'json' };
import gbt37243 from '../../../data/rules/gbt37243.json' with { type: 'json' };
import geohazard from '../../../data/rules/geohazard.json' with { type: 'json' };
import hca from '../../../data/rules/hca.json' with { type: 'json' };
import hiddenDangers from '../../../data/rules/hidden-danger-criteria.json' with { type: 'json' };
import jgj125 from '../../../data/rules/jgj125.json' with { type: 'json' };
import lec from '../../../data/rules/lec.json' with { type: 'json' };
import ls from '../../../data/rules/ls.json' with { type: 'json' };
import park from '../../../data/rules/park.json' with { type: 'json' };
import pipeline from '../../../data/rules/pipeline.json' with { type: 'json' };
import places from '../../../data/rules/places.json' with { type: 'json' };
import projects from '../../../data/rules/projects.json' with { type: 'json' };
import roles from '../../../data/rules/roles.json' with { type: 'json' };
import round from '../../../data/rules/round.json' with { type: 'json' };
import siting from '../../../data/rules/siting.json' with { type: 'json' };
import subjectFields from '../../../data/rules/subject-fields.json' with { type: 'json' };
import supervision from '../../../data/rules/supervision.json' with { type: 'json' };
import upgrades from '../../../data/rules/upgrades.json' with { type: 'json' };
import version from '../../../data/rules/version.json' with { type: 'json' };
import wall from '../../../data/rules/wall.json' with { type: 'json' };
import zoning from '../../../data/rules/zoning.json' with { type: 'json' };

const FILES = {
	alerts,
	anyingji,
	areaLevel,
	chemicalZone,
	checklists,
	clearances,
	dangerLife,
	draw,
	duties,
	exposure,
	fixedDistances,
	gb18218,
	gb36894,
	gbt37243,
	geohazard,
	hca,
	hiddenDangers,
	jgj125,
	lec,
	ls,
	park,
	pipeline,
	places,
	projects,
	roles,
	round,
	siting,
	subjectFields,
	supervision,
	upgrades,
	wall,
	zoning
};

/** The files of data/rules by name, as they are shaped in this edition. */
export type RuleTables = typeof FILES;

/** One version of every number of every rule. A run names the version it asked, and keeps it. */
export interface RuleSet {
	/** `2026.11-` and a hash of the tables: two runs of the same version asked the same numbers. */
	readonly version: string;
	readonly edition: string;
	readonly tables: RuleTables;
}

/** The rule set that this edition of Sise ships. */
export const SHIPPED: RuleSet = ruleSetOf(version.edition, FILES);

/**
 * A rule set of these tables. Its version is the edition and a hash of the tables: the order of keys does not matter,
 * anything else does.
 */
export function ruleSetOf(edition: string, tables: RuleTables): RuleSet {
	return { version: `${edition}-${hash(canonical(tables))}`, edition, tables };
}

/** What is derived from a rule set, made once for each: a lookup, a parsed table. */
export function perRuleSet<T>(make: (tables: RuleTables, rules: RuleSet) => T): (rules: RuleSet) => T {
	const made = new WeakMap<RuleSet, { it: T }>();
	return (rules) => {
		let known = made.get(rules);
		if (known === undefined) {
			known = { it: make(rules.tables, rules) };
			made.set(rules, known);
		}
		return known.it;
	};
}

function canonical(value: unknown): string {
	if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
	if (typeof value !== 'object' || value === null) return JSON.stringify(value);
	const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
	return `{${entries.map(([key, inner]) => `${JSON.stringify(key)}:${canonical(inner)}`).join(',')}}`;
}

/** FNV-1a over UTF-16 units, two halves of 32 bits: it tells versions apart, it does not protect them. */
function hash(text: string): string {
	let a = 0x811c9dc5;
	let b = 0xcbf29ce4;
	for (let i = 0; i < text.length; i++) {
		a = Math.imul(a ^ text.charCodeAt(i), 0x01000193);
		b = Math.imul(b ^ text.charCodeAt(i), 0x01000197);
	}
	return [a, b].map((half) => (half >>> 0).toString(16).padStart(8, '0')).join('');
}
