import { rulesInForce } from '../../risk/clearance/catalogue.ts';
import { factsOf } from '../../risk/siting/facts.ts';
import { projectTypes } from '../../risk/siting/project.ts';
import type { Fact, ProjectTypes } from '../../siting/api.ts';
import type { Queryable } from '../db/database.ts';
import { localDay } from '../local-day.ts';
import { currentRuleSet } from '../rules/rule-sets.ts';

/** Every type of project with the facts that the rules in force in a district today need of it, and no others. */
export async function readProjectTypes(db: Queryable, district: string): Promise<ProjectTypes> {
	const rules = await currentRuleSet(db, district);
	const today = localDay(new Date());
	const inForce = rulesInForce(today, district, rules);
	const types = projectTypes(rules).map(({ id, name, group, geometry }) => {
		const facts = factsOf(id, inForce, rules).map(({ attribute, neededBy }): Fact => ({ ...attribute, neededBy }));
		return { id, name, group, geometry: [...geometry], facts };
	});
	return { rulesVersion: rules.version, today, types };
}
