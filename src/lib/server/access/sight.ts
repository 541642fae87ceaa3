import { createHash } from 'node:crypto';
import { roleOf, type RoleId } from '../../access/roles.ts';
import { GROUND, isClassed, tierOf, TIERS, type Tier } from '../../access/tiers.ts';
import type { Attributes, LayerId } from '../../risk/layer.ts';
import { AnswerError } from '../http.ts';

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

/** Columns of a feature as they are called in a statement. */
export interface FeatureColumns {
	district: string;
	id: string;
	layer: string;
}
/** Adds a parameter to a statement and gives its name. */
export type Bind = (value: unknown) => string;

/**
 * The SQL condition by which a feature is seen: it touches one of the subdistricts, or belongs to the ground of the map.
 * Who may not see even the general fields sees no row.
 */
export function seenCondition({ rows, tiers }: Sight, district: string, feature: FeatureColumns, bind: Bind): string {
	if (!tiers.has('general')) return 'false';
	if (rows === null) return 'true';
	return `(${feature.layer} = any(${bind(GROUND)}::text[]) or ${inPlace(feature, bind(rows.get(district) ?? []))})`;
}

/** Whether somebody sees every row: what cannot be narrowed, a comparison of whole runs say, is for them alone. */
export function seesAllRows({ rows, tiers }: Sight): boolean {
	return rows === null && tiers.has('general');
}

/** Whether a subdistrict is one's own, or everything is. */
export function seesSubdistrict(sight: Sight, district: string, subdistrict: string): boolean {
	return seesAllRows(sight) || (sight.rows?.get(district)?.includes(subdistrict) ?? false);
}

/** Throws an AnswerError 403 for a sight that does not reach every row. */
export function mustSeeAllRows(sight: Sight): void {
	if (seesAllRows(sight)) return;
	throw new AnswerError(403, 'whole-district', {
		zh: '此内容涉及全区，只对可见全区的角色开放。请联系领导或数据管理员。',
		en: 'This speaks of the whole district and is only for roles that see all of it. Ask a leader or the data keeper.'
	});
}

/** The SQL condition by which a feature touches one of the subdistricts of a parameter. */
export function inPlace({ district, id }: FeatureColumns, subdistricts: string): string {
	return `exists (select from feature_place seen
		where seen.district = ${district} and seen.feature = ${id} and seen.subdistrict = any(${subdistricts}::text[]))`;
}

/** Tells two sights of a district's rows apart: a tile that was made for one is not shown to another. */
export function rowsTag({ rows, tiers }: Sight, district: string): string {
	if (!tiers.has('general')) return 'none';
	if (rows === null) return 'all';
	return createHash('sha256')
		.update([...(rows.get(district) ?? [])].sort().join('\n'))
		.digest('hex')
		.slice(0, 12);
}

/** Tells two sights apart: what was written for one is for whoever has the same. */
export function sightTag({ rows, tiers }: Sight): string {
	const own = rows && [...rows].map(([district, ids]) => [district, [...ids].sort()]).sort();
	return JSON.stringify([own, [...tiers].sort()]);
}

/** Whether a field of a layer is disclosed. */
export function seesField({ tiers }: Sight, layer: LayerId, key: string): boolean {
	return isClassed(layer, key) && tiers.has(tierOf(layer, key));
}

/** The attributes that are disclosed. */
export function seenAttributes(sight: Sight, layer: LayerId, attributes: Attributes): Attributes {
	return Object.fromEntries(Object.entries(attributes).filter(([key]) => seesField(sight, layer, key)));
}
