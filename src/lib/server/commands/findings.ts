import * as v from 'valibot';
import type { FindingItem } from '../../api.ts';
import { EVERYTHING } from '../access/sight.ts';
import { listFindings } from '../findings/list.ts';
import { districtCode, featureId, layerId, ruleId, state } from '../schemas.ts';
import { command } from './command.ts';
import { meantDistrict } from './district.ts';

export interface FindingsAnswer {
	district: string;
	/** How many there are; `items` holds the first of them. One feature can have several: two pipelines, one house. */
	total: number;
	/** Features concerned among the items: targets, and sources that were asked alone. */
	features: number;
	items: FindingItem[];
}

/** Findings of the newest run, broken first, worst margin first. */
export const findings = command({
	input: v.object({
		district: v.optional(districtCode),
		state: v.optional(state),
		rule: v.optional(ruleId),
		layer: v.optional(layerId),
		feature: v.optional(featureId),
		limit: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(1_000_000)), 1_000_000)
	}),
	async perform(sise, { district, ...filter }): Promise<FindingsAnswer> {
		const meant = await meantDistrict(sise, district);
		const { total, items } = await listFindings(sise.db, EVERYTHING, { district: meant, ...filter });
		const concerned = new Set(items.map((item) => item.target?.id ?? item.source.id));
		return { district: meant, total, features: concerned.size, items };
	}
});
