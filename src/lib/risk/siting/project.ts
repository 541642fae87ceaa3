import type { Attributes, GeometryKind, LayerId } from '../layer.ts';
import { perRuleSet, SHIPPED, type RuleSet, type RuleTables } from '../rule-set.ts';
import type { Words } from '../words.ts';
import type { Proposal, Use } from './answer.ts';

/** A type of proposed project, and what it counts as in the rules: data/rules/projects.json. */
export interface ProjectType {
	id: string;
	name: Words;
	group: Words;
	/** What it is on the map: one feature of each of these layers, all on the same site. */
	as: readonly { layer: LayerId; attributes: Attributes }[];
	/** Roles that it plays whatever its layer: blasting, digging. */
	roles: readonly string[];
	geometry: readonly GeometryKind[];
}

/** One of the things that a use of the site counts as: a side of a rule, without its place. */
export interface Guise {
	/** Position in the proposal's uses. */
	use: number;
	layer: LayerId | null;
	roles: readonly string[];
	attributes: Attributes;
}

/**
 * The tables of siting of a rule set. One that was made by an edition before there was siting has none: those that are
 * shipped are taken, for the runs that asked it had nothing to do with them.
 */
export function sitingTables({ tables }: RuleSet): Pick<RuleTables, 'projects' | 'siting'> {
	const { projects, siting } = tables as Partial<RuleTables>;
	return { projects: projects ?? SHIPPED.tables.projects, siting: siting ?? SHIPPED.tables.siting };
}

const typesOf = perRuleSet((_, rules) => {
	const { rows, groups } = sitingTables(rules).projects;
	const entries = rows.map((row) => {
		const group = groups[row.group as keyof typeof groups];
		return [row.id, { ...row, group } as unknown as ProjectType] as const;
	});
	return new Map(entries);
});

/** Every project type, in the order in which lists show them. */
export function projectTypes(rules: RuleSet): ProjectType[] {
	return [...typesOf(rules).values()];
}

/** The project type of an id. Throws a RangeError for an id that data/rules/projects.json does not have. */
export function projectTypeOf(id: string, rules: RuleSet): ProjectType {
	const type = typesOf(rules).get(id);
	if (type === undefined) {
		throw new RangeError(`There is no project type "${id}"; there are ${[...typesOf(rules).keys()].join(', ')}.`);
	}
	return type;
}

/**
 * What a proposal counts as: for each use one guise a layer, and one for the roles of no layer. All are new, or extended
 * where the proposal extends something; what is told of a use goes before what its type says.
 */
export function guisesOf(proposal: Pick<Proposal, 'uses' | 'extends'>, rules: RuleSet): Guise[] {
	const phase = proposal.extends === null ? 'new' : 'extended';
	return proposal.uses.flatMap((use: Use, at) => {
		const { as, roles } = projectTypeOf(use.type, rules);
		const guises: Guise[] = as.map(({ layer, attributes }) => ({
			use: at,
			layer,
			roles: [],
			attributes: { ...use.facts, ...attributes, phase }
		}));
		if (roles.length > 0) guises.push({ use: at, layer: null, roles, attributes: { ...use.facts, phase } });
		return guises;
	});
}
