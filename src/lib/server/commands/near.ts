import * as v from 'valibot';
import { findNear, type NearItem } from '../features/near.ts';
import { districtCode, layerId } from '../schemas.ts';
import { layerOf } from '../../risk/layers/registry.ts';
import { command, CommandError } from './command.ts';
import { meantDistrict } from './district.ts';

export interface NearAnswer {
	district: string;
	withinM: number;
	count: number;
	features: NearItem[];
}

/** Features of one layer within a distance of those of another. */
export const near = command({
	input: v.object({
		district: v.optional(districtCode),
		layer: layerId,
		to: layerId,
		withinM: v.pipe(v.number(), v.minValue(0), v.maxValue(1_000_000)),
		where: v.optional(v.record(v.string(), v.string()), {})
	}),
	async perform(sise, { district, layer, to, withinM, where }): Promise<NearAnswer> {
		const known = layerOf(to).attributes.map((attribute) => attribute.key);
		for (const key of Object.keys(where)) {
			if (known.includes(key)) continue;
			throw new CommandError({
				zh: `图层 ${to} 没有属性 ${key}。可用的有：${known.join('、')}。`,
				en: `Layer ${to} has no attribute ${key}. It has: ${known.join(', ')}.`
			});
		}
		const meant = await meantDistrict(sise, district);
		const features = await findNear(sise.db, { district: meant, layers: [layer], to, withinM, where });
		return { district: meant, withinM, count: features.length, features };
	}
});
