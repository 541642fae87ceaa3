import { TIERS, type Tier } from '../../access/tiers.ts';
import { SCHEME_PARTS, type DangerFields } from '../../risk/dangers/danger.ts';
import { dangerLifeOf } from '../../risk/dangers/life.ts';
import type { RuleSet } from '../../risk/rule-set.ts';
import { seenWithUnit } from '../access/seen-with-unit.ts';
import type { Bind, Sight } from '../access/sight.ts';
import { AnswerError } from '../http.ts';

/** The SQL condition by which `danger d` is seen: as its feature is. */
export function seenDanger(sight: Sight, district: string, bind: Bind): string {
	return seenWithUnit(sight, district, 'd', bind);
}

/** Which tiers are withheld, so that a page can say why fields are empty. */
export function withheldFrom({ tiers }: Sight): Tier[] {
	return TIERS.filter((tier) => tier === 'persons' && !tiers.has(tier));
}

/** Fields as they are disclosed: persons are null for whoever may not see them. */
export function seenFields<T extends Partial<DangerFields>>(sight: Sight, fields: T, rules: RuleSet): T {
	if (sight.tiers.has('persons')) return fields;
	const persons = dangerLifeOf(rules).fields.filter(({ tier }) => tier === 'persons');
	const hidden = persons.filter(({ id }) => id in fields).map(({ id }) => [id, null]);
	const { scheme } = fields;
	return {
		...fields,
		...Object.fromEntries(hidden),
		// Of a scheme, who does it.
		...(scheme && { scheme: Object.fromEntries(SCHEME_PARTS.filter((p) => p !== 'staff').map((p) => [p, scheme[p]])) })
	};
}

/** No such danger, or none that is seen: which of both is not told. */
export function noDanger(id: string): AnswerError {
	return new AnswerError(404, 'no-danger', {
		zh: `没有隐患 ${id}，或不在您负责的街道内。请回到列表重新选择。`,
		en: `There is no danger ${id}, or it lies outside your subdistricts. Go back to the list and choose again.`
	});
}
