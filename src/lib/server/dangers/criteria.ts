import type { CriteriaFor, CriterionItem } from '../../dangers/api.ts';
import { criteriaFor, criteriaOn, type Criterion } from '../../risk/standards/hidden-danger.ts';
import { seenCondition, type Sight } from '../access/sight.ts';
import type { Queryable } from '../db/database.ts';
import { currentRuleSet } from '../rules/rule-sets.ts';

/**
 * The criteria of major dangers that can be cited of a unit on a day: those of its kind, and all others. Of a unit that is
 * not seen no kind is known.
 */
export async function readCriteria(
	db: Queryable,
	sight: Sight,
	{ district, feature, day }: { district: string; feature: string; day: string }
): Promise<CriteriaFor> {
	const params: unknown[] = [district, feature];
	const columns = { district: 'f.district', id: 'f.id', layer: 'f.layer' };
	const seen = seenCondition(sight, district, columns, (value) => `$${params.push(value)}`);
	const { rows } = await db.query<{ kind: string | null; industry: string | null }>(
		`select f.attributes ->> 'kind' as kind, f.attributes ->> 'industry' as industry
		from feature f where f.district = $1 and f.id = $2 and ${seen}`,
		params
	);
	const rules = await currentRuleSet(db, district);
	const { items, remarks } = criteriaFor(rows[0] ?? {}, day, rules);
	const own = new Set(items.map(({ set, no }) => `${set} ${no}`));
	const others = criteriaOn(day, rules).filter(({ set, no }) => !own.has(`${set} ${no}`));
	return { own: items.map(itemOf), others: others.map(itemOf), remarks };
}

function itemOf({ set, no, name, clause, confidence }: Criterion): CriterionItem {
	return { set, no, name, clause, confidence };
}
