import type { Queryable } from '../db/database.ts';
import { AnswerError } from '../http.ts';
import { seenAmong } from './seen-among.ts';
import type { Sight } from './sight.ts';

/** Throws an AnswerError 404 where a district has no such feature that is seen. */
export async function mustSeeFeature(tx: Queryable, sight: Sight, district: string, feature: string): Promise<void> {
	const { count } = await tx.query('select 1 from feature where district = $1 and id = $2', [district, feature]);
	if (count > 0 && (await seenAmong(tx, sight, district, [feature])).has(feature)) return;
	throw new AnswerError(404, 'no-feature', {
		zh: `feature：没有要素 ${feature}，或不在您负责的街道内。请从列表中选择。`,
		en: `feature: there is no feature ${feature}, or it lies outside your subdistricts. Choose one from the list.`
	});
}
