import { seenCondition, type Bind, type Sight } from './sight.ts';

/**
 * The SQL condition by which a row with the columns `district`, `feature` and `subdistricts` is seen, a danger say: as its
 * feature is; where that was taken away since, by the subdistricts that it touched last.
 */
export function seenWithUnit(sight: Sight, district: string, row: string, bind: Bind): string {
	const columns = { district: `${row}.district`, id: `${row}.feature`, layer: `split_part(${row}.feature, '/', 1)` };
	const seen = seenCondition(sight, district, columns, bind);
	if (sight.rows === null || !sight.tiers.has('general')) return seen;
	const own = bind(sight.rows.get(district) ?? []);
	return `(${seen} or (${row}.subdistricts && ${own}::text[]
		and not exists (select from feature gone where gone.district = ${row}.district and gone.id = ${row}.feature)))`;
}

/** The subdistricts that a feature touches, as an array in SQL; `before` where it is gone. */
export function subdistrictsOf(district: string, feature: string, before = `'{}'::text[]`): string {
	return `coalesce((select array_agg(p.subdistrict order by p.subdistrict) from feature_place p
		where p.district = ${district} and p.feature = ${feature}), ${before})`;
}
