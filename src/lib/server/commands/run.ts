import * as v from 'valibot';
import type { RunSummary } from '../../api.ts';
import { readRun } from '../runs/latest.ts';
import { RunError } from '../runs/run.ts';
import { districtCode } from '../schemas.ts';
import { command, CommandError } from './command.ts';
import { meantDistrict } from './district.ts';

/** Computes a run over a whole district and stores it. */
export const run = command({
	input: v.object({
		district: v.optional(districtCode),
		method: v.optional(v.picklist(['rings', 'field']), 'rings'),
		cellM: v.optional(v.pipe(v.number(), v.minValue(20), v.maxValue(1000)))
	}),
	async perform(sise, { district, ...options }, tell): Promise<RunSummary> {
		const meant = await meantDistrict(sise, district);
		const deafen = sise.events.hear((event) => {
			if (event.type === 'progress' && event.progress.district === meant) {
				tell({ done: event.progress.done, text: event.progress.text });
			}
		});
		try {
			const outcome = await sise.runs.start(sise.who, meant, options);
			return (await readRun(sise.db, meant, outcome.run))!;
		} catch (error) {
			throw error instanceof RunError ? new CommandError(error.text) : error;
		} finally {
			deafen();
		}
	}
});
