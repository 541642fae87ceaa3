import type { SeenFinding } from '../access/seen-finding.ts';

/**
 * The SQL condition by which finding `x` lies in a subdistrict, named by its alias: its nearest point on the target, else on
 * the source, touches it, so that one on a border lies on both sides. Where there is no such point it lies where the run
 * counted its source. An end that is not seen tells nothing of where it is.
 */
export function liesIn(subdistrict: string, seen: Pick<SeenFinding, 'source' | 'target'>): string {
	const [lng, lat] = ['lng', 'lat'].map((axis) => {
		return `coalesce(case when ${seen.target} then x.to_${axis} end, case when ${seen.source} then x.from_${axis} end)`;
	});
	return `(case when ${lng} is not null then ST_DWithin(${subdistrict}.geom, ST_SetSRID(ST_MakePoint(${lng}, ${lat}), 4326), 0)
		else ${seen.source} and exists (select from assessment placed where placed.district = x.district
			and placed.run = x.run and placed.feature = x.source and placed.subdistrict = ${subdistrict}.id) end)`;
}
