import * as v from 'valibot';
import type { RiskList } from '../../api.ts';
import { EVERYTHING } from '../access/sight.ts';
import { listCsv } from '../lists/csv.ts';
import { readListNames } from '../lists/names.ts';
import { readRiskList } from '../lists/read.ts';
import { localDay } from '../local-day.ts';
import { districtCode } from '../schemas.ts';
import { command, CommandError } from './command.ts';
import { meantDistrict } from './district.ts';

/** The list itself, or the text of its CSV file. */
export type ListAnswer = RiskList | { csv: string };

/** Every unit at orange and above in the newest run, with its reasons and who answers for it. */
export const list = command({
	input: v.object({
		list: v.picklist(['risk', 'responsibility']),
		district: v.optional(districtCode),
		format: v.optional(v.picklist(['json', 'csv']), 'json')
	}),
	async perform(sise, { list: which, district, format }): Promise<ListAnswer> {
		const meant = await meantDistrict(sise, district);
		const found = await readRiskList(sise.db, EVERYTHING, meant, localDay(new Date()));
		if (found === null) {
			throw new CommandError({
				zh: `${meant} 还没有评估批次。请先运行：npm run sise -- run`,
				en: `${meant} has no run yet. Run first: npm run sise -- run`
			});
		}
		if (format === 'json') return found;
		return { csv: listCsv(found, which, await readListNames(sise.db, meant, found.run)) };
	}
});
