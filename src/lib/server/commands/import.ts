import * as v from 'valibot';
import { importFile } from '../imports/batch.ts';
import type { ImportReport } from '../imports/report.ts';
import { FileRefused } from '../imports/row.ts';
import { districtCode, layerId } from '../schemas.ts';
import { command, CommandError } from './command.ts';

/** Imports one file as one batch: it lands whole, or the report says why it did not. */
export const importing = command({
	input: v.object({
		/** Path on the machine where Sise runs. */
		file: v.pipe(v.string(), v.minLength(1)),
		layer: v.optional(layerId),
		preset: v.optional(v.picklist(['osm'])),
		crs: v.optional(v.pipe(v.string(), v.maxLength(10_000))),
		district: v.optional(districtCode),
		name: v.optional(v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(100))),
		accuracyM: v.optional(v.pipe(v.number(), v.minValue(0), v.maxValue(100_000))),
		acceptRefused: v.optional(v.boolean())
	}),
	async perform(sise, input, tell): Promise<ImportReport> {
		let report: ImportReport;
		try {
			report = await importFile(sise.db, sise.who, input, ({ done, text }) => tell({ done, text }));
		} catch (error) {
			throw error instanceof FileRefused ? new CommandError(error.words) : error;
		}
		if (report.landed) return report;
		throw new CommandError(
			report.refusedCount > 0
				? {
						zh: `${report.file} 有 ${report.refusedCount} 行被拒绝，整批没有导入。请改正后重新导入，或加 --accept-refused 只导入其余各行。`,
						en: `${report.file} has ${report.refusedCount} refused rows, so nothing of it was imported. Correct them, or give --accept-refused to import the others.`
					}
				: { zh: `${report.file} 中没有可导入的要素。`, en: `${report.file} holds nothing to import.` },
			report
		);
	}
});
