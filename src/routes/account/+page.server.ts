import type { DistrictSubdistricts } from '$lib/access/api.ts';
import { readPerson } from '$lib/server/accounts/persons.ts';
import { listSubdistricts } from '$lib/server/accounts/subdistricts.ts';
import { app } from '$lib/server/app.ts';
import type { PageServerLoad } from './$types';

/** What a person may know about their own account, beside what every page has. */
export const load: PageServerLoad = async ({
	locals: { who }
}): Promise<{ secondFactor: boolean; own: DistrictSubdistricts[] | null }> => {
	const { db } = app();
	const { rows } = who.sight;
	const person = await readPerson(db, who.id);
	const own =
		rows === null || rows.size === 0
			? rows && []
			: (await listSubdistricts(db))
					.map((one) => ({
						...one,
						subdistricts: one.subdistricts.filter(({ id }) => rows.get(one.district)?.includes(id))
					}))
					.filter(({ subdistricts }) => subdistricts.length > 0);
	return { secondFactor: person?.secondFactor ?? false, own };
};
