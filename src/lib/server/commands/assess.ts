import * as v from 'valibot';
import { GRADED_LAYERS } from '../../risk/layer.ts';
import { layerOf } from '../../risk/layers/registry.ts';
import { SHIPPED } from '../../risk/rule-set.ts';
import { assessFile, type Assessed } from '../assess/assess-file.ts';
import { FileRefused } from '../imports/row.ts';
import { localDay } from '../local-day.ts';
import { day, layerId } from '../schemas.ts';
import { command, CommandError } from './command.ts';

/** Grades the features of a file by the rule set that Sise ships, without storing them. */
export const assess = command({
	alone: true,
	input: v.object({
		/** Taken as it is written: `hazard_source`, `hazard-source`. */
		layer: v.pipe(
			v.string(),
			v.transform((text) => text.replaceAll('-', '_')),
			layerId
		),
		file: v.pipe(v.string(), v.minLength(1)),
		today: v.optional(day)
	}),
	async perform(_, { layer, file, today }): Promise<Assessed[]> {
		if (!GRADED_LAYERS.includes(layer)) {
			throw new CommandError({
				zh: `图层 ${layer} 没有等级。可评定的有：${GRADED_LAYERS.join('、')}。`,
				en: `Features of layer ${layer} carry no level. Those that do: ${GRADED_LAYERS.join(', ')}.`
			});
		}
		try {
			return await assessFile(file, layerOf(layer), today ?? localDay(new Date()), SHIPPED);
		} catch (error) {
			throw error instanceof FileRefused ? new CommandError(error.words) : error;
		}
	}
});
