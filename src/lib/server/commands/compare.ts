import * as v from 'valibot';
import type { Comparison } from '../../api.ts';
import { EVERYTHING } from '../access/sight.ts';
import { AnswerError } from '../http.ts';
import { compareRuns, runsToCompare } from '../runs/compare.ts';
import { districtCode } from '../schemas.ts';
import { command, CommandError } from './command.ts';
import { meantDistrict } from './district.ts';

const runId = v.pipe(v.string(), v.regex(/^\d{1,15}$/), v.transform(Number));

/** What two runs differ in; without numbers the newest and the one before it. */
export const compare = command({
	input: v.object({
		/** The two runs, the earlier first; or none. */
		runs: v.optional(v.pipe(v.array(runId), v.maxLength(2)), []),
		district: v.optional(districtCode)
	}),
	async perform(sise, { runs, district }): Promise<Comparison> {
		const meant = await meantDistrict(sise, district);
		try {
			const [a, b] = await runsToCompare(sise.db, meant, runs[0], runs[1]);
			return await compareRuns(sise.db, EVERYTHING, meant, a, b);
		} catch (error) {
			throw error instanceof AnswerError ? new CommandError(error.text) : error;
		}
	}
});
