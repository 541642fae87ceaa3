import { createHash } from 'node:crypto';
import { roleOf, type RoleId } from '../../access/roles.ts';
import { GROUND, tierOf, tierOfReason, TIERS, type Tier } from '../../access/tiers.ts';
import type { Attributes, LayerId } from '../../risk/layer.ts';
import type { Reason } from '../../risk/reason.ts';

/**
 * What somebody may see: which rows, and which of their fields. Every function that reads features takes one, so that no
 * route can forget it.
 */
export interface Sight {
	/** Ids of subdistricts by district; null: every row of every district. */
	rows: ReadonlyMap<string, readonly string[]> | null;
	tiers: ReadonlySet<Tier>;
}

/** Of the command line, and of Sise at its own work. */
export const EVERYTHING: Sight = { rows: null, tiers: new Set(TIERS) };
export const NOTHING: Sight = { rows: new Map(), tiers: new Set() };

/** Subdistricts by district, as they are granted to a person. */
export type Subdistricts = Readonly<Record<string, readonly string[]>>;

/** What a role sees; `own` are the subdistricts granted to the person. */
export function sightOf(role: RoleId, own: Subdistricts): Sight {
	const { rows, tiers } = roleOf(role);
	if (rows === 'none') return NOTHING;
	return { rows: rows === 'all' ? null : new Map(Object.entries(own)), tiers: new Set(tiers) };
}

/**
 * The SQL condition by which a row of `feature` (its columns as they are called in the statement) is seen: it touches one
 * of the subdistricts, or belongs to the ground of the map. `bind` adds a parameter and gives its name.
 */
export function seenCondition(
	{ rows }: Sight,
	district: string,
	feature: { district: string; id: string; layer: string },
	bind: (value: unknown) => string
): string {
	if (rows === null) return 'true';
	const own = bind(rows.get(district) ?? []);
	return `(${feature.layer} = any(${bind(GROUND)}::text[]) or exists (select from feature_place seen
		where seen.district = ${feature.district} and seen.feature = ${feature.id} and seen.subdistrict = any(${own}::text[])))`;
}

/** Tells two sights of a district's rows apart: a tile that was made for one is not shown to another. */
export function rowsTag({ rows }: Sight, district: string): string {
	if (rows === null) return 'all';
	return createHash('sha256')
		.update([...(rows.get(district) ?? [])].sort().join('\n'))
		.digest('hex')
		.slice(0, 12);
}

/** Whether a field of a layer is disclosed. */
export function seesField({ tiers }: Sight, layer: LayerId, key: string): boolean {
	return tiers.has(tierOf(layer, key));
}

/** The attributes that are disclosed. */
export function seenAttributes(sight: Sight, layer: LayerId, attributes: Attributes): Attributes {
	return Object.fromEntries(Object.entries(attributes).filter(([key]) => seesField(sight, layer, key)));
}

/** A reason as it is disclosed: rule, clause, confidence and level stay; numbers and words that would give away more go. */
export function seenReason(sight: Sight, reason: Reason): Reason {
	if (sight.tiers.has(tierOfReason(reason))) return reason;
	return {
		...reason,
		text: {
			zh: '依据中的数值不向本角色披露。',
			en: 'The numbers behind this are not disclosed to your role.'
		},
		inputs: {},
		measured: null,
		limit: null,
		unit: null
	};
}
