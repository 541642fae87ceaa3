import table from '../../../data/access/tiers.json' with { type: 'json' };
import type { LayerId } from '../risk/layer.ts';
import type { Reason } from '../risk/reason.ts';
import type { Words } from '../risk/words.ts';

/** How far a field of a feature is disclosed, as data/access/tiers.json says. */
export type Tier = keyof typeof table.tiers;
export const TIERS = Object.keys(table.tiers) as Tier[];

/** Layers that are the ground of the map: everybody who sees a map sees them, whichever subdistrict they are in. */
export const GROUND = table.ground as readonly LayerId[];

/** Layers whose features leave a trace in the audit when somebody looks at one. */
export const WATCHED = table.watched as readonly LayerId[];

const FIELDS = new Map(
	Object.entries(table.fields).map(([layer, tiers]) => [
		layer,
		new Map(Object.entries(tiers).flatMap(([tier, keys]) => keys.map((key): [string, Tier] => [key, tier as Tier])))
	])
);

/** Whether the table has a field: what nobody classed, nobody sees. */
export function isClassed(layer: LayerId, key: string): boolean {
	return FIELDS.get(layer)?.has(key) ?? false;
}

/** The tier of a field. Throws a RangeError for one the table leaves out. */
export function tierOf(layer: LayerId, key: string): Tier {
	const tier = FIELDS.get(layer)?.get(key);
	if (tier === undefined) throw new RangeError(`data/access/tiers.json has no tier for ${layer}.${key}.`);
	return tier;
}

/** The tier of what a reason tells: its numbers and words give away what they were computed from. */
export function tierOfReason({ rule, clause }: Pick<Reason, 'rule' | 'clause'>): Tier {
	const found = table.reasons.find((row) => rule.startsWith(row.rule) && clause.startsWith(row.clause ?? ''));
	return (found?.tier as Tier | undefined) ?? 'general';
}

/** Whether the words of a reason name other features, which may lie in a subdistrict that is not one's own. */
export function namesOthers({ rule }: Pick<Reason, 'rule'>): boolean {
	return table.naming.includes(rule);
}

export function nameOfTier(tier: Tier): Words {
	return table.tiers[tier];
}
