import * as v from 'valibot';
import type { SegmentItem } from '../../api.ts';
import { EVERYTHING } from '../access/sight.ts';
import { districtCode, featureId, hcaClass } from '../schemas.ts';
import { listSegments } from '../segments/list.ts';
import { command } from './command.ts';
import { meantDistrict } from './district.ts';

export interface SegmentsAnswer {
	district: string;
	total: number;
	/** Metres of all of them. */
	metres: number;
	items: SegmentItem[];
}

/** The high consequence areas of the newest run, the greatest class first, then by pipeline and chainage. */
export const segments = command({
	input: v.object({
		district: v.optional(districtCode),
		pipeline: v.optional(featureId),
		class: v.optional(hcaClass),
		limit: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(1_000_000)), 1_000_000)
	}),
	async perform(sise, { district, ...filter }): Promise<SegmentsAnswer> {
		const meant = await meantDistrict(sise, district);
		const { total, items } = await listSegments(sise.db, EVERYTHING, { district: meant, ...filter });
		const metres = items.reduce((sum, item) => sum + item.toM - item.fromM, 0);
		return { district: meant, total, metres: Math.round(metres * 1000) / 1000, items };
	}
});
