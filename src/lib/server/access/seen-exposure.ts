import type { SeenExposure } from '../../api.ts';
import type { Exposure } from '../../risk/exposure/exposure.ts';
import type { Queryable } from '../db/database.ts';
import { seenAmong } from './seen-among.ts';
import { wordsWithoutNames } from './seen-reasons.ts';
import { seesAllRows, type Sight } from './sight.ts';

/** An exposure as it is seen: its numbers stay, for α hangs on them; who was counted in another subdistrict is not named. */
export async function seenExposure(
	db: Queryable,
	sight: Sight,
	district: string,
	exposure: Exposure
): Promise<SeenExposure> {
	if (seesAllRows(sight)) return exposure;
	const { boundary, who, inContour } = exposure;
	const named = [
		boundary.feature,
		...who.map(({ feature }) => feature),
		...inContour.flatMap(({ contour, feature }) => [contour, feature])
	];
	const seen = await seenAmong(db, sight, district, named);
	return {
		...exposure,
		boundary: { ...boundary, feature: seen.has(boundary.feature) ? boundary.feature : null },
		who: who.filter(({ feature }) => seen.has(feature)),
		inContour: inContour.filter(({ contour, feature }) => seen.has(contour) && seen.has(feature)),
		text: wordsWithoutNames(exposure)
	};
}
