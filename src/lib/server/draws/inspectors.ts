import { roleOf, ROLE_IDS } from '../../access/roles.ts';
import type { Inspector } from '../../risk/draw/recusal.ts';
import type { Relation } from '../../draws/api.ts';
import type { Queryable } from '../db/database.ts';

/** Roles whose people record visits: they can be sent. */
const SENT = ROLE_IDS.filter((id) => roleOf(id).rights.includes('inspections.record'));

/**
 * Everybody who can be sent to a unit of a district, by id: enabled accounts that record visits, with what they declared.
 * The demo's persons are sent in made-up districts only.
 */
export async function readInspectors(tx: Queryable, district: string): Promise<Inspector[]> {
	const { rows } = await tx.query<{ id: string; name: string; role: string; own: string[] | null }>(
		`select p.id, p.name, p.role, p.subdistricts -> $1 as own from person p
		where p.role = any($2::text[]) and p.disabled_at is null
			and (not p.demo or exists (select from district d where d.code = $1 and d.fictional)) order by p.id`,
		[district, SENT]
	);
	const declared = await tx.query<{ person: string; feature: string; relation: Relation }>(
		'select person, feature, relation from recusal where district = $1 and withdrawn_at is null',
		[district]
	);
	const of = (person: string, relation: Relation) =>
		declared.rows.filter((one) => one.person === person && one.relation === relation).map(({ feature }) => feature);
	return rows.map(({ id, name, role, own }) => ({
		id,
		name,
		employers: of(id, 'employer'),
		relativesAt: of(id, 'relative'),
		subdistricts: roleOf(role).rows === 'all' ? null : (own ?? [])
	}));
}

/** The subdistricts that each of these features touches. */
export async function subdistrictsOf(
	tx: Queryable,
	district: string,
	features: readonly string[]
): Promise<Map<string, string[]>> {
	const { rows } = await tx.query<{ feature: string; places: string[] }>(
		`select feature, array_agg(subdistrict order by subdistrict) as places from feature_place
		where district = $1 and feature = any($2::text[]) group by feature`,
		[district, features]
	);
	return new Map(rows.map(({ feature, places }) => [feature, places]));
}
