import * as v from 'valibot';
import type { DangerPage } from '../../dangers/api.ts';
import { EVERYTHING } from '../access/sight.ts';
import { listDangers } from '../dangers/list.ts';
import { dangerQuery } from '../dangers/order.ts';
import { districtCode } from '../schemas.ts';
import { command } from './command.ts';
import { meantDistrict } from './district.ts';

export interface DangersAnswer extends DangerPage {
	district: string;
}

/** The hidden dangers of a district, overdue first. */
export const dangers = command({
	input: v.object({
		district: v.optional(districtCode),
		state: dangerQuery.entries.state,
		level: dangerQuery.entries.level,
		feature: dangerQuery.entries.feature,
		overdue: v.optional(v.boolean()),
		limit: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(100_000)), 100_000)
	}),
	async perform(sise, { district, state: states, ...filter }): Promise<DangersAnswer> {
		const meant = await meantDistrict(sise, district);
		return { ...(await listDangers(sise.db, EVERYTHING, { district: meant, states, ...filter })), district: meant };
	}
});
