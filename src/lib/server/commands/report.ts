import { writeFile } from 'node:fs/promises';
import * as v from 'valibot';
import { AnswerError } from '../http.ts';
import { districtReportFile } from '../reports/district-file.ts';
import { reportQuery } from '../reports/reply.ts';
import { districtCode } from '../schemas.ts';
import { command, CommandError } from './command.ts';
import { meantDistrict } from './district.ts';

export interface ReportAnswer {
	file: string;
	bytes: number;
}

/** Writes the report on the district's newest run into a file. */
export const report = command({
	input: v.object({ file: v.pipe(v.string(), v.minLength(1)), ...reportQuery, district: v.optional(districtCode) }),
	async perform(sise, { file, as, language, district: named }, tell): Promise<ReportAnswer> {
		const district = await meantDistrict(sise, named);
		tell({ done: null, text: { zh: '生成报告', en: 'Writing the report' } });
		try {
			const { bytes } = await districtReportFile(sise.db, sise.who, district, as, language);
			await writeFile(file, bytes);
			return { file, bytes: bytes.length };
		} catch (error) {
			if (error instanceof AnswerError) throw new CommandError(error.text);
			const { code } = error as NodeJS.ErrnoException;
			if (code === undefined) throw error;
			throw new CommandError({ zh: `不能写入 ${file}（${code}）。`, en: `${file} cannot be written (${code}).` });
		}
	}
});
