import type { DistrictSubdistricts } from '../../access/api.ts';
import type { Queryable } from '../db/database.ts';

/** Every subdistrict there is, by district: what can be granted. */
export async function listSubdistricts(db: Queryable): Promise<DistrictSubdistricts[]> {
	const { rows } = await db.query<{ district: string; district_name: string; id: string; name: string | null }>(
		`select d.code as district, d.name as district_name, f.id, f.name from district d
		join feature f on f.district = d.code and f.layer = 'area' and f.attributes ->> 'kind' = 'subdistrict'
		order by d.code, f.id`
	);
	const districts = new Map<string, DistrictSubdistricts>();
	for (const { district, district_name, id, name } of rows) {
		const one = districts.get(district) ?? { district, name: district_name, subdistricts: [] };
		one.subdistricts.push({ id, name: name ?? id });
		districts.set(district, one);
	}
	return [...districts.values()];
}
