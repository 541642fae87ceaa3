import * as v from 'valibot';
import type { OverrideItem } from '../../api.ts';
import { AnswerError } from '../http.ts';
import { listOverrides } from '../overrides/list.ts';
import { overrideOrder } from '../overrides/order.ts';
import { setOverride } from '../overrides/set.ts';
import { withdrawOverride } from '../overrides/withdraw.ts';
import { districtCode, featureId } from '../schemas.ts';
import { command, CommandError } from './command.ts';
import { meantDistrict } from './district.ts';

const district = v.optional(districtCode);

/** Levels set by hand: those on record, a new one, one taken back. Answers the overrides concerned. */
export const override = command({
	input: v.variant('action', [
		v.object({ action: v.literal('list'), district, feature: v.optional(featureId) }),
		v.object({ ...overrideOrder.entries, action: v.literal('set'), district }),
		v.object({ action: v.literal('withdraw'), district, id: v.pipe(v.number(), v.integer(), v.minValue(1)) })
	]),
	async perform(sise, input): Promise<OverrideItem[]> {
		const meant = await meantDistrict(sise, input.district);
		try {
			if (input.action === 'list') return await listOverrides(sise.db, { district: meant, feature: input.feature });
			if (input.action === 'withdraw') return [await withdrawOverride(sise.db, sise.who, meant, input.id)];
			const { action: _, ...order } = input;
			return [await setOverride(sise.db, sise.who, { ...order, district: meant })];
		} catch (error) {
			throw error instanceof AnswerError ? new CommandError(error.text) : error;
		}
	}
});
