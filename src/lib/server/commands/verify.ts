import * as v from 'valibot';
import type { Verification } from '../../api.ts';
import { AnswerError } from '../http.ts';
import { verifyRun } from '../runs/verify-run.ts';
import { districtCode } from '../schemas.ts';
import { command, CommandError } from './command.ts';
import { meantDistrict } from './district.ts';

/** Computes a stored run again from its snapshot and says whether it is equal, or where not. */
export const verify = command({
	input: v.object({ run: v.pipe(v.number(), v.integer(), v.minValue(1)), district: v.optional(districtCode) }),
	async perform(sise, { run, district }, tell): Promise<Verification> {
		const meant = await meantDistrict(sise, district);
		try {
			return await verifyRun(sise.db, sise.who, meant, run, tell);
		} catch (error) {
			throw error instanceof AnswerError ? new CommandError(error.text) : error;
		}
	}
});
